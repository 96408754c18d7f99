//! Customers of a piece: what is said of them, what it would change, and the change.

use std::collections::{HashMap, HashSet};

use subrosa_messaging::Error;
use subrosa_proto::contact::{Attribute, AttributeKind, AttributeValue};
use subrosa_proto::import::{DayOrder, DecimalMark, ImportedPiece};
use subrosa_proto::{AccountId, ConversationId};
use subrosa_sheet::{Row, day};
use subrosa_store::{Tx, contact_values};

use super::columns::Columns;
use super::fields::{ContactField, OF_CONTACTS};
use super::names::{Name, find};
use super::tally::{Outcome, add, number_of};
use super::words::yes_no;
use crate::Engage;
use crate::attributes::value;
use crate::orders::touched::customers_of;

/// Customers of one transaction.
const AT_ONCE: usize = 100;

/// How customers are read from rows.
pub(super) struct Reading {
    pub(super) columns: Columns<ContactField>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) decimal: DecimalMark,
    pub(super) days: DayOrder,
}

/// What a row says of someone.
#[derive(Debug, Clone)]
struct Said {
    line: u32,
    name: Name,
    /// Attributes and what is kept of their values.
    values: Vec<(String, String)>,
}

impl Engage {
    /// Brings in what is said of customers, or says what would become of it. Each row is kept whole or refused alone.
    pub(super) async fn import_contacts(
        &self,
        brand: AccountId,
        (reading, is_dry_run): (&Reading, bool),
        rows: &[Row],
        piece: &mut ImportedPiece,
    ) -> Result<(), Error> {
        let mut all = Vec::new();
        for row in rows {
            match said(reading, row) {
                Ok(said) => all.push(said),
                Err(why) => add(piece, row.line, Outcome::Refused(why)),
            }
        }
        // What stands further down counts.
        let mut below = HashSet::new();
        let mut last: Vec<Said> = Vec::new();
        for said in all.into_iter().rev() {
            if below.insert(said.name.clone()) {
                piece.seen.push(number_of(&said.name.word()));
                last.push(said);
            } else {
                add(piece, said.line, Outcome::Repeated);
            }
        }
        last.reverse();
        for some in last.chunks(AT_ONCE) {
            let (lines, some): (Vec<u32>, Vec<Said>) = (some.iter().map(|said| said.line).collect(), some.to_vec());
            let outcomes = if is_dry_run {
                let compared = self.messaging.db().read(async move |tx| compare(tx, brand, &some).await);
                compared.await.map_err(Error::from)?.into_iter().map(|(outcome, _)| outcome).collect()
            } else {
                self.write_contacts(brand, some).await?
            };
            for (line, outcome) in lines.into_iter().zip(outcomes) {
                add(piece, line, outcome);
            }
        }
        Ok(())
    }

    async fn write_contacts(&self, brand: AccountId, some: Vec<Said>) -> Result<Vec<Outcome>, Error> {
        let now = self.messaging.now();
        let written = self.messaging.db().write(async move |tx| {
            let compared = compare(tx, brand, &some).await?;
            let (mut outcomes, mut touched) = (Vec::with_capacity(some.len()), Vec::new());
            for ((outcome, contact), said) in compared.into_iter().zip(&some) {
                if let (Outcome::Updated, Some(contact)) = (&outcome, contact) {
                    let values: Vec<(&str, &str)> =
                        said.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                    contact_values::save_many(tx, (brand, contact), &values, now).await?;
                    touched.push(contact);
                }
                outcomes.push(outcome);
            }
            Ok((outcomes, customers_of(tx, brand, &touched).await?))
        });
        let (outcomes, customers) = written.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
        // It is kept; that someone learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&customers).await;
        Ok(outcomes)
    }
}

/// What a row says.
///
/// # Errors
/// The field, and what is wrong.
fn said(reading: &Reading, row: &Row) -> Result<Said, String> {
    let named = OF_CONTACTS.iter().find(|(field, ..)| !reading.columns.cell(row, field).is_empty());
    let Some((field, word, _)) = named else { return Err("handle: nothing says who it is".to_owned()) };
    let written = reading.columns.cell(row, field);
    let name = Name::read(word, written).ok_or_else(|| format!("{word}: it is none"))?;
    let mut values = Vec::new();
    for attribute in &reading.attributes {
        let cell = reading.columns.cell(row, &ContactField::Attribute(attribute.name.clone()));
        // What is not said stays as it is.
        if !cell.is_empty() {
            let wrong = |what: &str| format!("attribute.{}: {what}", attribute.name);
            let given = given(reading, attribute.kind, cell).ok_or_else(|| wrong(what_fits(attribute.kind)))?;
            values.push((attribute.name.clone(), value::write(attribute.kind, &given).map_err(wrong)?));
        }
    }
    Ok(Said { line: row.line, name, values })
}

/// A cell as the value of an attribute.
fn given(reading: &Reading, kind: AttributeKind, cell: &str) -> Option<AttributeValue> {
    match kind {
        AttributeKind::Text => Some(AttributeValue::Text(cell.to_owned())),
        AttributeKind::YesNo => yes_no(cell).map(AttributeValue::YesNo),
        AttributeKind::Date => day(cell, reading.days).map(AttributeValue::Text),
        AttributeKind::Number => {
            let group = [' ', '\u{a0}', '\u{202f}', '\''];
            let plain: String = cell.chars().filter(|letter| !group.contains(letter)).collect();
            let plain = match reading.decimal {
                DecimalMark::Comma if plain.contains('.') => return None,
                DecimalMark::Comma => plain.replace(',', "."),
                DecimalMark::Point => plain,
            };
            serde_json::from_str(&plain).ok().map(AttributeValue::Number)
        }
    }
}

const fn what_fits(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "a text",
        AttributeKind::Number => "a number",
        AttributeKind::YesNo => "yes or no",
        AttributeKind::Date => "a day",
    }
}

/// What each would change, and whose contact it is.
async fn compare(
    tx: &mut Tx<'_>,
    brand: AccountId,
    all: &[Said],
) -> Result<Vec<(Outcome, Option<ConversationId>)>, subrosa_store::Error> {
    let names: Vec<&Name> = all.iter().map(|said| &said.name).collect();
    let found = find(tx, brand, &names).await?;
    let contacts: Vec<ConversationId> = found.iter().flatten().copied().collect();
    let known = contact_values::of_contacts(tx, brand, &contacts).await?;
    let known: HashMap<ConversationId, HashMap<String, String>> =
        contacts.into_iter().zip(known).map(|(contact, values)| (contact, values.into_iter().collect())).collect();
    let compared = all.iter().zip(found).map(|(said, contact)| {
        let Some(contact) = contact else {
            return (Outcome::Unknown("no customer of the brand is known by this".to_owned()), None);
        };
        let values = known.get(&contact);
        let is_known = |(name, value): &(String, String)| values.and_then(|all| all.get(name)) == Some(value);
        let outcome = if said.values.iter().all(is_known) { Outcome::Unchanged } else { Outcome::Updated };
        (outcome, Some(contact))
    });
    Ok(compared.collect())
}
