//! The commands of a signed-in client, over the socket; and sending, through the outbox.

use serde::Deserialize;
use serde_json::value::to_raw_value;
use subrosa_proto::account::{DeviceList, Me, ProfileChange};
use subrosa_proto::body::Voice;
use subrosa_proto::conversation::{
    ConversationPage, ConversationWithEvents, ListRequest, MarkRead, SaveDraft, StartConversation,
};
use subrosa_proto::event::{EventPage, PageRequest, Sent};
use subrosa_proto::frame::InConversation;
use subrosa_proto::sync::{Ack, Cursor, PresenceList, Watch};
use subrosa_proto::{AccountId, Body, ClientId, ConversationId};
use tokio::sync::oneshot;

use super::Client;
use crate::connection::{Request, frame};
use crate::outbox::{Added, Unsent};
use crate::view::View;
use crate::{Error, Status};

/// The result of a command that has nothing to say but that it was done.
#[derive(Deserialize)]
struct Done {}

#[derive(serde::Serialize)]
struct Nothing {}

/// Sending. A message is in the outbox before anything else happens; it is sent in the order of its conversation,
/// again and again under one name, until the server took it or refused it for good.
impl Client {
    /// Sends a text and waits, however long it takes, until the server has it. The message is sent also when nobody
    /// waits any more.
    ///
    /// # Errors
    /// When the text breaks a rule, the outbox fails, the server refuses it for good, or the client ends first.
    pub async fn send(&self, conversation: ConversationId, text: impl Into<String>) -> Result<Sent, Error> {
        self.queue(conversation, &Body::text(text)).await?.sent().await
    }

    /// Puts a message into the outbox and returns as soon as it is safe there.
    ///
    /// # Errors
    /// When the body breaks a rule or the outbox fails; the message is not sent then.
    pub async fn queue(&self, conversation: ConversationId, body: &Body) -> Result<Queued, Error> {
        body.check(Voice::Person)?;
        let body = to_raw_value(body).map_err(|error| Error::protocol("body", &error))?;
        let client_id = self.shared.random.client_id();
        let (outcome, answer) = oneshot::channel();
        let unsent = Unsent { conversation, client_id, body };
        self.shared.keeper.add(Added { unsent, outcome }).await?;
        Ok(Queued { client_id, answer })
    }

    /// Waits until nothing is left in the outbox, of this run or of earlier ones.
    ///
    /// # Errors
    /// When the client ends first.
    pub async fn flush(&self) -> Result<(), Error> {
        tokio::select! {
            () = self.shared.keeper.emptied() => Ok(()),
            ended = self.wait_for(|_| false) => ended.map(drop),
        }
    }
}

/// A message that is safe in the outbox.
pub struct Queued {
    /// Its name, which the event of its arrival carries.
    pub client_id: ClientId,
    answer: oneshot::Receiver<Result<Sent, Error>>,
}

impl Queued {
    /// Waits until the server has it.
    ///
    /// # Errors
    /// When the server refuses it for good, or the client ends first; then it stays in the outbox.
    pub async fn sent(self) -> Result<Sent, Error> {
        self.answer.await.unwrap_or(Err(Error::Closed))
    }
}

/// Commands. Each waits for a connection and for its answer, up to the client's deadline, and fails as [`Error`]
/// says.
impl Client {
    /// Begins, or finds, the conversation with a person.
    pub async fn start(&self, handle: &str) -> Result<ConversationWithEvents, Error> {
        self.command("start_conversation", &StartConversation { handle: handle.to_owned() }).await
    }

    /// A page of the list of conversations, newest activity first.
    pub async fn conversations(&self, request: &ListRequest) -> Result<ConversationPage, Error> {
        self.command("list_conversations", request).await
    }

    /// One conversation with its newest events.
    pub async fn conversation(&self, conversation: ConversationId) -> Result<ConversationWithEvents, Error> {
        self.command("get_conversation", &InConversation { conversation, params: Nothing {} }).await
    }

    /// A page of a conversation's log.
    pub async fn history(&self, conversation: ConversationId, request: PageRequest) -> Result<EventPage, Error> {
        self.command("read_events", &InConversation { conversation, params: request }).await
    }

    /// Reads the holes of a view until it has none.
    pub async fn fill(&self, view: &mut View) -> Result<(), Error> {
        while let Some(hole) = view.hole() {
            let request = PageRequest { after: Some(hole.after), ..PageRequest::default() };
            let page = self.history(hole.conversation, request).await?;
            if page.events.is_empty() {
                return Ok(());
            }
            view.add(hole.conversation, page);
        }
        Ok(())
    }

    /// Says that everything up to `seq` was read.
    pub async fn mark_read(&self, conversation: ConversationId, seq: i64) -> Result<(), Error> {
        self.done("mark_read", &InConversation { conversation, params: MarkRead { seq } }).await
    }

    /// Keeps words begun and not sent; empty text removes them.
    pub async fn save_draft(&self, conversation: ConversationId, text: &str) -> Result<(), Error> {
        let params = SaveDraft { text: text.to_owned() };
        self.done("save_draft", &InConversation { conversation, params }).await
    }

    /// Tells the other person that one is writing, if there is a connection now.
    pub fn typing(&self, conversation: ConversationId) -> Result<(), Error> {
        if matches!(self.status(), Status::Live) {
            let frame = frame::write("typing", None, &InConversation { conversation, params: Nothing {} })?;
            // So short-lived that a full queue is reason enough to leave it out.
            let _ = self.shared.requests.try_send(Request::Notice(frame));
        }
        Ok(())
    }

    /// Watches the presence of these accounts and of no others; changes follow as events, on every later connection
    /// as well.
    pub async fn watch(&self, accounts: &[AccountId]) -> Result<PresenceList, Error> {
        let watch = Watch { accounts: accounts.to_vec() };
        self.ask("watch", &watch, |command| Request::Watch(watch.accounts.clone(), command)).await
    }

    /// Says that everything up to a cursor is stored on this device; for a client that was told not to say so itself.
    pub async fn ack(&self, cursor: Cursor) -> Result<(), Error> {
        self.done("ack", &Ack { cursor }).await
    }

    /// The signed-in account.
    pub async fn me(&self) -> Result<Me, Error> {
        self.command("get_me", &Nothing {}).await
    }

    /// Changes one's own name or bio.
    pub async fn change_profile(&self, change: &ProfileChange) -> Result<Me, Error> {
        self.command("change_profile", change).await
    }

    /// The devices that are signed in to this account.
    pub async fn devices(&self) -> Result<DeviceList, Error> {
        self.command("list_devices", &Nothing {}).await
    }

    /// Ends this device's session and the client. The token is worth nothing afterwards.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.http().sign_out().await?;
        self.close().await;
        Ok(())
    }

    async fn done(&self, kind: &str, params: &impl serde::Serialize) -> Result<(), Error> {
        self.command::<Done>(kind, params).await.map(|Done {}| ())
    }
}
