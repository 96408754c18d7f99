//! From a rule to its text.

use std::fmt::{Result, Write};

use serde_json::Value;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::money;
use subrosa_proto::segment::{
    EventMoment, ItemRule, OrderFigure, OrdersRule, Range, Rule, Standing, Test, When, Window,
};

use super::condition::{FIGURES, OUTCOMES};

/// A rule as text, which [`super::parse`] reads as the same rule, but for joints of a single part, which are left out.
#[must_use]
pub fn print(rule: &Rule) -> String {
    let mut text = String::new();
    // A `String` takes everything.
    let _infallible = outer(&mut text, rule);
    text
}

/// A rule without the parentheses that it needs inside of others.
fn outer(text: &mut String, rule: &Rule) -> Result {
    match rule {
        Rule::All(parts) if parts.len() > 1 => joined(text, parts, " and "),
        Rule::Any(parts) if parts.len() > 1 => joined(text, parts, " or "),
        Rule::All(parts) | Rule::Any(parts) if parts.len() == 1 => parts.iter().try_for_each(|part| outer(text, part)),
        Rule::All(_) => text.write_str("everyone"),
        Rule::Any(_) => text.write_str("nobody"),
        Rule::Not(part) => {
            text.write_str("not ")?;
            inner(text, part)
        }
        condition => write_condition(text, condition),
    }
}

fn joined(text: &mut String, parts: &[Rule], by: &str) -> Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.write_str(by)?;
        }
        inner(text, part)?;
    }
    Ok(())
}

fn inner(text: &mut String, rule: &Rule) -> Result {
    match rule {
        Rule::All(parts) | Rule::Any(parts) if parts.len() == 1 => parts.iter().try_for_each(|part| inner(text, part)),
        Rule::All(parts) | Rule::Any(parts) if parts.len() > 1 => {
            text.write_char('(')?;
            outer(text, rule)?;
            text.write_char(')')
        }
        other => outer(text, other),
    }
}

fn write_condition(text: &mut String, rule: &Rule) -> Result {
    match rule {
        Rule::All(_) | Rule::Any(_) | Rule::Not(_) => Ok(()),
        Rule::Attribute(rule) => {
            write!(text, "attribute {}", rule.name)?;
            test(text, &rule.is)
        }
        Rule::Consent(topic) => write!(text, "consent {topic}"),
        Rule::Event(rule) => {
            write!(text, "event {}", quoted(&rule.name))?;
            if let Some(times) = rule.times {
                text.write_str(" times")?;
                range(text, times, |number| number.to_string())?;
            }
            window(text, rule.within.as_ref())?;
            for (index, property) in rule.properties.iter().enumerate() {
                write!(text, "{} {}", if index == 0 { " where" } else { "," }, quoted(&property.name))?;
                test(text, &property.is)?;
            }
            Ok(())
        }
        Rule::FirstEvent(EventMoment { name, at }) => {
            write!(text, "first event {}", quoted(name))?;
            when(text, at)
        }
        Rule::LastEvent(EventMoment { name, at }) => {
            write!(text, "last event {}", quoted(name))?;
            when(text, at)
        }
        Rule::Orders(rule) => orders(text, rule),
        Rule::FirstOrder(at) => text.write_str("first order").and_then(|()| when(text, at)),
        Rule::LastOrder(at) => text.write_str("last order").and_then(|()| when(text, at)),
        Rule::Standing(Standing { recency, frequency, money }) => {
            text.write_str("standing")?;
            for (name, fifths) in [("recency", recency), ("frequency", frequency), ("money", money)] {
                if let Some(fifths) = fifths {
                    write!(text, " {name}")?;
                    range(text, *fifths, |number| number.to_string())?;
                }
            }
            Ok(())
        }
        Rule::Campaign(rule) => {
            let campaign = rule.campaign.map_or_else(|| "any".to_owned(), |campaign| campaign.to_string());
            write!(text, "campaign {campaign} {}", name_of(&OUTCOMES, rule.was))?;
            window(text, rule.within.as_ref())
        }
        Rule::Segment(segment) => write!(text, "segment {segment}"),
    }
}

fn orders(text: &mut String, OrdersRule { figure, is, currency, within, item }: &OrdersRule) -> Result {
    write!(text, "orders {}", name_of(&FIGURES, *figure))?;
    if let Some(currency) = currency {
        write!(text, " {currency}")?;
    }
    let amount = |number: i64| match currency {
        Some(currency) if *figure != OrderFigure::Count => money::number(number, currency),
        _ => number.to_string(),
    };
    range(text, *is, amount)?;
    window(text, within.as_ref())?;
    let list = |some: &[String]| some.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ");
    match item {
        None => Ok(()),
        Some(ItemRule::Sku(some)) => write!(text, " with sku ({})", list(some)),
        Some(ItemRule::Category(some)) => write!(text, " with category ({})", list(some)),
        Some(ItemRule::Name(part)) => write!(text, " with name {}", quoted(part)),
    }
}

fn name_of<T: Copy + PartialEq>(all: &[(&'static str, T)], one: T) -> &'static str {
    all.iter().find(|(_, other)| *other == one).map_or("", |(name, _)| name)
}

fn test(text: &mut String, test: &Test) -> Result {
    match test {
        Test::Known(true) => text.write_str(" is known"),
        Test::Known(false) => text.write_str(" is unknown"),
        Test::Equal(to) => write!(text, " = {}", value(to)),
        Test::OneOf(values) => write!(text, " in ({})", values.iter().map(value).collect::<Vec<_>>().join(", ")),
        Test::Contains(part) => write!(text, " contains {}", quoted(part)),
        Test::BeginsWith(part) => write!(text, " begins with {}", quoted(part)),
        Test::LessThan(to) => write!(text, " < {}", value(to)),
        Test::AtMost(to) => write!(text, " <= {}", value(to)),
        Test::MoreThan(to) => write!(text, " > {}", value(to)),
        Test::AtLeast(to) => write!(text, " >= {}", value(to)),
        Test::InLastDays(days) => write!(text, " in last {days} days"),
        Test::InNextDays(days) => write!(text, " in next {days} days"),
        Test::ReturnsInDays(days) => write!(text, " returns in {days} days"),
    }
}

fn range(text: &mut String, range: Range, number: impl Fn(i64) -> String) -> Result {
    match (range.at_least, range.at_most) {
        (Some(least), Some(most)) if least == most => write!(text, " = {}", number(least)),
        (Some(least), Some(most)) => write!(text, " {} to {}", number(least), number(most)),
        (Some(least), None) => write!(text, " >= {}", number(least)),
        (None, most) => write!(text, " <= {}", number(most.unwrap_or(i64::MAX))),
    }
}

fn window(text: &mut String, window: Option<&Window>) -> Result {
    match window {
        None => Ok(()),
        Some(Window::LastDays(days)) => write!(text, " in last {days} days"),
        Some(Window::Between(first, last)) => write!(text, " from {first} to {last}"),
    }
}

fn when(text: &mut String, when: &When) -> Result {
    match when {
        When::LastDays(days) => write!(text, " in last {days} days"),
        When::BeforeDays(days) => write!(text, " over {days} days ago"),
        When::Before(day) => write!(text, " before {day}"),
        When::Since(day) => write!(text, " since {day}"),
    }
}

fn value(value: &AttributeValue) -> String {
    match value {
        AttributeValue::YesNo(true) => "yes".to_owned(),
        AttributeValue::YesNo(false) => "no".to_owned(),
        AttributeValue::Number(number) => number.to_string(),
        AttributeValue::Text(text) => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
