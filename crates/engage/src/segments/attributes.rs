//! Of whom something is known, and so.

use std::collections::HashSet;

use subrosa_messaging::Error;
use subrosa_proto::contact::AttributeKind;
use subrosa_proto::segment::Test;
use subrosa_segment::{Contacts, is_as, sorted, without};
use subrosa_store::Tx;
use subrosa_store::contact_sets::{self, VALUE_CHARACTERS};

use super::asked::Asked;
use crate::attributes::value;

/// Above so many values it is quicker to go through all contacts who have one than through each value.
const FEW: usize = 100;

/// Whose attribute is so. Each value is looked at once, whoever has it.
pub(super) async fn with_attribute(
    tx: &mut Tx<'_>,
    asked: &Asked,
    (name, kind): (&str, AttributeKind),
    is: &Test,
) -> Result<Contacts, Error> {
    let holds = |kept: &str| is_as(value::read(kind, kept).as_ref(), is, &asked.clock);
    // What holds of those of whom nothing is known is found by those of whom it does not.
    let is_of_unknown = is_as(None, is, &asked.clock);
    let values = contact_sets::values(tx, asked.brand, name).await?;
    let (long, short): (Vec<String>, Vec<String>) =
        values.into_iter().partition(|value| value.chars().count() >= VALUE_CHARACTERS);
    let wanted: Vec<String> = short.into_iter().filter(|value| holds(value) != is_of_unknown).collect();
    let mut found = Vec::new();
    if wanted.len() <= FEW {
        for value in &wanted {
            found.extend(contact_sets::with_value(tx, asked.brand, name, value).await?);
        }
    } else {
        let wanted: HashSet<String> = wanted.into_iter().collect();
        let all = contact_sets::with_any_value(tx, asked.brand, name).await?;
        found.extend(all.into_iter().filter(|(_, value)| wanted.contains(value)).map(|(contact, _)| contact));
    }
    // Of what is long, only the whole says.
    for beginning in &long {
        let whole = contact_sets::with_long_value(tx, asked.brand, name, beginning).await?;
        found.extend(whole.into_iter().filter(|(_, value)| holds(value) != is_of_unknown).map(|(contact, _)| contact));
    }
    let found = sorted(found);
    Ok(if is_of_unknown { without(&asked.all, &found) } else { found })
}
