//! What is learnt of people, as values of the brand's attributes.

use std::collections::{BTreeSet, HashMap};

use subrosa_messaging::Error;
use subrosa_proto::contact::{Attribute, AttributeKind, AttributeValue};
use subrosa_proto::import::DayOrder;
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{AccountId, Timestamp};
use subrosa_sheet::day;
use subrosa_store::contact_values::{self, Value};
use subrosa_store::visitors::Subject;
use subrosa_store::{Tx, attributes};
use subrosa_track::Learnt;

use super::people::is_contact;
use crate::attributes::value;
use crate::rules::attributes_changed;

/// What one call teaches of someone, and when it was so.
pub(super) struct Lesson<'c> {
    pub(super) index: u32,
    pub(super) subject: Subject,
    pub(super) at: Timestamp,
    pub(super) learnt: &'c [Learnt],
}

/// What came of all lessons.
#[derive(Default)]
pub(super) struct Taught {
    /// The places of those that were not told before, as far as is known.
    pub(super) changing: BTreeSet<u32>,
    /// Contacts of whom something is otherwise now.
    pub(super) contacts: BTreeSet<Subject>,
}

/// Keeps what the brand has attributes for and what fits their kinds; a system tells all that it has.
pub(super) async fn teach(
    tx: &mut Tx<'_>,
    brand: AccountId,
    lessons: &[Lesson<'_>],
    now: Timestamp,
) -> Result<Taught, Error> {
    let mut taught = Taught::default();
    if lessons.is_empty() {
        return Ok(taught);
    }
    let defined = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
    let defined: HashMap<&str, &Attribute> = defined.iter().map(|one| (one.name.as_str(), one)).collect();
    let subjects: Vec<Subject> = lessons.iter().map(|one| one.subject).collect::<BTreeSet<_>>().into_iter().collect();
    let known = contact_values::of_contacts(tx, brand, &subjects).await?;
    let known: HashMap<Subject, HashMap<String, String>> =
        subjects.into_iter().zip(known).map(|(subject, values)| (subject, values.into_iter().collect())).collect();
    let (mut kept, mut forgotten) = (Vec::new(), Vec::new());
    let mut changed: HashMap<Subject, BTreeSet<&str>> = HashMap::new();
    for Lesson { index, subject, at, learnt } in lessons {
        let before = known.get(subject);
        if learnt.iter().all(|(name, _)| !defined.contains_key(name.as_str())) {
            // There is nothing by which to know it again.
            taught.changing.insert(*index);
        }
        for (name, told) in *learnt {
            let Some(attribute) = defined.get(name.as_str()) else { continue };
            let held = before.and_then(|before| before.get(name));
            let is_other = match told {
                None => {
                    forgotten.push((*subject, name.as_str(), *at));
                    held.is_some()
                }
                Some(told) => {
                    let Some(written) = fit(attribute.kind, told) else { continue };
                    let is_other = held != Some(&written);
                    kept.push((*subject, name.as_str(), written, *at));
                    is_other
                }
            };
            if is_other {
                taught.changing.insert(*index);
                changed.entry(*subject).or_default().insert(name);
            }
        }
    }
    let values: Vec<Value<'_>> = kept
        .iter()
        .map(|(contact, attribute, value, at)| Value { contact: *contact, attribute, value, at: *at })
        .collect();
    contact_values::save_of_many(tx, brand, &values).await?;
    contact_values::remove_of_many(tx, brand, &forgotten).await?;
    for (subject, names) in changed.into_iter().filter(|(subject, _)| is_contact(*subject)) {
        let names: Vec<&str> = names.into_iter().collect();
        attributes_changed(tx, (brand, subject), &names, now).await?;
        taught.contacts.insert(subject);
    }
    Ok(taught)
}

/// A trait as the text of an attribute's value; programs say numbers as texts, and days as moments.
fn fit(kind: AttributeKind, told: &AttributeValue) -> Option<String> {
    let meant = match (kind, told) {
        (AttributeKind::Date, AttributeValue::Text(text)) => AttributeValue::Text(day(text, DayOrder::DayFirst)?),
        (AttributeKind::Text, AttributeValue::Number(number)) => AttributeValue::Text(number.to_string()),
        (AttributeKind::Text, AttributeValue::YesNo(yes)) => AttributeValue::Text(yes.to_string()),
        (AttributeKind::Number, AttributeValue::Text(text)) => {
            AttributeValue::Number(serde_json::from_str(text.trim()).ok()?)
        }
        (AttributeKind::YesNo, AttributeValue::Text(text)) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" => AttributeValue::YesNo(true),
            "false" | "no" => AttributeValue::YesNo(false),
            _ => return None,
        },
        _ => told.clone(),
    };
    value::write(kind, &meant).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_are_read_as_what_the_attribute_is() {
        let text = |text: &str| AttributeValue::Text(text.to_owned());
        let number = |number: i64| AttributeValue::Number(number.into());
        let fits = [
            (AttributeKind::Text, text("gold"), Some("gold")),
            (AttributeKind::Text, number(7), Some("7")),
            (AttributeKind::Number, text(" 7.5 "), Some("7.5")),
            (AttributeKind::Number, text("many"), None),
            (AttributeKind::Number, text("\"7\""), None),
            (AttributeKind::YesNo, text("Yes"), Some("true")),
            (AttributeKind::YesNo, number(1), None),
            (AttributeKind::Date, text("1985-12-24T10:00:00Z"), Some("1985-12-24")),
            (AttributeKind::Date, number(1985), None),
            (AttributeKind::Text, text(" "), None),
        ];
        for (kind, told, wanted) in fits {
            assert_eq!(fit(kind, &told).as_deref(), wanted, "{kind:?} {told:?}");
        }
    }
}
