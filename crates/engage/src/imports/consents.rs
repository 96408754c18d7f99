//! Consents of a piece: what customers agreed to, or withdrew, somewhere else. Each row says of whom, to what, when, and where it comes from; who
//! agreed, to which words. A row that does not is refused: a consent without proof is none.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::tz::TimeZone;
use subrosa_messaging::Error;
use subrosa_messaging::consents::{Weight, add as keep, weigh};
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState, Topic};
use subrosa_proto::import::{DayOrder, ImportedPiece};
use subrosa_proto::limits::{CONSENT_CHARACTERS, CONSENT_SOURCE_CHARACTERS};
use subrosa_proto::{AccountId, ConversationId, Timestamp, text};
use subrosa_sheet::{Row, moment};
use subrosa_store::consents::{self, Entry};
use subrosa_store::{Tx, accounts};

use super::columns::Columns;
use super::fields::ConsentField;
use super::names::{Name, find};
use super::tally::{Outcome, add, number_of};
use super::words::consent_state;
use crate::Engage;
use crate::orders::touched::customers_of;

/// Rows of one transaction.
const AT_ONCE: usize = 100;

/// How consents are read from rows.
pub(super) struct Reading {
    pub(super) columns: Columns<ConsentField>,
    pub(super) topics: Vec<Topic>,
    pub(super) days: DayOrder,
    pub(super) zone: TimeZone,
    pub(super) now: Timestamp,
    /// Who brings them in.
    pub(super) by: Option<AccountId>,
}

/// What a row says.
#[derive(Debug, Clone)]
struct Said {
    line: u32,
    name: Name,
    entry: Entry,
}

/// What is to become of a row: for whom it is written down, and whether it counts.
type Judged = (Outcome, Option<(ConversationId, bool)>);

impl Engage {
    /// Brings consents in, or says what would become of them. Each row is kept or refused alone; a row that is known already changes nothing.
    pub(super) async fn import_consents(
        &self,
        brand: AccountId,
        (reading, is_dry_run): (&Reading, bool),
        rows: &[Row],
        piece: &mut ImportedPiece,
    ) -> Result<(), Error> {
        let mut all = Vec::new();
        for row in rows {
            match said(reading, row, self.messaging.next_id()) {
                Ok(said) => all.push(said),
                Err(why) => add(piece, row.line, Outcome::Refused(why)),
            }
        }
        for some in all.chunks(AT_ONCE) {
            let some = some.to_vec();
            for said in &some {
                let Entry { topic, at, .. } = &said.entry;
                piece.seen.push(number_of(&format!("{} {topic} {}", said.name.word(), at.milliseconds())));
            }
            let lines: Vec<u32> = some.iter().map(|said| said.line).collect();
            let outcomes = if is_dry_run {
                let judged = self.messaging.db().read(async move |tx| judge(tx, brand, &some).await);
                judged.await.map_err(Error::from)?.into_iter().map(|(outcome, _)| outcome).collect()
            } else {
                self.write_consents(brand, some).await?
            };
            for (line, outcome) in lines.into_iter().zip(outcomes) {
                add(piece, line, outcome);
            }
        }
        Ok(())
    }

    async fn write_consents(&self, brand: AccountId, some: Vec<Said>) -> Result<Vec<Outcome>, Error> {
        let written = self.messaging.db().write(async move |tx| {
            let found = find(tx, brand, &names(&some)).await?;
            let contacts: Vec<ConversationId> =
                found.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
            let customers = customers_of(tx, brand, &contacts).await?;
            // Whoever changes a customer's consents holds their account; accounts in rising order.
            for customer in customers.iter().map(|(_, customer)| *customer).collect::<BTreeSet<_>>() {
                accounts::lock(tx, customer).await?;
            }
            let (mut outcomes, mut touched) = (Vec::with_capacity(some.len()), BTreeSet::new());
            for ((outcome, kept), said) in judge(tx, brand, &some).await?.into_iter().zip(&some) {
                if let Some((contact, counts)) = kept {
                    keep(tx, (brand, contact), &said.entry, counts).await?;
                    touched.insert(contact);
                }
                outcomes.push(outcome);
            }
            let changed = customers.into_iter().filter(|(contact, _)| touched.contains(contact));
            Ok((outcomes, changed.collect::<Vec<_>>()))
        });
        let (outcomes, customers) = written.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
        // It is kept; that someone learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&customers).await;
        Ok(outcomes)
    }
}

fn names(all: &[Said]) -> Vec<&Name> {
    all.iter().map(|said| &said.name).collect()
}

/// What a row says.
///
/// # Errors
/// The field, and what is wrong.
fn said(reading: &Reading, row: &Row, id: i64) -> Result<Said, String> {
    let cell = |field| reading.columns.cell(row, &field);
    let who = [
        (ConsentField::Handle, "handle"),
        (ConsentField::ExternalId, "external_id"),
        (ConsentField::Email, "email"),
        (ConsentField::Phone, "phone"),
    ];
    let named = who.into_iter().find(|(field, _)| !cell(*field).is_empty());
    let (field, word) = named.ok_or("handle: nothing says who it is")?;
    let name = Name::read(word, cell(field)).ok_or_else(|| format!("{word}: it is none"))?;
    let state = consent_state(cell(ConsentField::State)).ok_or("state: granted or withdrawn")?;
    let topic = reading.topics.iter().find(|topic| topic.name == cell(ConsentField::Topic));
    let topic = topic.ok_or("topic: the brand has no topic of this name")?;
    if topic.is_archived && state == ConsentState::Granted {
        return Err("topic: it is archived".to_owned());
    }
    let at = moment(cell(ConsentField::At), &reading.zone, reading.days);
    let at = at.filter(|at| (Timestamp::default()..=reading.now).contains(at));
    let at = at.ok_or("at: when they said so, which is not to come; without it there is no proof")?;
    let source = cell(ConsentField::Source);
    text::check_line(source, CONSENT_SOURCE_CHARACTERS, false)
        .map_err(|_| "source: where they said so, on one line; without it there is no proof")?;
    let words = cell(ConsentField::Text);
    if state == ConsentState::Granted && words.is_empty() {
        return Err("text: the words that they agreed to; without them there is no proof".to_owned());
    }
    // Below the exact words stands where they come from.
    let text = if words.is_empty() { source.to_owned() } else { format!("{words}\n\n{source}") };
    text::check_message(&text, CONSENT_CHARACTERS).map_err(|why| format!("text: {why}"))?;
    let entry = Entry {
        id,
        topic: topic.name.clone(),
        channel: ConsentChannel::Subrosa,
        state,
        source: ConsentSource::Import,
        at,
        recorded_at: reading.now,
        recorded_by: reading.by,
        text,
    };
    Ok(Said { line: row.line, name, entry })
}

/// What each row would become, one after the other.
async fn judge(tx: &mut Tx<'_>, brand: AccountId, all: &[Said]) -> Result<Vec<Judged>, subrosa_store::Error> {
    let found = find(tx, brand, &names(all)).await?;
    let mut held: HashMap<ConversationId, Vec<Entry>> = HashMap::new();
    let (mut judged, mut said_before) = (Vec::with_capacity(all.len()), HashSet::new());
    for (said, contact) in all.iter().zip(found) {
        let Some(contact) = contact else {
            judged.push((Outcome::Unknown("no customer of the brand is known by this".to_owned()), None));
            continue;
        };
        if !said_before.insert((contact, &said.entry.topic, said.entry.state, said.entry.at)) {
            judged.push((Outcome::Repeated, None));
            continue;
        }
        if consents::is_known(tx, (brand, contact), &said.entry).await? {
            judged.push((Outcome::Unchanged, None));
            continue;
        }
        let held = match held.entry(contact) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(unread) => {
                unread.insert(consents::current(tx, brand, contact).await?)
            }
        };
        judged.push(match weigh(held, &said.entry) {
            Weight::Refused => {
                let why = "state: the customer has withdrawn it themselves, and they alone can grant it again";
                (Outcome::Refused(why.to_owned()), None)
            }
            // It is history, and changes nothing.
            Weight::History => (Outcome::Stale, Some((contact, false))),
            Weight::Counts => {
                held.retain(|one| one.topic != said.entry.topic || one.channel != said.entry.channel);
                held.push(said.entry.clone());
                (Outcome::Updated, Some((contact, true)))
            }
        });
    }
    Ok(judged)
}
