//! The newest texts with what a query asks for.

use subrosa_find::Query;
use subrosa_messaging::Error;
use subrosa_store::index::{self, Found, Part, Phrase, Wanted, Within};
use subrosa_store::search::Shelf;
use subrosa_store::{Tx, tickets};

use super::filter::{Filter, Scope};

/// Texts whose tickets are looked at for one page.
const LOOKED: usize = 3_000;
/// Of these, so many at once.
const STEP: u32 = 300;

/// Texts, the newest first, and the id behind which there may be more.
pub(super) struct Texts {
    pub(super) found: Vec<Found>,
    pub(super) next: Option<i64>,
}

/// Finds so many texts, or fewer where their tickets are rarely those that are asked for.
pub(super) async fn find(
    tx: &mut Tx<'_>,
    shelf: &Shelf,
    query: &Query,
    filter: Option<&Filter>,
    mut within: Within,
) -> Result<Texts, Error> {
    let limit = usize::try_from(within.limit).unwrap_or(usize::MAX);
    let mut wanted = wanted(query);
    let Some(filter) = filter else {
        within.limit += 1;
        let mut found = index::find(tx, shelf, &wanted, within).await?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|last| last.id);
        return Ok(Texts { found, next });
    };
    match filter.scope(tx, shelf.brand).await? {
        Scope::Few(few) if few.is_empty() => return Ok(Texts { found: Vec::new(), next: None }),
        Scope::Few(few) => wanted.conversations = few,
        Scope::Many => {}
    }
    within.limit = STEP;
    let (mut held, mut looked) = (Vec::new(), 0);
    loop {
        let found = index::find(tx, shelf, &wanted, within).await?;
        let places: Vec<_> = found.iter().map(|one| (one.conversation, one.place)).collect();
        let stands_in = tickets::at_many(tx, &places).await?;
        for (one, listed) in found.iter().zip(stands_in) {
            if listed.is_some_and(|listed| filter.holds(&listed.ticket)) {
                held.push(*one);
                if held.len() == limit {
                    return Ok(Texts { found: held, next: Some(one.id) });
                }
            }
        }
        looked += found.len();
        match found.last() {
            Some(last) if found.len() == usize::try_from(STEP).unwrap_or(usize::MAX) => within.below = last.id,
            _ => return Ok(Texts { found: held, next: None }),
        }
        if looked >= LOOKED {
            return Ok(Texts { found: held, next: Some(within.below) });
        }
    }
}

fn wanted(query: &Query) -> Wanted {
    let phrase = |term: &subrosa_find::Term| Phrase { words: term.words.clone(), is_begun: term.is_begun };
    Wanted {
        phrases: query.terms.iter().map(phrase).collect(),
        part: query.part.map(|part| match part {
            subrosa_find::Part::Customer => Part::Customer,
            subrosa_find::Part::Agent => Part::Agent,
            subrosa_find::Part::Notes => Part::Note,
        }),
        conversations: Vec::new(),
    }
}
