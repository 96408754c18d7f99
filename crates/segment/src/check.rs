//! Whether a rule may be kept.

use subrosa_proto::segment::{
    AttributeRule, CampaignRule, EventMoment, EventRule, ItemRule, OrderFigure, OrdersRule, PropertyRule, Range, Rule,
    Standing, Test, When, Window,
};

use crate::days::day;
use crate::value::{is_day, is_number};

/// How deep rules may be nested, the outermost being 1.
pub const DEPTH: usize = 12;
/// Conditions of a rule, those that join others among them.
pub const CONDITIONS: usize = 200;
/// Values that one may be among.
pub const VALUES: usize = 1_000;
/// Days that a window may reach back, or a day may lie ahead: ten years.
pub const DAYS: u32 = 3_650;
/// Characters of a text.
const CHARACTERS: usize = 200;
/// The most orders, times or money.
const MOST: i64 = 1_000_000_000_000;

/// What is wrong, and where: `all.2.event.times`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Problem {
    pub place: String,
    pub what: String,
}

type Checked = Result<(), Problem>;

/// Checks a rule: bounded, and with sense in each of its parts.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(rule: &Rule) -> Checked {
    let mut left = CONDITIONS;
    one("", rule, DEPTH, &mut left)
}

fn wrong(place: &str, what: impl Into<String>) -> Problem {
    Problem { place: place.to_owned(), what: what.into() }
}

fn within(place: &str, part: &str) -> String {
    if place.is_empty() { part.to_owned() } else { format!("{place}.{part}") }
}

fn one(place: &str, rule: &Rule, depth: usize, left: &mut usize) -> Checked {
    *left = left.checked_sub(1).ok_or_else(|| wrong(place, format!("at most {CONDITIONS} conditions")))?;
    let deeper =
        || depth.checked_sub(1).filter(|depth| *depth > 0).ok_or_else(|| wrong(place, format!("at most {DEPTH} deep")));
    match rule {
        Rule::All(parts) | Rule::Any(parts) => {
            let depth = deeper()?;
            let name = if matches!(rule, Rule::All(_)) { "all" } else { "any" };
            let of = |index| within(place, &format!("{name}.{index}"));
            parts.iter().enumerate().try_for_each(|(index, part)| one(&of(index), part, depth, left))
        }
        Rule::Not(part) => one(&within(place, "not"), part, deeper()?, left),
        Rule::Attribute(AttributeRule { name, is }) => {
            let place = within(place, "attribute");
            word(&within(&place, "name"), name).and_then(|()| test(&within(&place, "is"), is))
        }
        Rule::Consent(topic) => word(&within(place, "consent"), topic),
        Rule::Event(rule) => event(&within(place, "event"), rule),
        Rule::FirstEvent(EventMoment { name, at }) | Rule::LastEvent(EventMoment { name, at }) => {
            let kind = if matches!(rule, Rule::FirstEvent(_)) { "first_event" } else { "last_event" };
            let place = within(place, kind);
            line(&within(&place, "name"), name).and_then(|()| when(&within(&place, "at"), at))
        }
        Rule::Orders(rule) => orders(&within(place, "orders"), rule),
        Rule::FirstOrder(at) => when(&within(place, "first_order"), at),
        Rule::LastOrder(at) => when(&within(place, "last_order"), at),
        Rule::Standing(rule) => standing(&within(place, "standing"), rule),
        Rule::Campaign(CampaignRule { within: time, .. }) => window(&within(place, "campaign.within"), time.as_ref()),
        Rule::Segment(_) => Ok(()),
    }
}

fn event(place: &str, EventRule { name, times, within: time, properties }: &EventRule) -> Checked {
    line(&within(place, "name"), name)?;
    if let Some(times) = times {
        range(&within(place, "times"), *times)?;
    }
    window(&within(place, "within"), time.as_ref())?;
    if properties.len() > 5 {
        return Err(wrong(&within(place, "where"), "at most 5 properties"));
    }
    properties.iter().enumerate().try_for_each(|(index, PropertyRule { name, is })| {
        let place = within(place, &format!("where.{index}"));
        line(&within(&place, "name"), name)?;
        if name.split('.').count() > 10 || name.split('.').any(str::is_empty) {
            return Err(wrong(&within(&place, "name"), "names with single points between them, at most 10"));
        }
        test(&within(&place, "is"), is)
    })
}

fn orders(place: &str, OrdersRule { figure, is, currency, within: time, item }: &OrdersRule) -> Checked {
    range(&within(place, "is"), *is)?;
    let named = within(place, "currency");
    match currency {
        Some(code) if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            return Err(wrong(&named, "three capital letters (ISO 4217)"));
        }
        None if *figure != OrderFigure::Count => {
            return Err(wrong(&named, "which currency: amounts of several add up to nothing"));
        }
        _ => {}
    }
    window(&within(place, "within"), time.as_ref())?;
    let place = within(place, "item");
    match item {
        Some(ItemRule::Sku(some) | ItemRule::Category(some)) => {
            count(&place, some.len())?;
            some.iter().try_for_each(|text| line(&place, text))
        }
        Some(ItemRule::Name(part)) => line(&place, part),
        None => Ok(()),
    }
}

fn standing(place: &str, rule: &Standing) -> Checked {
    let all = [rule.recency, rule.frequency, rule.money];
    if all.iter().all(Option::is_none) {
        return Err(wrong(place, "say recency, frequency or money"));
    }
    all.into_iter().flatten().try_for_each(|fifths| {
        range(place, fifths)?;
        let is_fifth = |fifth: Option<i64>| fifth.is_none_or(|fifth| (1..=5).contains(&fifth));
        let are = is_fifth(fifths.at_least) && is_fifth(fifths.at_most);
        if are { Ok(()) } else { Err(wrong(place, "fifths from 1 to 5")) }
    })
}

fn test(place: &str, is: &Test) -> Checked {
    match is {
        Test::Known(_) | Test::Equal(_) => Ok(()),
        Test::OneOf(values) => count(place, values.len()),
        Test::Contains(text) | Test::BeginsWith(text) => line(place, text),
        Test::LessThan(value) | Test::AtMost(value) | Test::MoreThan(value) | Test::AtLeast(value) => {
            let is_ordered = is_number(value) || is_day(value);
            if is_ordered { Ok(()) } else { Err(wrong(place, "a number, or a day as 2026-12-24")) }
        }
        Test::InLastDays(count) | Test::InNextDays(count) => days(place, *count),
        Test::ReturnsInDays(count) if *count > 365 => Err(wrong(place, "1 to 365 days")),
        Test::ReturnsInDays(count) => days(place, *count),
    }
}

fn window(place: &str, window: Option<&Window>) -> Checked {
    match window {
        None => Ok(()),
        Some(Window::LastDays(count)) => days(place, *count),
        Some(Window::Between(from, to)) => {
            let (first, last) = (date(place, from)?, date(place, to)?);
            if first <= last { Ok(()) } else { Err(wrong(place, "the first day is not after the last")) }
        }
    }
}

fn when(place: &str, when: &When) -> Checked {
    match when {
        When::LastDays(count) | When::BeforeDays(count) => days(place, *count),
        When::Before(text) | When::Since(text) => date(place, text).map(drop),
    }
}

fn date(place: &str, text: &str) -> Result<jiff::civil::Date, Problem> {
    day(text).ok_or_else(|| wrong(place, "a day as 2026-12-24"))
}

fn days(place: &str, count: u32) -> Checked {
    if (1..=DAYS).contains(&count) { Ok(()) } else { Err(wrong(place, format!("1 to {DAYS} days"))) }
}

fn range(place: &str, Range { at_least, at_most }: Range) -> Checked {
    let is_bounded = |number: Option<i64>| number.is_none_or(|number| (0..=MOST).contains(&number));
    if at_least.is_none() && at_most.is_none() {
        return Err(wrong(place, "say at least, at most, or both"));
    }
    if !is_bounded(at_least) || !is_bounded(at_most) {
        return Err(wrong(place, format!("0 to {MOST}")));
    }
    let is_some = at_least.zip(at_most).is_none_or(|(least, most)| least <= most);
    if is_some { Ok(()) } else { Err(wrong(place, "no number is that")) }
}

fn count(place: &str, values: usize) -> Checked {
    if (1..=VALUES).contains(&values) { Ok(()) } else { Err(wrong(place, format!("1 to {VALUES} values"))) }
}

/// What programs call something: an attribute, a topic.
fn word(place: &str, name: &str) -> Checked {
    let is_word = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let begins = name.starts_with(|letter: char| letter.is_ascii_lowercase());
    let fits = is_word && begins && name.len() <= 40;
    if fits { Ok(()) } else { Err(wrong(place, "lower-case letters, digits and underscores, at most 40")) }
}

fn line(place: &str, text: &str) -> Checked {
    let fits = !text.trim().is_empty() && text.chars().count() <= CHARACTERS && !text.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(wrong(place, format!("1 to {CHARACTERS} characters on one line"))) }
}
