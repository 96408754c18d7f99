//! Plays the threads: everyone's steps in the order of time, through the commands that their clients would use.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::value::to_raw_value;
use subrosa_access::Actor;
use subrosa_messaging::Messaging;
use subrosa_messaging::accounts::NewPerson;
use subrosa_proto::conversation::{MarkRead, SaveDraft, StartConversation};
use subrosa_proto::event::SendMessage;
use subrosa_proto::sync::Ack;
use subrosa_proto::{Body, ClientId, Clock, ConversationId, Timestamp};

use super::avatars;
use super::people::{PASSWORD, PEOPLE};
use super::threads::{End, THREADS, Thread, When};
use crate::failure::Failure;

/// A clock that stands where it was put, or goes on a little whenever someone looks.
pub(super) struct StoryClock {
    at: AtomicI64,
    pace: AtomicI64,
}

impl StoryClock {
    pub(super) fn new(at: Timestamp) -> Arc<Self> {
        Arc::new(Self { at: AtomicI64::new(at.microseconds()), pace: AtomicI64::new(0) })
    }

    pub(super) fn set(&self, at: Timestamp) {
        self.at.store(at.microseconds(), Ordering::Relaxed);
    }

    /// From now on it goes on by so many seconds with each look.
    pub(super) fn go(&self, seconds: i64) {
        self.pace.store(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microseconds(self.at.fetch_add(self.pace.load(Ordering::Relaxed), Ordering::Relaxed))
    }
}

/// What someone does at a moment.
struct Step {
    at: Timestamp,
    who: &'static str,
    /// The other one in the conversation.
    with: &'static str,
    deed: Deed,
}

enum Deed {
    Say(&'static str),
    /// Reads everything that is there.
    Read,
    /// The device gets everything, nobody looks.
    Receive,
    Draft(&'static str),
}

const DAY: i64 = 86_400;

/// When something happened, seen from now. The place in its thread keeps lines of one minute apart.
fn moment(when: When, now: Timestamp, place: usize) -> Timestamp {
    let seconds = i64::try_from(place).unwrap_or(0) + 7;
    match when {
        When::Day { days, minute } => {
            let today = now.milliseconds() / 1_000 / DAY * DAY;
            Timestamp::from_milliseconds((today - days * DAY + minute * 60 + seconds) * 1_000)
        }
        When::Ago { minutes } => now.plus_seconds(seconds - minutes * 60),
    }
}

/// The steps of a thread, in order.
fn steps(thread: &Thread, now: Timestamp) -> Vec<Step> {
    let other = |who| if thread.between[0] == who { thread.between[1] } else { thread.between[0] };
    let mut steps = Vec::new();
    for (place, &(when, who, text)) in thread.lines.iter().enumerate() {
        let at = moment(when, now, place);
        // Whoever answers has read what there was.
        steps.push(Step { at: at.plus_seconds(-4), who, with: other(who), deed: Deed::Read });
        steps.push(Step { at, who, with: other(who), deed: Deed::Say(text) });
    }
    if let Some(&(when, who, _)) = thread.lines.last() {
        let at = moment(when, now, thread.lines.len()).plus_seconds(30);
        let (who, with) = (other(who), who);
        match thread.ends {
            End::Read => steps.push(Step { at, who, with, deed: Deed::Read }),
            End::Delivered => steps.push(Step { at, who, with, deed: Deed::Receive }),
            End::Sent => {}
        }
    }
    if let Some((when, who, text)) = thread.draft {
        steps.push(Step { at: moment(when, now, 0), who, with: other(who), deed: Deed::Draft(text) });
    }
    steps
}

/// The people on the stage.
struct Cast<'a> {
    messaging: &'a Messaging,
    clock: &'a StoryClock,
    actors: HashMap<&'static str, Actor>,
}

/// Makes the people, lets everything happen, and signs their devices out again.
pub(super) async fn play(messaging: &Messaging, clock: &StoryClock, now: Timestamp) -> Result<(), Failure> {
    let mut steps: Vec<Step> = THREADS.iter().flat_map(|thread| steps(thread, now)).collect();
    // Everyone's list of conversations is in the order of what happened.
    steps.sort_by_key(|step| step.at);
    clock.set(now.plus_seconds(-8 * DAY));
    let cast = Cast { messaging, clock, actors: people(messaging).await? };
    let mut last_seen = HashMap::new();
    for step in &steps {
        cast.carry_out(step).await?;
        last_seen.insert(step.who, step.at);
    }
    for (who, at) in last_seen {
        cast.go_home(who, at).await?;
    }
    Ok(())
}

async fn people(messaging: &Messaging) -> Result<HashMap<&'static str, Actor>, Failure> {
    let mut actors = HashMap::new();
    for person in &PEOPLE {
        let new = NewPerson {
            handle: person.handle.to_owned(),
            display_name: Some(person.name.to_owned()),
            bio: person.bio.to_owned(),
            password: Some(PASSWORD.to_owned()),
        };
        messaging.create_account(&Actor::Operator, new).await?;
        let session = messaging.create_token(&Actor::Operator, person.handle, "Demo").await?;
        let actor = Actor::Person { account: session.account.id, device: session.device };
        messaging.set_avatar(&actor, avatars::draw(&person.look).map_err(Failure::new)?).await?;
        actors.insert(person.handle, actor);
    }
    Ok(actors)
}

impl Cast<'_> {
    fn actor(&self, who: &str) -> Result<&Actor, Failure> {
        self.actors.get(who).ok_or_else(|| Failure::new(format!("there is no {who} in the demo")))
    }

    async fn carry_out(&self, step: &Step) -> Result<(), Failure> {
        self.clock.set(step.at);
        let actor = self.actor(step.who)?;
        match step.deed {
            Deed::Say(text) => self.say(actor, step.with, text).await,
            Deed::Read => self.read(actor, step.with).await,
            Deed::Receive => self.receive(actor).await,
            Deed::Draft(text) => {
                let (conversation, _) = self.conversation(actor, step.with).await?;
                let draft = SaveDraft { text: text.to_owned() };
                Ok(self.messaging.save_draft(actor, conversation, draft).await?)
            }
        }
    }

    /// The conversation with someone, and its newest seq.
    async fn conversation(&self, actor: &Actor, with: &str) -> Result<(ConversationId, i64), Failure> {
        let start = StartConversation { handle: with.to_owned() };
        let (found, _) = self.messaging.start_conversation(actor, start).await?;
        Ok((found.conversation.id, found.conversation.head))
    }

    async fn say(&self, actor: &Actor, with: &str, text: &str) -> Result<(), Failure> {
        let (conversation, _) = self.conversation(actor, with).await?;
        let body = to_raw_value(&Body::text(text)).map_err(Failure::new)?;
        let message = SendMessage::new(ClientId(uuid::Uuid::now_v7()), body);
        self.messaging.send_message(actor, conversation, &message)?.await?;
        Ok(())
    }

    async fn read(&self, actor: &Actor, with: &str) -> Result<(), Failure> {
        self.receive(actor).await?;
        let (conversation, head) = self.conversation(actor, with).await?;
        Ok(self.messaging.mark_read(actor, conversation, MarkRead { seq: head }).await?)
    }

    async fn receive(&self, actor: &Actor) -> Result<(), Failure> {
        let cursor = self.messaging.snapshot(actor).await?.cursor;
        Ok(self.messaging.ack(actor, Ack { cursor }).await?)
    }

    /// Notes when someone was last here, and signs the device out that played them.
    async fn go_home(&self, who: &str, at: Timestamp) -> Result<(), Failure> {
        self.clock.set(at);
        let actor = self.actor(who)?;
        self.messaging.leave(actor, self.messaging.join(actor).await?).await;
        Ok(self.messaging.sign_out(actor).await?)
    }
}
