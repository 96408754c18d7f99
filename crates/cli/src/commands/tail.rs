//! `subrosa tail`: what happens to an account, as it happens.

use std::collections::HashMap;

use clap::Args;
use subrosa_client::view::View;
use subrosa_client::{Client, Event, Status};
use subrosa_proto::account::Profile;
use subrosa_proto::event::Event as LogEvent;
use subrosa_proto::sync::{Entry, Object, Snapshot};
use subrosa_proto::{AccountId, Body};

use super::place;
use crate::failure::Failure;
use crate::output::{Output, moment, printable};

/// Print an account's messages as they come
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa tail
  subrosa tail --json | jq -r '.events[]?.body.text'

With --json each line is one entry of the account's changes, receipts and drafts included. What is printed counts as \
delivered. Ends with Ctrl-C.")]
pub(crate) struct Tail {
    #[command(flatten)]
    server: place::ServerAccess,
}

impl Tail {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
        runtime.block_on(async {
            let client = Client::builder(self.server.server).token(self.server.token).connect().await?;
            let mut printer = Printer { output, handles: HashMap::new() };
            let mut events = client.events();
            loop {
                tokio::select! {
                    event = events.next() => match event {
                        Some(event) => printer.event(&event)?,
                        None => break,
                    },
                    _ = tokio::signal::ctrl_c() => {
                        client.close().await;
                        return Ok(());
                    }
                }
            }
            match client.status() {
                Status::Ended(error) => Err(error.into()),
                _ => Ok(()),
            }
        })
    }
}

struct Printer {
    output: Output,
    /// Whom the account knows, by id.
    handles: HashMap<AccountId, String>,
}

impl Printer {
    fn event(&mut self, event: &Event) -> Result<(), Failure> {
        match event {
            Event::Snapshot(snapshot) => {
                self.learn_all(snapshot);
                Ok(())
            }
            Event::Entry(entry) if self.output.json => self.output.json(entry),
            Event::Entry(entry) => self.entry(entry),
            Event::Status(Status::Waiting { error, retry_in }) => {
                eprintln!("{error}; trying again in {} s", retry_in.as_secs());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn learn(&mut self, profile: &Profile) {
        self.handles.insert(profile.id, profile.handle.clone());
    }

    fn learn_all(&mut self, snapshot: &Snapshot) {
        let view = View::new(snapshot.clone());
        self.learn(&view.me.profile);
        for thread in view.conversations.values() {
            self.learn(&thread.conversation.peer);
        }
    }

    fn entry(&mut self, entry: &Entry) -> Result<(), Failure> {
        match &entry.object {
            Object::Me { me } => {
                self.learn(&me.profile);
                Ok(())
            }
            Object::Conversation(object) => {
                let peer = &object.conversation.peer;
                self.learn(peer);
                object.events.iter().try_for_each(|event| self.message(event, peer))
            }
        }
    }

    fn message(&self, event: &LogEvent, peer: &Profile) -> Result<(), Failure> {
        // A body of a version that is not known here still counts as a message.
        let text = serde_json::from_str::<Body>(event.body.get()).map_or_else(|_| "…".to_owned(), |body| body.words());
        let author = self.handles.get(&event.author).map_or("?", String::as_str);
        let to = if event.author == peer.id { String::new() } else { format!(" → @{}", peer.handle) };
        self.output.text(format!("{}  @{author}{to}: {}", moment(event.at), printable(&text)))
    }
}
