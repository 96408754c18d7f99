//! Carries an operator's request out, through messaging.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Error, Messaging};
use subrosa_proto::bot::PublishBot;
use subrosa_proto::event::PageRequest;
use subrosa_proto::limits::PAGE_EVENTS;
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use tokio::sync::mpsc;

use super::{AccountLine, Request};

/// Accounts read at once.
const PAGE: u32 = 200;
const OPERATOR: Actor = Actor::Operator;

/// Carries a request out; what comes of it goes into `items`, one by one. When nobody takes them any more, the rest is left.
pub(super) async fn carry_out(
    messaging: &Messaging,
    request: Request,
    items: &mpsc::Sender<Value>,
) -> Result<(), Error> {
    match request {
        Request::CreateAccount { handle, display_name, bio, password } => {
            let person = NewPerson { handle, display_name, bio, password };
            give(items, &messaging.create_account(&OPERATOR, person).await?).await
        }
        Request::ListAccounts => list(messaging, items).await,
        Request::SetDisabled { handle, disabled } => {
            give(items, &messaging.set_disabled(&OPERATOR, &handle, disabled).await?).await
        }
        Request::ResetSecondFactor { handle } => {
            give(items, &messaging.reset_second_factor(&OPERATOR, &handle).await?).await
        }
        Request::VerifyBrand { handle, verified } => {
            give(items, &messaging.verify_brand(&OPERATOR, &handle, verified).await?).await
        }
        Request::PublishBot { brand, bot, source, remark, live } => {
            let engage = Engage::new(messaging.clone());
            let publish = PublishBot { source, remark, live };
            give(items, &engage.publish_bot_file(&OPERATOR, (&brand, &bot), publish).await?).await
        }
        Request::CheckReports { handle } => {
            let check = messaging.check_reports(&OPERATOR, &handle).await?;
            let said = json!({
                "conversations": check.conversations,
                "uncounted": check.uncounted,
                "right": check.right,
                "wrong": check.wrong,
            });
            give(items, &said).await
        }
        Request::ImportArticles { handle, import } => {
            let engage = Engage::new(messaging.clone());
            give(items, &engage.import_articles_of(&OPERATOR, &handle, import).await?).await
        }
        Request::LookAtFile { handle, request, bytes } => {
            let engage = Engage::new(messaging.clone());
            give(items, &engage.look_at_file_of(&OPERATOR, &handle, request, &decoded(&bytes)?).await?).await
        }
        Request::ImportPiece { handle, request, bytes } => {
            let engage = Engage::new(messaging.clone());
            give(items, &engage.import_piece_of(&OPERATOR, &handle, request, &decoded(&bytes)?).await?).await
        }
        Request::CreateInvite { uses, days } => {
            let invite = messaging.create_invite(&OPERATOR, uses, days).await?;
            give(items, &json!({ "invite": invite, "uses": uses, "days": days })).await
        }
        Request::CreateToken { handle, device_name } => {
            give(items, &messaging.create_token(&OPERATOR, &handle, &device_name).await?).await
        }
        Request::Export { handle } => export(messaging, &handle, items).await,
        Request::Status => {
            messaging.probe().await?;
            let status = json!({
                "version": messaging.info().version,
                "sessions": messaging.bus().sessions(),
                "queued": messaging.db().queued(),
            });
            give(items, &status).await
        }
    }
}

fn decoded(bytes: &str) -> Result<Vec<u8>, Error> {
    STANDARD.decode(bytes).map_err(|error| Error::field(ErrorCode::MalformedRequest, "bytes", error.to_string()))
}

async fn give(items: &mpsc::Sender<Value>, item: &impl Serialize) -> Result<(), Error> {
    let value = serde_json::to_value(item).map_err(|error| {
        tracing::error!(%error, "an answer for the operator could not be written");
        Error::new(ErrorCode::Internal)
    })?;
    // Nobody takes it any more: what was asked for is done all the same.
    let _gone = items.send(value).await;
    Ok(())
}

async fn list(messaging: &Messaging, items: &mpsc::Sender<Value>) -> Result<(), Error> {
    let mut after = AccountId::new(0);
    loop {
        let accounts = messaging.list_accounts(&OPERATOR, after, PAGE).await?;
        let Some(last) = accounts.last() else { return Ok(()) };
        after = last.profile.id;
        for account in accounts {
            let line = AccountLine {
                id: account.profile.id,
                handle: account.profile.handle,
                display_name: account.profile.display_name,
                created_at: account.created_at,
                last_seen_at: account.last_seen_at,
                has_password: account.has_password,
                disabled: account.profile.disabled,
            };
            give(items, &line).await?;
        }
    }
}

/// An account's data: the account, its devices without their tokens, its conversations, each with all its events.
async fn export(messaging: &Messaging, handle: &str, items: &mpsc::Sender<Value>) -> Result<(), Error> {
    let actor = messaging.export_as(&OPERATOR, handle).await?;
    give(items, &json!({ "type": "account", "account": messaging.me(&actor).await? })).await?;
    for device in messaging.list_devices(&actor).await?.devices {
        give(items, &json!({ "type": "device", "device": device })).await?;
    }
    let mut after = ConversationId::new(0);
    loop {
        let page = messaging.conversations_by_id(&actor, after).await?;
        let Some(&last) = page.last() else { return Ok(()) };
        after = last;
        for id in page {
            if items.is_closed() {
                return Ok(());
            }
            let conversation = messaging.get_conversation(&actor, id).await?.conversation;
            if conversation.number == 0 {
                // Someone has begun it and said nothing yet, so the person does not see it.
                continue;
            }
            give(items, &json!({ "type": "conversation", "conversation": conversation })).await?;
            events(messaging, &actor, id, items).await?;
        }
    }
}

async fn events(
    messaging: &Messaging,
    actor: &Actor,
    conversation: ConversationId,
    items: &mpsc::Sender<Value>,
) -> Result<(), Error> {
    let mut after = 0;
    loop {
        let request = PageRequest { after: Some(after), limit: Some(PAGE_EVENTS), ..PageRequest::default() };
        let page = messaging.read_events(actor, conversation, request).await?;
        let Some(last) = page.events.last() else { return Ok(()) };
        after = last.seq;
        for event in page.events {
            give(items, &json!({ "type": "event", "conversation": conversation, "event": event })).await?;
        }
    }
}
