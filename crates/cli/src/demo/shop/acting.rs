//! Those who act in the shop's demo, and how they speak.

use serde_json::value::to_raw_value;
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::Messaging;
use subrosa_messaging::accounts::NewPerson;
use subrosa_proto::brand::{InviteMember, Role};
use subrosa_proto::conversation::MarkRead;
use subrosa_proto::event::SendMessage;
use subrosa_proto::{AccountId, Body, ClientId, ConversationId};

use super::Agent;
use crate::demo::people::PASSWORD;
use crate::failure::Failure;

/// Makes an account, and signs a device in for it.
pub(super) async fn person(
    messaging: &Messaging,
    handle: &str,
    name: &str,
    bio: &str,
    password: Option<&str>,
) -> Result<Actor, Failure> {
    let new = NewPerson {
        handle: handle.to_owned(),
        display_name: Some(name.to_owned()),
        bio: bio.to_owned(),
        password: password.map(str::to_owned),
    };
    messaging.create_account(&Actor::Operator, new).await?;
    device(messaging, handle).await
}

/// Signs a device in.
pub(super) async fn device(messaging: &Messaging, handle: &str) -> Result<Actor, Failure> {
    let session = messaging.create_token(&Actor::Operator, handle, "Demo").await?;
    Ok(Actor::Person { account: session.account.id, device: session.device })
}

/// One of those who answer for the shop, with an account.
pub(super) async fn agent(messaging: &Messaging, agent: &Agent) -> Result<Actor, Failure> {
    person(messaging, agent.handle, agent.name, agent.bio, Some(PASSWORD)).await
}

/// Somebody as one who acts for a brand.
pub(super) fn acting(actor: &Actor, brand: AccountId, role: Role) -> Actor {
    match *actor {
        Actor::Person { account: person, device } => Actor::Member { brand, held: role.into(), person, device },
        other => other,
    }
}

/// Takes somebody into the brand.
pub(super) async fn take_in(
    engage: &Engage,
    owner: &Actor,
    (actor, handle): (&Actor, &str),
    role: Role,
) -> Result<Actor, Failure> {
    let Actor::Member { brand, .. } = *owner else { return Err(Failure::new("an owner acts for a brand")) };
    let invited = InviteMember { handle: handle.to_owned(), role: Some(role), own_role: None };
    engage.invite_member(owner, invited).await?;
    engage.join_brand(actor, brand).await?;
    Ok(acting(actor, brand, role))
}

/// Whoever answers has read what there was.
pub(super) async fn say(
    messaging: &Messaging,
    actor: &Actor,
    conversation: ConversationId,
    body: &Body,
) -> Result<(), Failure> {
    messaging.mark_read(actor, conversation, MarkRead { seq: i64::MAX }).await?;
    let body = to_raw_value(body).map_err(Failure::new)?;
    let message = SendMessage::new(ClientId(uuid::Uuid::now_v7()), body);
    messaging.send_message(actor, conversation, &message)?.await?;
    Ok(())
}
