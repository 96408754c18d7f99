//! Conversations: finding, reading, sending, receipts, drafts.

use reqwest::Method;
use subrosa_proto::ConversationId;
use subrosa_proto::conversation::{
    ConversationPage, ConversationWithEvents, ListRequest, MarkRead, SaveDraft, StartConversation,
};
use subrosa_proto::event::{EventPage, PageRequest, SendMessage, Sent};

use super::Http;
use crate::Error;

/// Conversations. Each fails as [`Error`] says.
impl Http {
    /// Begins, or finds, the conversation with a person.
    pub async fn start_conversation(&self, handle: &str) -> Result<ConversationWithEvents, Error> {
        let start = StartConversation { handle: handle.to_owned() };
        self.json(self.create(&["conversations"], &start)).await
    }

    /// A page of the list of conversations, newest activity first.
    pub async fn conversations(&self, request: &ListRequest) -> Result<ConversationPage, Error> {
        self.json(self.get(&["conversations"]).query(request)).await
    }

    /// One conversation with its newest events.
    pub async fn conversation(&self, conversation: ConversationId) -> Result<ConversationWithEvents, Error> {
        self.json(self.get(&["conversations", &conversation.to_string()])).await
    }

    /// Sends a message. Repeated with the same `client_id` and body it answers as the first time; keep both until
    /// an answer came, or let the [`Client`](crate::Client) do so.
    pub async fn send_message(&self, conversation: ConversationId, message: &SendMessage) -> Result<Sent, Error> {
        let parts = ["conversations", &conversation.to_string(), "messages"];
        self.json(self.create_as(message.client_id, &parts, message)).await
    }

    /// A page of a conversation's log.
    pub async fn events(&self, conversation: ConversationId, request: &PageRequest) -> Result<EventPage, Error> {
        self.json(self.get(&["conversations", &conversation.to_string(), "events"]).query(request)).await
    }

    /// Says that everything up to `seq` was read.
    pub async fn mark_read(&self, conversation: ConversationId, seq: i64) -> Result<(), Error> {
        self.done(self.put(&["conversations", &conversation.to_string(), "read"], &MarkRead { seq })).await
    }

    /// Keeps words begun and not sent; empty text removes them.
    pub async fn save_draft(&self, conversation: ConversationId, text: &str) -> Result<(), Error> {
        let draft = SaveDraft { text: text.to_owned() };
        self.done(self.put(&["conversations", &conversation.to_string(), "draft"], &draft)).await
    }

    /// Tells the other person that one is writing.
    pub async fn typing(&self, conversation: ConversationId) -> Result<(), Error> {
        self.done(self.request(Method::POST, &["conversations", &conversation.to_string(), "typing"])).await
    }
}
