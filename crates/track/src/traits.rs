//! What is learnt of someone, under names that a brand's attributes have.

use serde_json::{Map, Value};
use subrosa_proto::contact::AttributeValue;

/// Traits that are looked at in one call.
pub const TRAITS: usize = 100;
/// Attributes have no longer names.
const NAME_CHARACTERS: usize = 40;
/// How deep objects are looked into: `address.geo.city`.
const DEPTH: usize = 3;

/// A trait under the name that an attribute would have; no value where it is no longer so.
pub type Learnt = (String, Option<AttributeValue>);

/// Traits by the names of attributes: `firstName` and `First Name` are `first_name`, `address.postalCode` is `address_postal_code`. What
/// no attribute can be, such as lists, is left aside.
pub(crate) fn learnt(prefix: &str, traits: &Map<String, Value>) -> Vec<Learnt> {
    let mut found = Vec::new();
    collect(prefix, traits, DEPTH, &mut found);
    found
}

fn collect(prefix: &str, traits: &Map<String, Value>, depth: usize, found: &mut Vec<Learnt>) {
    for (name, value) in traits {
        if found.len() == TRAITS {
            return;
        }
        let Some(name) = attribute_name(prefix, name) else { continue };
        let value = match value {
            Value::Object(inner) if depth > 1 => {
                collect(&format!("{name}_"), inner, depth - 1, found);
                continue;
            }
            Value::Object(_) | Value::Array(_) => continue,
            Value::Null => None,
            Value::Bool(yes) => Some(AttributeValue::YesNo(*yes)),
            Value::Number(number) => Some(AttributeValue::Number(number.clone())),
            Value::String(text) => Some(AttributeValue::Text(text.clone())),
        };
        found.push((name, value));
    }
}

/// The name in the form of an attribute's: lower-case Latin letters, digits and underscores, beginning with a letter.
fn attribute_name(prefix: &str, name: &str) -> Option<String> {
    let mut made = prefix.to_owned();
    let mut is_after_lower = false;
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            if letter.is_ascii_uppercase() && is_after_lower {
                made.push('_');
            }
            made.push(letter.to_ascii_lowercase());
        } else if matches!(letter, '_' | ' ' | '-' | '.') {
            if !made.is_empty() && !made.ends_with('_') {
                made.push('_');
            }
        } else {
            return None;
        }
        is_after_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if made.len() > NAME_CHARACTERS {
            return None;
        }
    }
    let made = made.trim_end_matches('_');
    let is_name = made.starts_with(|letter: char| letter.is_ascii_lowercase()) && made.len() > prefix.len();
    is_name.then(|| made.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn traits_have_the_names_of_attributes() {
        let traits = json!({
            "firstName": "Ada", "Loyalty Tier": "gold", "address": {"postalCode": "10999", "geo": {"lat": {"deep": 1}}},
            "tags": ["a"], "größe": 3, "is-vip": true, "age": 36, "left": null, "__": 1, "2fa": true
        });
        let found = learnt("", traits.as_object().expect("an object"));
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["loyalty_tier", "address_postal_code", "age", "first_name", "is_vip", "left"]);
        assert_eq!(found[5].1, None);
        assert_eq!(learnt("group_", json!({"plan": "pro"}).as_object().expect("an object"))[0].0, "group_plan");
    }

    #[test]
    fn no_call_teaches_without_end() {
        let many: Map<String, Value> = (0..500).map(|number| (format!("trait_{number}"), json!(1))).collect();
        assert_eq!(learnt("", &many).len(), TRAITS);
        assert!(learnt("", json!({"x".repeat(41): 1}).as_object().expect("an object")).is_empty());
    }
}
