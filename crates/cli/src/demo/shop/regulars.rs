//! The shop's regulars: four hundred who have bought something or looked around, and never had to ask. Their names, what they like, and what
//! they agreed to follow from their numbers.
//!
//! Never: a word of theirs before they got one.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::Messaging;
use subrosa_messaging::accounts::NewPerson;
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState, RecordConsent, SetPreference};
use subrosa_proto::contact::{ContactChange, IdentityKind, Proof, SaveIdentity};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::{ConversationId, DeviceId, Timestamp};
use tokio::task::JoinSet;

use super::HANDLE;
use super::consents::{TOPICS, WORDS, topic};
use crate::failure::Failure;

/// First name, the language that they read, the clocks by which they live.
const FIRST: [(&str, &str, &str); 20] = [
    ("Anna", "de", "Europe/Berlin"),
    ("Ben", "en", "Europe/London"),
    ("Clara", "de", "Europe/Vienna"),
    ("Duarte", "pt", "Europe/Lisbon"),
    ("Emma", "en", "America/New_York"),
    ("Fritz", "de", "Europe/Berlin"),
    ("Greta", "en", "Europe/Stockholm"),
    ("Hugo", "fr", "Europe/Paris"),
    ("Ida", "en", "Europe/Oslo"),
    ("Jakob", "de", "Europe/Zurich"),
    ("Kaori", "en", "Asia/Tokyo"),
    ("Liam", "en", "Europe/Dublin"),
    ("Marta", "en", "Europe/Warsaw"),
    ("Nils", "de", "Europe/Berlin"),
    ("Olga", "en", "Europe/Riga"),
    ("Piet", "nl", "Europe/Amsterdam"),
    ("Ruth", "de", "Europe/Vienna"),
    ("Sam", "en", "Europe/London"),
    ("Teresa", "pt", "Europe/Lisbon"),
    ("Wanda", "en", "Europe/Warsaw"),
];

const LAST: [&str; 20] = [
    "Adler", "Brook", "Castel", "Dahl", "Ellis", "Falk", "Graf", "Holm", "Iversen", "Jansen", "Keller", "Lund",
    "Mayer", "Novak", "Olsen", "Prior", "Quist", "Reed", "Stein", "Thorne",
];

/// How many they are.
pub(super) const COUNT: usize = FIRST.len() * LAST.len();
/// How many come at once.
const AT_ONCE: usize = 50;
const DAY: i64 = 86_400;

/// One of them.
pub(super) struct Regular {
    pub(super) number: usize,
    pub(super) actor: Actor,
    pub(super) conversation: ConversationId,
}

/// What the shop's systems know of one by their number.
pub(super) struct About {
    pub(super) first_name: &'static str,
    pub(super) last_name: &'static str,
    pub(super) language: &'static str,
    pub(super) time_zone: &'static str,
}

pub(super) fn about(number: usize) -> About {
    let (first_name, language, time_zone) = FIRST[number % FIRST.len()];
    let last_name = LAST[(number / FIRST.len() + number) % LAST.len()];
    About { first_name, last_name, language, time_zone }
}

/// The name under which the shop's systems know one.
pub(super) fn user(number: usize) -> String {
    format!("customer-{}", 2_000 + number)
}

pub(super) fn email(number: usize) -> String {
    format!("{}@example.org", handle(number))
}

fn handle(number: usize) -> String {
    let About { first_name, last_name, .. } = about(number);
    format!("{first_name}.{last_name}").to_ascii_lowercase()
}

/// Makes all of them, in the order of their numbers.
pub(super) async fn make(
    messaging: &Messaging,
    engage: &Engage,
    owner: &Actor,
    now: Timestamp,
) -> Result<Vec<Regular>, Failure> {
    let mut regulars = Vec::with_capacity(COUNT);
    for first in (0..COUNT).step_by(AT_ONCE) {
        let mut making = JoinSet::new();
        for number in first..(first + AT_ONCE).min(COUNT) {
            let (messaging, engage, owner) = (messaging.clone(), engage.clone(), *owner);
            making.spawn(async move { one(&messaging, &engage, &owner, number, now).await });
        }
        while let Some(made) = making.join_next().await {
            regulars.push(made.map_err(Failure::new)??);
        }
    }
    regulars.sort_by_key(|regular| regular.number);
    Ok(regulars)
}

/// Makes one. Nobody is signed in on the device; it only says who acts.
async fn one(
    messaging: &Messaging,
    engage: &Engage,
    owner: &Actor,
    number: usize,
    now: Timestamp,
) -> Result<Regular, Failure> {
    let About { first_name, last_name, .. } = about(number);
    let new = NewPerson {
        handle: handle(number),
        display_name: Some(format!("{first_name} {last_name}")),
        bio: String::new(),
        password: None,
    };
    let account = messaging.create_account(&Actor::Operator, new).await?.id;
    let actor = Actor::Person { account, device: DeviceId::new(1) };
    let start = StartConversation { handle: HANDLE.to_owned() };
    let conversation = messaging.start_conversation(&actor, start).await?.0.conversation.id;
    let identity = |kind, value| SaveIdentity { kind, value, proof: Proof::Verified };
    let identities =
        vec![identity(IdentityKind::ExternalId, user(number)), identity(IdentityKind::Email, email(number))];
    engage.change_contact(owner, conversation, ContactChange { identities, ..ContactChange::default() }).await?;
    agree(engage, owner, &actor, (number, conversation), now).await?;
    Ok(Regular { number, actor, conversation })
}

/// Eight of nine hear of offers: most agreed in the shop, some in the conversation. One of four hears of workshops.
async fn agree(
    engage: &Engage,
    owner: &Actor,
    customer: &Actor,
    (number, conversation): (usize, ConversationId),
    now: Timestamp,
) -> Result<(), Failure> {
    let (offers, workshops) = (TOPICS[0].0, TOPICS[1].0);
    if number % 9 != 5 {
        if number.is_multiple_of(7) {
            let wanted = SetPreference { is_on: true, text: Some(topic(&TOPICS[0]).text()) };
            engage.set_preference(customer, conversation, offers.to_owned(), wanted).await?;
        } else {
            let entry = granted(offers, WORDS[number % WORDS.len()], number, now);
            engage.record_consent(owner, conversation, entry).await?;
        }
    }
    if number.is_multiple_of(4) {
        engage.record_consent(owner, conversation, granted(workshops, WORDS[1], number, now)).await?;
    }
    Ok(())
}

fn granted(topic: &str, text: &str, number: usize, now: Timestamp) -> RecordConsent {
    RecordConsent {
        topic: topic.to_owned(),
        channel: ConsentChannel::Subrosa,
        state: ConsentState::Granted,
        source: ConsentSource::Import,
        at: Some(now.plus_seconds(-DAY * i64::try_from(30 + number % 300).unwrap_or(30))),
        text: text.to_owned(),
    }
}
