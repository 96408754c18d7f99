//! What a filter may be: bounded, and about what the brand has.

use subrosa_messaging::Error;
use subrosa_proto::contact::Attribute;
use subrosa_proto::inbox::TicketOrder;
use subrosa_proto::limits::{BRAND_ATTRIBUTES, VIEW_CONDITIONS, VIEW_DEPTH, VIEW_MINUTES, VIEW_NAME_CHARACTERS};
use subrosa_proto::view::{Filter, Known, SaveView};
use subrosa_proto::{AccountId, ErrorCode, text};
use subrosa_store::{Tx, attributes};

use crate::attributes::value;

/// Sees that a view has a name that can be shown, which is trimmed, and an order that views have.
pub(super) fn check_name(view: &mut SaveView) -> Result<(), Error> {
    if view.order == TicketOrder::Due {
        return Err(Error::field(ErrorCode::InvalidParameter, "order", "`newest` or `oldest`"));
    }
    view.name = view.name.trim().to_owned();
    text::check_line(&view.name, VIEW_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))
}

/// Sees that a filter is bounded, before anything is read for it.
pub(super) fn check_size(filter: &Filter) -> Result<(), Error> {
    let mut conditions = 0;
    measure(filter, 1, &mut conditions)?;
    if conditions > VIEW_CONDITIONS {
        return Err(wrong(&format!("at most {VIEW_CONDITIONS} conditions")));
    }
    Ok(())
}

fn measure(filter: &Filter, depth: usize, conditions: &mut usize) -> Result<(), Error> {
    if depth > VIEW_DEPTH {
        return Err(wrong(&format!("at most {VIEW_DEPTH} deep")));
    }
    match filter {
        Filter::All(parts) | Filter::Any(parts) => {
            // What joins nothing counts as well, so that nothing unbounded is kept.
            *conditions += usize::from(parts.is_empty());
            parts.iter().try_for_each(|part| measure(part, depth + 1, conditions))
        }
        // What holds and its contrary stand at one place of a sentence.
        Filter::Not(part) => measure(part, depth + usize::from(matches!(**part, Filter::Not(_))), conditions),
        _ => {
            *conditions += 1;
            Ok(())
        }
    }
}

/// Sees that each condition can be, and writes it down in its one form.
pub(super) async fn check(tx: &mut Tx<'_>, brand: AccountId, filter: &mut Filter) -> Result<(), Error> {
    let known =
        if names_attributes(filter) { attributes::list(tx, brand, BRAND_ATTRIBUTES).await? } else { Vec::new() };
    check_each(filter, &known)
}

fn names_attributes(filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(names_attributes),
        Filter::Not(part) => names_attributes(part),
        Filter::Attribute(_) => true,
        _ => false,
    }
}

fn check_each(filter: &mut Filter, known: &[Attribute]) -> Result<(), Error> {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter_mut().try_for_each(|part| check_each(part, known)),
        Filter::Not(part) => check_each(part, known),
        Filter::Status(list) => check_list(list),
        Filter::Priority(list) => check_list(list),
        Filter::Label(label) => {
            *label = subrosa_desk::check_label(label)
                .map_err(|why| Error::field(ErrorCode::LabelInvalid, "filter", why.to_string()))?;
            Ok(())
        }
        Filter::WaitingMinutes(minutes)
        | Filter::OpenedWithinMinutes(minutes)
        | Filter::ActiveWithinMinutes(minutes) => {
            if (1..=VIEW_MINUTES).contains(minutes) {
                Ok(())
            } else {
                Err(wrong("1 to 525600 minutes"))
            }
        }
        Filter::Attribute(condition) => check_attribute(condition, known),
        Filter::Assignee(_) | Filter::HasOrder(_) | Filter::HasDispute(_) => Ok(()),
    }
}

/// One to all, each once.
fn check_list<T: PartialEq>(list: &[T]) -> Result<(), Error> {
    let is_twice = |(place, one)| list[..place].contains(one);
    if list.is_empty() || list.iter().enumerate().any(is_twice) {
        return Err(wrong("a list of statuses or priorities has at least one, and each once"));
    }
    Ok(())
}

fn check_attribute(condition: &mut Known, known: &[Attribute]) -> Result<(), Error> {
    let attribute = known.iter().find(|attribute| attribute.name == condition.name);
    let attribute = attribute.ok_or_else(|| wrong(&format!("there is no attribute {:?}", condition.name)))?;
    if let Some(given) = &condition.value {
        let read = value::read(attribute.kind, given.trim()).ok_or("a value that fits the attribute");
        let written = read.and_then(|read| value::write(attribute.kind, &read)).map_err(wrong)?;
        condition.value = Some(written);
    }
    Ok(())
}

fn wrong(detail: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, "filter", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_small(text: &str) -> bool {
        check_size(&serde_json::from_str(text).expect("a filter")).is_ok()
    }

    #[test]
    fn filters_are_bounded() {
        assert!(!is_small(r#"{"all":[{"any":[{"not":{"any":[{"all":[{"any":[{"label":"a"}]}]}]}}]}]}"#), "six deep");
        assert!(is_small(r#"{"all":[{"any":[{"not":{"any":[{"all":[{"not":{"label":"a"}}]}]}}]}]}"#), "five deep");
        let many = |count| format!(r#"{{"any":[{}]}}"#, vec![r#"{"label":"a"}"#; count].join(","));
        assert!(is_small(&many(30)) && !is_small(&many(31)));
        assert!(!is_small(&format!(r#"{{"any":[{}]}}"#, vec![r#"{"all":[]}"#; 31].join(","))), "empty ones count");
    }

    #[test]
    fn conditions_are_checked() {
        let refused = |text: &str| check_each(&mut serde_json::from_str(text).expect("a filter"), &[]).is_err();
        for text in [
            r#"{"status":[]}"#,
            r#"{"status":["open","open"]}"#,
            r#"{"not":{"priority":[]}}"#,
            r#"{"label":"two\nlines"}"#,
            r#"{"waiting_minutes":0}"#,
            r#"{"opened_within_minutes":525601}"#,
            r#"{"any":[{"attribute":{"name":"tier"}}]}"#,
        ] {
            assert!(refused(text), "{text}");
        }
        assert!(!refused(r#"{"all":[{"status":["open"]},{"waiting_minutes":60},{"has_order":false}]}"#));
    }
}
