//! One session: from `hello` to the end of the connection.
//!
//! Everything happens in one loop, which never waits for one thing alone; what is written waits in the link and goes
//! out while the loop waits for the next thing to happen.

use std::time::Duration;

use serde_json::value::RawValue;
use subrosa_proto::AccountId;
use subrosa_proto::event::Event as LogEvent;
use subrosa_proto::frame::{Hello, ServerFrame};
use subrosa_proto::sync::{Ack, Entry, Object, PresenceList, Watch};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};

use super::frame::{self, Incoming};
use super::link::{Link, Step};
use super::service::Service;
use super::under_way::Sending;
use super::waiting::{Asked, Request};
use crate::{Error, Event, Status};

/// After this silence the server is asked for a sign of life…
const SILENCE: Duration = Duration::from_secs(25);
/// …and after this further silence it is taken for gone.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why a session ended.
pub(super) enum End {
    /// The client was closed.
    Stopped,
    /// The application has room again for what it was not told.
    Behind,
    /// The connection broke, or the server ended it. It asked for at least this wait.
    Lost { error: Error, wait: Duration },
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        Self::Lost { error, wait: Duration::ZERO }
    }
}

/// How far a session has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// `hello` is said.
    Greeting,
    /// The server knows the account; commands may be asked.
    Welcome,
    /// The application was told everything; messages may be sent. Not before, because what comes until then may
    /// show that some have arrived.
    Live,
}

impl Service {
    /// Runs a session until it ends.
    pub(super) async fn session(&mut self, mut link: Link) -> End {
        let end = match self.exchange(&mut link).await {
            Ok(end) => end,
            Err(error) => error.into(),
        };
        if let End::Stopped | End::Behind = end {
            if let Some(cursor) = self.acks.unsaid()
                && let Ok(frame) = frame::write("ack", None, &Ack { cursor })
            {
                link.write(frame);
            }
            link.close().await;
        }
        end
    }

    async fn exchange(&mut self, link: &mut Link) -> Result<End, Error> {
        link.write(frame::write("hello", None, &Hello { cursor: self.feed.begin() })?);
        self.acks.begin();
        let mut stage = Stage::Greeting;
        let mut heard = Instant::now();
        let mut asked_for_life = false;
        loop {
            if stage == Stage::Live {
                self.send_ready(link);
            }
            let talking = stage != Stage::Greeting && link.has_room();
            let sending = stage == Stage::Live && link.has_room();
            let silence = heard + SILENCE + if asked_for_life { PATIENCE } else { Duration::ZERO };
            let due = [self.waiting.due(), self.lanes.due().filter(|_| sending)];
            let wake = due.into_iter().flatten().fold(silence, Instant::min);
            tokio::select! {
                () = self.stop.cancelled() => return Ok(End::Stopped),
                step = link.next() => {
                    let Step::Came(message) = step else { continue };
                    heard = Instant::now();
                    asked_for_life = false;
                    let Some(incoming) = read(message)? else { continue };
                    match self.take(incoming, link, &mut stage)? {
                        Some(end) => return Ok(end),
                        None => continue,
                    }
                }
                Some(request) = self.requests.recv(), if talking => self.ask(request, link),
                Some(added) = self.added.recv() => self.lanes.push(Sending::new(added, self.random.clone())),
                cursor = self.acks.due(), if talking => {
                    link.write(frame::write("ack", None, &Ack { cursor })?);
                    self.acks.say(cursor);
                }
                () = self.feed.may_resume() => return Ok(End::Behind),
                () = tokio::time::sleep_until(wake) => {}
            }
            let now = Instant::now();
            while let Some(client_id) = self.waiting.overdue(now) {
                self.rest(client_id, &Error::Timeout);
            }
            if now >= silence {
                if asked_for_life {
                    return Err(Error::Timeout);
                }
                link.ping();
                asked_for_life = true;
            }
        }
    }

    /// Asks the server what a handle wants to know.
    fn ask(&mut self, request: Request, link: &mut Link) {
        let command = match request {
            Request::Notice(frame) => return link.write(frame),
            Request::Watch(accounts, command) => {
                self.watched = Some(accounts);
                command
            }
            Request::Command(command) => command,
        };
        if !command.answer.is_closed() {
            link.write(command.frame.clone());
            self.waiting.command(command);
        }
    }

    /// Takes one frame of the server; an end is why the session is over.
    fn take(&mut self, incoming: Incoming, link: &mut Link, stage: &mut Stage) -> Result<Option<End>, Error> {
        let frame = match incoming {
            Incoming::Frame(frame) => frame,
            Incoming::Reply { id, outcome } => {
                self.answered(id, outcome);
                return Ok(None);
            }
            Incoming::Unknown => return Ok(None),
        };
        match frame {
            ServerFrame::Welcome { account, .. } => {
                *stage = Stage::Welcome;
                self.welcome(account, link)?;
            }
            ServerFrame::Snapshot(snapshot) => {
                snapshot
                    .page
                    .conversations
                    .iter()
                    .flat_map(|object| &object.events)
                    .for_each(|event| self.echoed(event));
                self.feed.snapshot(snapshot);
            }
            ServerFrame::Entry(entry) => {
                events(&entry).iter().for_each(|event| self.echoed(event));
                self.feed.entry(entry);
            }
            ServerFrame::CaughtUp { cursor } => {
                *stage = Stage::Live;
                self.backoff.reset();
                self.feed.caught_up(cursor);
                self.say(Status::Live);
            }
            ServerFrame::Typing { conversation, account } => {
                self.feed.tell(Event::Typing { conversation, account });
            }
            ServerFrame::Presence(presence) => {
                self.feed.tell(Event::Presence(presence));
            }
            ServerFrame::Error { error } => {
                tracing::warn!(code = error.code.code(), field = error.field, "the server refused a frame");
            }
            ServerFrame::Bye { error, reconnect_after } => {
                let wait = Duration::from_millis(reconnect_after.unwrap_or(0).into());
                return Ok(Some(End::Lost { error: Error::Problem(error), wait }));
            }
            // This client is a person's own; what members of a brand tell each other does not come here.
            ServerFrame::Attention { .. } | ServerFrame::BrandChanged { .. } => {}
            // Read as `Incoming::Reply`.
            ServerFrame::Reply { .. } => {}
        }
        Ok(None)
    }

    /// The session is open: says again what has to be known on every connection.
    fn welcome(&mut self, account: AccountId, link: &mut Link) -> Result<(), Error> {
        self.account = Some(account);
        self.say(Status::Syncing);
        self.waiting.frames().for_each(|frame| link.write(frame));
        if let Some(accounts) = self.watched.clone() {
            let id = self.next_id();
            link.write(frame::write("watch", Some(id), &Watch { accounts })?);
            self.waiting.watch(id);
        }
        Ok(())
    }

    /// Hands an answer to whoever asked.
    fn answered(&mut self, id: u64, outcome: Result<Box<RawValue>, Error>) {
        match self.waiting.answered(id) {
            Some(Asked::Command(command)) => {
                // Whoever stopped waiting needs no answer.
                let _ = command.answer.send(outcome);
            }
            Some(Asked::Send(client_id)) => self.send_answered(client_id, outcome),
            Some(Asked::Watch) => {
                let list = outcome.ok().and_then(|result| serde_json::from_str::<PresenceList>(result.get()).ok());
                for presence in list.into_iter().flat_map(|list| list.presence) {
                    self.feed.tell(Event::Presence(presence));
                }
            }
            None => {}
        }
    }
}

fn events(entry: &Entry) -> &[LogEvent] {
    match &entry.object {
        Object::Conversation(object) => &object.events,
        Object::Me { .. } => &[],
    }
}

/// The frame in a message, if it has one.
fn read(message: Option<Result<Message, WsError>>) -> Result<Option<Incoming>, Error> {
    match message {
        Some(Ok(Message::Text(text))) => frame::read(&text).map(Some),
        Some(Ok(Message::Close(_))) | None => Err(Error::transport(WsError::ConnectionClosed)),
        Some(Ok(_)) => Ok(None),
        Some(Err(error)) => Err(Error::transport(error)),
    }
}
