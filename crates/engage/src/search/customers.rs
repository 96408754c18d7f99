//! Customers by their names and handles, and labels by theirs.

use subrosa_find::{Query, words};
use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::{Tx, labels, search};

/// Customers, and labels, that are shown.
const SHOWN: usize = 5;
/// Customers whose whole names are looked at.
const LOOKED: u32 = 500;
/// Labels that a brand has at most.
const LABELS: u32 = 1_000;

/// The words of a query that is nothing but words, each of which may be the beginning of one; none of any other.
fn words_of(query: &Query) -> Vec<&str> {
    let is_plain = !query.is_of_tickets() && query.part.is_none() && query.from.is_none() && query.before.is_none();
    let terms = query.terms.iter().filter(|_| is_plain);
    terms.flat_map(|term| term.words.iter().map(String::as_str)).collect()
}

/// How well a name has all that is wanted: whole words are better than beginnings. Nothing when it lacks one.
fn fit(name: &str, wanted: &[&str]) -> Option<usize> {
    let words = words(name);
    let mut begun = 0;
    for one in wanted {
        if words.iter().all(|word| word.text != *one) {
            words.iter().find(|word| word.text.starts_with(one))?;
            begun += 1;
        }
    }
    Some(begun)
}

/// Conversations with customers whose names have the words of a query, those with whole words first.
pub(super) async fn named(tx: &mut Tx<'_>, brand: AccountId, query: &Query) -> Result<Vec<ConversationId>, Error> {
    let wanted = words_of(query);
    let Some(longest) = wanted.iter().max_by_key(|word| word.len()) else { return Ok(Vec::new()) };
    let mut found = search::named(tx, brand, longest, LOOKED).await?;
    found.sort_unstable();
    found.dedup();
    let marks = search::marks(tx, brand, &found).await?;
    let mut fitting: Vec<(usize, ConversationId)> = found
        .into_iter()
        .zip(marks)
        .filter_map(|(conversation, mark)| Some((fit(&mark.name, &wanted)?, conversation)))
        .collect();
    fitting.sort_unstable();
    Ok(fitting.into_iter().take(SHOWN).map(|(_, conversation)| conversation).collect())
}

/// Labels that have the words of a query.
pub(super) async fn labelled(tx: &mut Tx<'_>, brand: AccountId, query: &Query) -> Result<Vec<String>, Error> {
    let wanted = words_of(query);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let known = labels::list(tx, brand, LABELS).await?;
    Ok(known.into_iter().filter(|label| fit(label, &wanted).is_some()).take(SHOWN).collect())
}
