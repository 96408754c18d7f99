//! Write what a request tells, all in one transaction.

use std::collections::BTreeSet;

use subrosa_messaging::Error;
use subrosa_proto::contact::{AttributeValue, IdentityKind};
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::source::TrackProblem;
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::custom_events::{self, Numbered, Tracked};
use subrosa_store::sources::Teller;
use subrosa_store::visitors::VisitorKind;
use subrosa_store::{Tx, accounts, identities, visitors};
use subrosa_track::{Call, Learnt, What, Who};

use super::adopt::is_user;
use super::orders::{self, NewStep};
use super::people::{People, Placed, is_contact};
use super::traits::{Lesson, teach};
use crate::orders::touched::customers_of;
use crate::{Engage, keys};

/// What came of a request.
#[derive(Default)]
pub(super) struct Written {
    pub(super) taken: u32,
    pub(super) repeated: u32,
    pub(super) problems: Vec<TrackProblem>,
    /// Contacts with something new beside their events: their conversations, and who they are.
    pub(super) touched: Vec<(ConversationId, AccountId)>,
    /// Whether events are left to be moved.
    pub(super) has_moves: bool,
}

/// Writes it. The lock of the brand's account keeps apart what is told at once, and who proves an identity meanwhile.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    engage: &Engage,
    teller: &Teller,
    calls: &[Placed],
    now: Timestamp,
) -> Result<Written, Error> {
    if calls.is_empty() {
        return Ok(Written::default());
    }
    let brand = teller.brand;
    accounts::lock(tx, brand).await?;
    let mut people = People::find(tx, brand, calls).await?;
    let (mut events, mut lessons, mut links) = (Vec::new(), Vec::new(), 0_u32);
    for (index, call) in calls {
        let subject = people.of(engage, &call.who);
        match &call.what {
            What::Learnt(learnt) => {
                meet(tx, engage, &mut people, (brand, call), learnt, now).await?;
                // A clock that is ahead keeps nobody from saying otherwise tomorrow.
                lessons.push(Lesson { index: *index, subject, at: call.at.min(now), learnt });
            }
            What::Same(previous) => {
                links += 1;
                same(tx, engage, &mut people, previous, &call.who).await?;
            }
            What::Did { name, properties, .. } => {
                let number = engage.messaging.next_id();
                let id = reference(call, number);
                let event = CustomEvent { id, name: name.clone(), at: call.at, properties: properties.clone() };
                events.push(Tracked { contact: subject, told_at: call.told_at, event: Numbered { number, event } });
            }
        }
    }
    people.save(tx).await?;
    for event in &mut events {
        event.contact = people.last(event.contact);
    }
    for lesson in &mut lessons {
        lesson.subject = people.last(lesson.subject);
    }
    let are_new = custom_events::insert_many(tx, brand, &events, now).await?;
    let taught = teach(tx, brand, &lessons, now).await?;
    let steps = new_steps(calls, &events, &are_new);
    let (mut touched, problems) = orders::keep(tx, engage, teller, &steps).await?;
    let contacts: Vec<ConversationId> = taught.contacts.into_iter().collect();
    touched.extend(customers_of(tx, brand, &contacts).await?);
    let touched: BTreeSet<_> = touched.into_iter().collect();
    let new = are_new.iter().filter(|is_new| **is_new).count();
    let taken = count(new) + count(taught.changing.len()) + links;
    Ok(Written {
        taken,
        repeated: count(calls.len()).saturating_sub(taken),
        problems,
        touched: touched.into_iter().collect(),
        has_moves: people.has_moves,
    })
}

/// What a call is known by: its own id, or its event's number where it has none, so that it is like no other.
fn reference(call: &Call, number: i64) -> String {
    call.reference.clone().unwrap_or_else(|| format!("#{number}"))
}

/// The steps of orders among the events that are new, which stand in the order of their calls.
fn new_steps<'c>(calls: &'c [Placed], events: &[Tracked], are_new: &[bool]) -> Vec<NewStep<'c>> {
    let told = calls.iter().filter_map(|(index, call)| match &call.what {
        What::Did { order, .. } => Some((*index, order)),
        What::Learnt(_) | What::Same(_) => None,
    });
    let all = told.zip(events).zip(are_new);
    let new = all.filter(|(_, is_new)| **is_new);
    new.filter_map(|(((index, order), event), _)| Some((index, event.event.number, order.as_deref()?))).collect()
}

/// Learns who someone is: a browser's user, and the contact whose address this is.
async fn meet(
    tx: &mut Tx<'_>,
    engage: &Engage,
    people: &mut People,
    (brand, call): (AccountId, &Call),
    learnt: &[Learnt],
    now: Timestamp,
) -> Result<(), Error> {
    let Who { user: Some(user), anonymous } = &call.who else { return Ok(()) };
    let mut subject = people.of(engage, &call.who);
    if let Some(anonymous) = anonymous {
        match people.known(VisitorKind::Anonymous, anonymous) {
            None => people.set(VisitorKind::Anonymous, anonymous, subject),
            Some(browser) if people.is_someone(tx, browser).await? => {}
            Some(browser) => people.join(tx, engage, browser, subject).await?,
        }
        subject = people.last(subject);
    }
    let email = learnt.iter().find_map(|(name, told)| match told {
        Some(AttributeValue::Text(text)) if name == "email" => keys::email(text),
        _ => None,
    });
    let Some(email) = email.filter(|_| !is_contact(subject)) else { return Ok(()) };
    people.save(tx).await?;
    visitors::set_email(tx, brand, (VisitorKind::User, user), &email).await?;
    let proved = identities::proved(tx, brand, &[(IdentityKind::Email, &email)]).await?;
    if let Some(contact) = proved.into_iter().flatten().next() {
        let is_left = is_user(tx, engage, (brand, contact), (user, subject), now).await?;
        people.became(subject, contact, is_left);
    }
    Ok(())
}

/// Learns that someone was known by another name before.
async fn same(tx: &mut Tx<'_>, engage: &Engage, people: &mut People, previous: &str, who: &Who) -> Result<(), Error> {
    let subject = people.of(engage, who);
    let (browser, user) = (people.known(VisitorKind::Anonymous, previous), people.known(VisitorKind::User, previous));
    match (browser, user) {
        (None, None) => people.set(VisitorKind::Anonymous, previous, subject),
        (_, Some(user)) => people.join(tx, engage, user, subject).await?,
        (Some(browser), None) => {
            if !people.is_someone(tx, browser).await? {
                people.join(tx, engage, browser, subject).await?;
            }
        }
    }
    Ok(())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
