//! Commands on the socket: the same functions as the REST routes, the same parameters and results.

use std::pin::Pin;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use subrosa_access::Actor;
use subrosa_bus::Watcher;
use subrosa_messaging::Error;
use subrosa_proto::account::{PasswordChange, ProfileChange};
use subrosa_proto::brand::Attend;
use subrosa_proto::conversation::{ListRequest, MarkRead, SaveDraft, StartConversation};
use subrosa_proto::event::{PageRequest, SendMessage};
use subrosa_proto::frame::ClientFrame;
use subrosa_proto::inbox::{ChangeTickets, TicketHistoryRequest, TicketsRequest};
use subrosa_proto::journal::{HandOver, JournalRequest, WriteNote};
use subrosa_proto::sync::{Ack, Watch};
use subrosa_proto::ticket::TicketChange;
use subrosa_proto::{ConversationId, DeviceId, ErrorCode, object};
use tokio_tungstenite::tungstenite::Message;

use super::frames::reply;
use crate::App;

/// A command under way; its output is the reply, if there is to be one.
pub(super) type Running = Pin<Box<dyn Future<Output = Option<Message>> + Send>>;

/// The socket's names of all commands, for the documents and the tests.
pub(crate) const NAMES: &[&str] = &[
    "sign_out",
    "get_me",
    "change_profile",
    "remove_avatar",
    "change_password",
    "list_devices",
    "revoke_device",
    "find_account",
    "start_conversation",
    "list_conversations",
    "get_conversation",
    "send_message",
    "read_events",
    "mark_read",
    "save_draft",
    "typing",
    "watch",
    "ack",
    "list_tickets",
    "count_tickets",
    "change_ticket",
    "change_tickets",
    "list_conversation_tickets",
    "write_note",
    "read_journal",
    "attend",
    "hand_over",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneConversation {
    conversation: ConversationId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneDevice {
    device: DeviceId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ByHandle {
    handle: String,
}

/// The conversation among the parameters; the others are read by their own type.
#[derive(Deserialize)]
struct Target {
    conversation: ConversationId,
}

/// The parameters of a command within a conversation. The shapes refuse unknown fields, so `conversation` is taken out first.
fn within<T: DeserializeOwned>(params: &RawValue) -> Result<(ConversationId, T), Error> {
    let target: Target = parse(params)?;
    let mut fields: serde_json::Map<String, serde_json::Value> = parse(params)?;
    fields.remove("conversation");
    let rest = serde_json::from_value(serde_json::Value::Object(fields)).map_err(|error| malformed(&error))?;
    Ok((target.conversation, rest))
}

fn parse<'p, T: Deserialize<'p>>(params: &'p RawValue) -> Result<T, Error> {
    object::read(params.get().as_bytes()).map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::field(ErrorCode::MalformedRequest, "params", error.to_string())
}

/// A send has its own shape, read in one go: it is the hot path, and its body stays raw.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendParams {
    conversation: ConversationId,
    client_id: subrosa_proto::ClientId,
    body: Box<RawValue>,
    epoch: Option<i64>,
}

/// Begins a command. A send takes its place in the order of messages right here.
pub(super) fn begin(app: &App, actor: Actor, watcher: &Watcher, frame: &ClientFrame<'_>) -> Running {
    let id = frame.id;
    match start(app, actor, watcher, frame) {
        Ok(running) => running,
        Err(error) => Box::pin(std::future::ready(reply(id, Err::<(), _>(error)))),
    }
}

fn start(app: &App, actor: Actor, watcher: &Watcher, frame: &ClientFrame<'_>) -> Result<Running, Error> {
    let (id, messaging) = (frame.id, &app.messaging);
    let none = RawValue::NULL;
    let empty: Box<RawValue>;
    let params = match frame.params {
        Some(params) => params,
        None => {
            empty = RawValue::from_string("{}".to_owned()).unwrap_or_else(|_| none.to_owned());
            &empty
        }
    };
    if frame.kind == "send_message" {
        let SendParams { conversation, client_id, body, epoch } = parse(params)?;
        let sending = messaging.send_message(&actor, conversation, &SendMessage { client_id, body, epoch })?;
        return Ok(Box::pin(async move { reply(id, sending.await.map(|once| once.sent)) }));
    }
    if let Some(person) = actor.person() {
        messaging.check_rate(person)?;
    }
    let (messaging, engage) = (messaging.clone(), app.engage.clone());
    macro_rules! run {
        ($outcome:expr) => {
            Ok(Box::pin(async move { reply(id, $outcome.await) }))
        };
    }
    macro_rules! done {
        ($outcome:expr) => {
            Ok(Box::pin(async move { reply(id, $outcome.await.map(|()| serde_json::json!({}))) }))
        };
    }
    match &*frame.kind {
        "typing" => {
            let OneConversation { conversation } = parse(params)?;
            done!(messaging.typing(&actor, conversation))
        }
        "mark_read" => {
            let (conversation, mark) = within::<MarkRead>(params)?;
            done!(messaging.mark_read(&actor, conversation, mark))
        }
        "ack" => {
            let ack: Ack = parse(params)?;
            done!(messaging.ack(&actor, ack))
        }
        "read_events" => {
            let (conversation, page) = within::<PageRequest>(params)?;
            run!(messaging.read_events(&actor, conversation, page))
        }
        "save_draft" => {
            let (conversation, draft) = within::<SaveDraft>(params)?;
            done!(messaging.save_draft(&actor, conversation, draft))
        }
        "watch" => {
            let (watch, watcher): (Watch, Watcher) = (parse(params)?, watcher.clone());
            run!(messaging.watch(&actor, watch, Some(&watcher)))
        }
        "start_conversation" => {
            let request: StartConversation = parse(params)?;
            Ok(Box::pin(async move {
                reply(id, messaging.start_conversation(&actor, request).await.map(|(found, _)| found))
            }))
        }
        "get_conversation" => {
            let OneConversation { conversation } = parse(params)?;
            run!(messaging.get_conversation(&actor, conversation))
        }
        "list_conversations" => {
            let request: ListRequest = parse(params)?;
            run!(messaging.list_conversations(&actor, request))
        }
        "find_account" => {
            let by: ByHandle = parse(params)?;
            run!(messaging.find_account(&actor, &by.handle))
        }
        "get_me" => {
            let Nothing {} = parse(params)?;
            run!(messaging.me(&actor))
        }
        "change_profile" => {
            let change: ProfileChange = parse(params)?;
            run!(messaging.change_profile(&actor, change))
        }
        "remove_avatar" => {
            let Nothing {} = parse(params)?;
            run!(messaging.remove_avatar(&actor))
        }
        "change_password" => {
            let change: PasswordChange = parse(params)?;
            done!(messaging.change_password(&actor, change))
        }
        "list_devices" => {
            let Nothing {} = parse(params)?;
            run!(messaging.list_devices(&actor))
        }
        "revoke_device" => {
            let OneDevice { device } = parse(params)?;
            done!(messaging.revoke_device(&actor, device))
        }
        "list_tickets" => {
            let request: TicketsRequest = parse(params)?;
            run!(engage.list_tickets(&actor, request))
        }
        "count_tickets" => {
            let Nothing {} = parse(params)?;
            run!(engage.count_tickets(&actor))
        }
        "change_ticket" => {
            let (conversation, change) = within::<TicketChange>(params)?;
            // It takes its place in the order of changes right here.
            let changing = messaging.change_ticket(&actor, conversation, change)?;
            Ok(Box::pin(async move { reply(id, changing.await.map(|changed| changed.after)) }))
        }
        "change_tickets" => {
            let request: ChangeTickets = parse(params)?;
            run!(engage.change_tickets(&actor, request))
        }
        "list_conversation_tickets" => {
            let (conversation, request) = within::<TicketHistoryRequest>(params)?;
            run!(messaging.list_conversation_tickets(&actor, conversation, request))
        }
        "write_note" => {
            let (conversation, note) = within::<WriteNote>(params)?;
            run!(messaging.write_note(&actor, conversation, note))
        }
        "read_journal" => {
            let (conversation, request) = within::<JournalRequest>(params)?;
            run!(messaging.read_journal(&actor, conversation, request))
        }
        "attend" => {
            let (conversation, attend) = within::<Attend>(params)?;
            done!(engage.attend(&actor, conversation, attend))
        }
        "hand_over" => {
            let (conversation, request) = within::<HandOver>(params)?;
            done!(messaging.hand_over(&actor, conversation, request))
        }
        "sign_out" => {
            let Nothing {} = parse(params)?;
            done!(messaging.sign_out(&actor))
        }
        _ => Err(Error::field(ErrorCode::MalformedRequest, "type", "there is no such command")),
    }
}
