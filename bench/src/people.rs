//! People, devices and conversations, put into a data folder before the server starts: through messaging's own
//! commands, without the cost of hashing passwords.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::value::RawValue;
use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_client::Token;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Messaging, Settings, World};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::event::SendMessage;
use subrosa_proto::sync::Epoch;
use subrosa_proto::{ClientId, Clock, ConversationId, Randomness, Timestamp};
use subrosa_store::{Db, Folder, Options};
use tokio::task::JoinSet;

use crate::Failure;

struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "the benchmark's own source of time")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_microseconds(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

impl Randomness for System {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            bytes.fill(7);
        }
    }
}

/// Messages of one filling under way. A hundred fillings at once stay below what the server lets wait.
const AT_ONCE: usize = 100;

/// Someone with a token.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) handle: String,
    pub(crate) actor: Actor,
    pub(crate) token: Token,
}

/// Two people and their conversation.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) sender: Person,
    pub(crate) receiver: Person,
    pub(crate) conversation: ConversationId,
}

/// Who takes part in a load.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cast {
    pub(crate) pairs: usize,
    /// Conversations that each of them has, the one with the other of the pair included.
    pub(crate) conversations: usize,
}

impl Cast {
    /// Pairs who know no one else.
    #[must_use]
    pub(crate) const fn pairs(pairs: usize) -> Self {
        Self { pairs, conversations: 1 }
    }
}

/// A data folder in the making.
#[derive(Clone)]
pub(crate) struct Workshop {
    pub(crate) messaging: Messaging,
}

impl Workshop {
    /// Opens a data folder.
    ///
    /// # Errors
    /// When it can't be used.
    pub(crate) fn open(folder: &Path) -> Result<Self, Failure> {
        Self::on(Db::open(Folder::open(folder)?, Epoch(1), &Options::default())?)
    }

    /// Begins on an open store.
    ///
    /// # Errors
    /// When messaging does not start.
    pub(crate) fn on(db: Db) -> Result<Self, Failure> {
        let open = Rate { per_minute: 1_000_000_000, burst: 100_000_000 };
        let limits = LimitSettings { messages: open, commands: open, starts: open, ..LimitSettings::default() };
        let system = Arc::new(System);
        let world =
            World { db, bus: Bus::new(), clock: system.clone(), randomness: system, media: None, on_batch: None };
        Ok(Self { messaging: Messaging::start(world, Settings { limits, ..Settings::default() })? })
    }

    /// Adds a person.
    ///
    /// # Errors
    /// When the handle is taken.
    pub(crate) async fn person(&self, handle: &str) -> Result<Person, Failure> {
        let person = NewPerson { handle: handle.to_owned(), display_name: None, bio: String::new(), password: None };
        self.messaging.create_account(&Actor::Operator, person).await?;
        self.device(handle).await
    }

    /// Signs a person in on one more device.
    ///
    /// # Errors
    /// When there is no such person.
    pub(crate) async fn device(&self, handle: &str) -> Result<Person, Failure> {
        let session = self.messaging.create_token(&Actor::Operator, handle, "bench").await?;
        let actor = Actor::Person { account: session.account.id, device: session.device };
        Ok(Person { handle: handle.to_owned(), actor, token: Token::from(session.token) })
    }

    /// Begins a conversation.
    ///
    /// # Errors
    /// When the other does not exist.
    pub(crate) async fn conversation(&self, by: &Person, with: &str) -> Result<ConversationId, Failure> {
        let request = StartConversation { handle: with.to_owned() };
        Ok(self.messaging.start_conversation(&by.actor, request).await?.0.conversation.id)
    }

    /// Adds pairs of people with a conversation each. `group` begins their handles.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn pairs(&self, group: &str, count: usize) -> Result<Vec<Pair>, Failure> {
        let mut making = JoinSet::new();
        for index in 0..count {
            let (workshop, group) = (self.clone(), group.to_owned());
            making.spawn(async move {
                let sender = workshop.person(&format!("{group}{index}.a")).await?;
                let receiver = workshop.person(&format!("{group}{index}.b")).await?;
                let conversation = workshop.conversation(&sender, &receiver.handle).await?;
                Ok::<_, Failure>(Pair { sender, receiver, conversation })
            });
        }
        making.join_all().await.into_iter().collect()
    }

    /// Adds the people of a load.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn cast(&self, cast: Cast) -> Result<Vec<Pair>, Failure> {
        let pairs = self.pairs("pair", cast.pairs).await?;
        let people = pairs.iter().flat_map(|pair| [pair.sender.clone(), pair.receiver.clone()]).collect();
        self.acquaint(people, cast.conversations.saturating_sub(1)).await?;
        Ok(pairs)
    }

    /// Begins conversations of each of these people with the same crowd of others.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn acquaint(&self, people: Vec<Person>, conversations: usize) -> Result<(), Failure> {
        for index in 0..conversations {
            let other = format!("crowd{index}");
            self.person(&other).await?;
            let begun = people.iter().map(|person| self.conversation(person, &other));
            futures_util::future::try_join_all(begun).await?;
        }
        Ok(())
    }

    /// Adds what other people wrote to each other before: `messages` in 100 conversations.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn past(&self, messages: usize) -> Result<(), Failure> {
        let mut filling = JoinSet::new();
        for pair in self.pairs("past", 100).await? {
            let workshop = self.clone();
            filling.spawn(async move { workshop.fill(&pair.sender, pair.conversation, messages / 100).await });
        }
        filling.join_all().await.into_iter().collect()
    }

    /// Sends texts of 100 bytes into a conversation.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn fill(&self, by: &Person, conversation: ConversationId, count: usize) -> Result<(), Failure> {
        let mut left = count;
        while left > 0 {
            let mut sends = Vec::with_capacity(AT_ONCE);
            for _ in 0..left.min(AT_ONCE) {
                sends.push(self.messaging.send_message(&by.actor, conversation, &message())?);
            }
            left -= sends.len();
            for send in sends {
                send.await?;
            }
        }
        Ok(())
    }

    /// Closes the folder: the server can take it when this returns.
    pub(crate) async fn close(self, folder: &Path) {
        drop(self);
        while Folder::open(folder).is_err() {
            tokio::task::yield_now().await;
        }
    }
}

/// A text of 100 bytes under a fresh name.
#[must_use]
pub(crate) fn message() -> SendMessage {
    let body = format!(r#"{{"v":1,"text":"{}"}}"#, "m".repeat(100));
    SendMessage::new(ClientId(uuid::Uuid::now_v7()), RawValue::from_string(body).unwrap_or_default())
}
