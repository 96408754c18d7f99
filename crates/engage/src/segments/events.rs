//! Who did something elsewhere, how often and when.

use serde_json::{Map, Value};
use subrosa_messaging::Error;
use subrosa_proto::segment::{EventMoment, EventRule, When, Window};
use subrosa_proto::{ConversationId, Timestamp};
use subrosa_segment::{Contacts, ONCE, has_properties, sorted, without};
use subrosa_store::{Tx, contact_sets};

use super::asked::Asked;

/// Who did it so often.
pub(super) async fn did(tx: &mut Tx<'_>, asked: &Asked, rule: &EventRule) -> Result<Contacts, Error> {
    let span = asked.clock.span(rule.within.as_ref());
    let mut times = if rule.properties.is_empty() {
        contact_sets::did(tx, asked.brand, &rule.name, span).await?
    } else {
        let all = contact_sets::did_with(tx, asked.brand, &rule.name, span).await?;
        let fits = |properties: &str| {
            serde_json::from_str::<Map<String, Value>>(properties)
                .is_ok_and(|known| has_properties(&known, &rule.properties, &asked.clock))
        };
        all.into_iter().filter(|(_, properties)| fits(properties)).map(|(contact, _)| contact).collect()
    };
    times.sort_unstable();
    let wanted = rule.times.unwrap_or(ONCE);
    let has = |of: &[ConversationId]| wanted.has(i64::try_from(of.len()).unwrap_or(i64::MAX));
    let is_of_none = wanted.has(0);
    let runs = times.chunk_by(|one, next| one == next).filter(|run| has(run) != is_of_none);
    let found: Contacts = runs.filter_map(|run| run.first().copied()).collect();
    Ok(if is_of_none { without(&asked.all, &found) } else { found })
}

/// Who first or last did it then.
pub(super) async fn when_they_did(
    tx: &mut Tx<'_>,
    asked: &Asked,
    EventMoment { name, at }: &EventMoment,
    is_first: bool,
) -> Result<Contacts, Error> {
    let Spans { then, not } = spans(asked, at, is_first);
    let found = sorted(contact_sets::did(tx, asked.brand, name, then).await?);
    let Some(not) = not.filter(|_| !found.is_empty()) else { return Ok(found) };
    Ok(without(&found, &sorted(contact_sets::did(tx, asked.brand, name, not).await?)))
}

/// The times in which something has to have been, and in which it must not.
pub(super) struct Spans {
    pub(super) then: (Timestamp, Timestamp),
    pub(super) not: Option<(Timestamp, Timestamp)>,
}

/// The times by which the first or last of many is known: the last is in a time if one is, and none behind it.
pub(super) fn spans(asked: &Asked, at: &When, is_first: bool) -> Spans {
    let (ever, after_now) = asked.clock.span(None);
    let begins = |day: &str| asked.clock.span(Some(&Window::Between(day.to_owned(), day.to_owned()))).0;
    let (boundary, is_before) = match at {
        When::LastDays(days) => (asked.clock.span(Some(&Window::LastDays(*days))).0, false),
        When::BeforeDays(days) => (asked.clock.span(Some(&Window::LastDays(*days))).0, true),
        When::Since(day) => (begins(day), false),
        When::Before(day) => (begins(day), true),
    };
    let (before, since) = ((ever, boundary.min(after_now)), (boundary.max(ever), after_now));
    match (is_before, is_first) {
        (true, true) => Spans { then: before, not: None },
        (true, false) => Spans { then: before, not: Some(since) },
        (false, true) => Spans { then: since, not: Some(before) },
        (false, false) => Spans { then: since, not: None },
    }
}
