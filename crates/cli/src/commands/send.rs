//! `subrosa send`: one message, from a script or a terminal.

use std::io::Read;
use std::time::Duration;

use clap::Args;
use serde_json::json;
use subrosa_client::Client;

use super::place;
use crate::failure::Failure;
use crate::output::Output;

/// How long the server may take until the message is on its disk.
const PATIENCE: Duration = Duration::from_secs(60);

/// Send a message to a person
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa send grace \"See you at eight?\"
  uptime | subrosa send ops --server https://dm.example.com

The command ends well when the message is on the server's disk.")]
pub(crate) struct Send {
    /// The person's handle
    handle: String,
    /// The text [default: the standard input]
    text: Option<String>,
    #[command(flatten)]
    server: place::ServerAccess,
}

impl Send {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let text = match self.text {
            Some(text) => text,
            None => input()?,
        };
        let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
        runtime.block_on(async {
            let client =
                Client::builder(self.server.server).token(self.server.token).acknowledge(false).connect().await?;
            let conversation = client.start(&self.handle).await?.conversation.id;
            let sending = tokio::time::timeout(PATIENCE, client.send(conversation, text));
            let sent = sending.await.map_err(|_| {
                Failure::new("the server did not take the message in time")
                    .hint("look whether it arrived before you send it again")
            })??;
            client.close().await;
            let result = json!({ "conversation": conversation, "seq": sent.seq, "id": sent.id, "at": sent.at });
            output.result(&result, format!("sent to @{}, number {} of the conversation", self.handle, sent.seq))
        })
    }
}

fn input() -> Result<String, Failure> {
    let mut text = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| Failure::new(format!("the text can't be read: {error}")).hint("send UTF-8 text"))?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
