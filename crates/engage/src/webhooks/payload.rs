//! What an address is told: one event as JSON. Made from the log and the journal, so that every try of the same event tells the same of it.

use serde::Serialize;
use subrosa_messaging::Error;
use subrosa_proto::account::Profile;
use subrosa_proto::event::Event;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::ticket::Thread;
use subrosa_proto::webhook::WebhookEvent;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_store::{Tx, conversations, threads};

/// One thing that happened.
#[derive(Debug, Clone)]
pub(super) enum Happened {
    Message(Event),
    Entry(Box<JournalEntry>),
}

impl Happened {
    /// What it is called; nothing for what nobody is told of, such as notes.
    pub(super) const fn event(&self) -> Option<WebhookEvent> {
        match self {
            Self::Message(_) => Some(WebhookEvent::MessageCreated),
            Self::Entry(entry) => match &entry.what {
                Happening::Opened { .. }
                | Happening::Reopened { .. }
                | Happening::Status { .. }
                | Happening::Prioritised { .. }
                | Happening::Transferred { .. }
                | Happening::Labelled { .. } => Some(WebhookEvent::TicketChanged),
                Happening::Assigned { .. } => Some(WebhookEvent::ThreadTaken),
                Happening::HandedOver(_) => Some(WebhookEvent::ThreadHandedOver),
                Happening::Note { .. }
                | Happening::Replied { .. }
                | Happening::OrderVerified { .. }
                | Happening::Disputed { .. }
                | Happening::Scheduled { .. }
                | Happening::Unscheduled { .. }
                | Happening::Held { .. }
                | Happening::RuleRan { .. }
                | Happening::Closed { .. }
                | Happening::DueSoon { .. }
                | Happening::Breached { .. }
                | Happening::Kept { .. }
                | Happening::Asked { .. }
                | Happening::Rated { .. }
                | Happening::Remarked { .. } => None,
            },
        }
    }

    /// Its place among all that happened in the conversation.
    pub(super) const fn place(&self) -> (i64, i64) {
        match self {
            Self::Message(event) => (event.seq, 0),
            Self::Entry(entry) => (entry.after, entry.seq),
        }
    }

    /// What it is known by: the same for every try.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Message(event) => event.id.to_string(),
            Self::Entry(entry) => entry.id.to_string(),
        }
    }

    const fn at(&self) -> Timestamp {
        match self {
            Self::Message(event) => event.at,
            Self::Entry(entry) => entry.at,
        }
    }
}

/// The conversation in which it happened, as it is when it is told.
#[derive(Debug, Clone)]
pub(super) struct Place {
    brand: AccountId,
    conversation: ConversationId,
    customer: Profile,
    thread: Thread,
}

impl Place {
    /// Reads it.
    pub(super) async fn read(tx: &mut Tx<'_>, brand: AccountId, conversation: ConversationId) -> Result<Self, Error> {
        let found = (conversations::find(tx, conversation).await?, threads::find(tx, conversation).await?);
        let (Some(state), Some(thread)) = found else { return Err(Error::new(ErrorCode::NotFound)) };
        let customer = state.members.into_iter().map(|member| member.profile).find(|profile| profile.id != brand);
        let customer = customer.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        Ok(Self { brand, conversation, customer, thread })
    }
}

#[derive(Serialize)]
struct Payload<'a> {
    r#type: &'a str,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    brand: AccountId,
    #[serde(skip_serializing_if = "Option::is_none")]
    conversation: Option<ConversationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a Profile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thread: Option<&'a Thread>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<&'a JournalEntry>,
}

/// What is told of something that happened.
pub(super) fn payload(place: &Place, event: WebhookEvent, happened: &Happened) -> Result<String, Error> {
    let (message, entry) = match happened {
        Happened::Message(message) => (Some(message), None),
        Happened::Entry(entry) => (None, Some(entry.as_ref())),
    };
    let Place { brand, conversation, customer, thread } = place;
    let data = Data {
        brand: *brand,
        conversation: Some(*conversation),
        customer: Some(customer),
        thread: Some(thread),
        message,
        entry,
    };
    written(&Payload { r#type: event.name(), timestamp: happened.at(), data })
}

/// What is told when someone tries an address.
pub(super) fn test_payload(brand: AccountId, at: Timestamp) -> Result<String, Error> {
    let data = Data { brand, conversation: None, customer: None, thread: None, message: None, entry: None };
    written(&Payload { r#type: "webhook.test", timestamp: at, data })
}

fn written(payload: &Payload<'_>) -> Result<String, Error> {
    serde_json::to_string(payload).map_err(|_| Error::new(ErrorCode::Internal))
}
