//! One call: who is meant, and what is said of them.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use subrosa_proto::limits::{
    CUSTOM_EVENT_BYTES, CUSTOM_EVENT_ID_CHARACTERS, CUSTOM_EVENT_NAME_CHARACTERS, IDENTITY_CHARACTERS,
};
use subrosa_proto::{Timestamp, text};

use crate::moment::{happened, moment};
use crate::telling::{Step, Telling};
use crate::traits::{Learnt, learnt};
use crate::who::Who;

/// A call that can be used.
#[derive(Clone, PartialEq)]
pub struct Call {
    /// Its teller's own name for it; the same call again has the same. Absent where a call has none.
    pub reference: Option<String>,
    /// When it happened by the teller's clock, which a repetition says again; the beginning of 1970 where it was not said.
    pub told_at: Timestamp,
    /// When it happened by this server's.
    pub at: Timestamp,
    pub who: Who,
    pub what: What,
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Identify,
    Track,
    Page,
    Screen,
    Group,
    Alias,
}

/// What is said of someone.
#[derive(Clone, PartialEq)]
pub enum What {
    /// What is so of them.
    Learnt(Vec<Learnt>),
    /// What they did, and if that is a step of an order, which.
    Did { name: String, properties: Map<String, Value>, order: Option<Box<Telling>> },
    /// They were known by this before.
    Same(String),
}

impl std::fmt::Debug for What {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("What")
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What customers do never reaches a log.
        formatter.write_str("Call")
    }
}

/// A call as it is written. Fields that say nothing here may be as they like.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    #[serde(rename = "type")]
    kind: Option<Kind>,
    message_id: Option<Value>,
    user_id: Option<Value>,
    anonymous_id: Option<Value>,
    previous_id: Option<Value>,
    group_id: Option<Value>,
    event: Option<Value>,
    name: Option<Value>,
    category: Option<Value>,
    properties: Option<Value>,
    traits: Option<Value>,
    context: Option<Value>,
    original_timestamp: Option<Value>,
    timestamp: Option<Value>,
    sent_at: Option<Value>,
}

/// The call in these bytes, which came in at a moment and were sent, if that is known, at one of the sender's clock.
///
/// # Errors
/// The field, and what is wrong.
pub(crate) fn read(
    kind: Option<Kind>,
    raw: &RawValue,
    sent: Option<Timestamp>,
    received: Timestamp,
) -> Result<Call, String> {
    if !raw.get().starts_with('{') {
        return Err("a call is an object".to_owned());
    }
    let told: Told = serde_json::from_str(raw.get()).map_err(|error| error.to_string())?;
    let kind = kind.or(told.kind).ok_or("type: `identify`, `track`, `page`, `screen`, `group` or `alias`")?;
    let said = match moment("originalTimestamp", told.original_timestamp.as_ref())? {
        Some(said) => Some(said),
        None => moment("timestamp", told.timestamp.as_ref())?,
    };
    let sent = match sent {
        Some(sent) => Some(sent),
        None => moment("sentAt", told.sent_at.as_ref())?,
    };
    let at = happened(said, sent, received)?;
    let who = Who {
        user: id("userId", told.user_id, IDENTITY_CHARACTERS)?,
        anonymous: id("anonymousId", told.anonymous_id, IDENTITY_CHARACTERS)?,
    };
    if who.user.is_none() && who.anonymous.is_none() {
        return Err("userId: this or anonymousId".to_owned());
    }
    let context = object("context", told.context)?;
    let traits = match object("traits", told.traits)? {
        traits if !traits.is_empty() => traits,
        // RudderStack has them there.
        _ => context.get("traits").and_then(Value::as_object).cloned().unwrap_or_default(),
    };
    let what = match kind {
        Kind::Identify => What::Learnt(learnt("", &traits)),
        Kind::Group => {
            let group = id("groupId", told.group_id, IDENTITY_CHARACTERS)?.ok_or("groupId: there is none")?;
            let mut all = learnt("group_", &traits);
            all.retain(|(name, _)| name != "group_id");
            all.push(("group_id".to_owned(), Some(subrosa_proto::contact::AttributeValue::Text(group))));
            What::Learnt(all)
        }
        Kind::Alias => {
            What::Same(id("previousId", told.previous_id, IDENTITY_CHARACTERS)?.ok_or("previousId: there is none")?)
        }
        Kind::Track => {
            let name = id("event", told.event, CUSTOM_EVENT_NAME_CHARACTERS)?.ok_or("event: there is none")?;
            did(name, object("properties", told.properties)?, &who, &traits, at)?
        }
        Kind::Page | Kind::Screen => {
            let mut properties = object("properties", told.properties)?;
            for (field, value) in [("name", told.name), ("category", told.category)] {
                if let Some(value @ Value::String(_)) = value {
                    properties.entry(field).or_insert(value);
                }
            }
            let name = if kind == Kind::Page { "Page Viewed" } else { "Screen Viewed" };
            did(name.to_owned(), properties, &who, &traits, at)?
        }
    };
    let reference = id("messageId", told.message_id, CUSTOM_EVENT_ID_CHARACTERS)?;
    Ok(Call { reference, told_at: said.unwrap_or_default(), at, who, what })
}

fn did(
    name: String,
    properties: Map<String, Value>,
    who: &Who,
    traits: &Map<String, Value>,
    at: Timestamp,
) -> Result<What, String> {
    let length = serde_json::to_string(&properties).map_or(usize::MAX, |text| text.len());
    if length > CUSTOM_EVENT_BYTES {
        return Err("properties: at most 32 KiB".to_owned());
    }
    let order = Step::of(&name).map(|step| Telling::read(step, &properties, who, traits, at)).transpose()?;
    Ok(What::Did { name, properties, order: order.map(Box::new) })
}

/// A short text on one line; programs also say ids as numbers.
fn id(field: &str, value: Option<Value>, most: usize) -> Result<Option<String>, String> {
    let written = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err(format!("{field}: a text")),
    };
    if written.is_empty() {
        return Ok(None);
    }
    text::check_line(&written, most, false).map_err(|why| format!("{field}: {why}"))?;
    Ok(Some(written))
}

fn object(field: &str, value: Option<Value>) -> Result<Map<String, Value>, String> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(fields)) if has_nul(&fields) => Err(format!("{field}: no text has a NUL in it")),
        Some(Value::Object(fields)) => Ok(fields),
        Some(_) => Err(format!("{field}: an object")),
    }
}

/// Whether a text or a name has a NUL in it: databases that look into properties know none. The parser bounds how deep they are.
#[must_use]
pub fn has_nul(fields: &Map<String, Value>) -> bool {
    fn is_in(value: &Value) -> bool {
        match value {
            Value::String(text) => text.contains('\0'),
            Value::Array(items) => items.iter().any(is_in),
            Value::Object(fields) => has_nul(fields),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
    fields.iter().any(|(name, value)| name.contains('\0') || is_in(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use subrosa_proto::contact::AttributeValue;

    use super::*;

    const RECEIVED: Timestamp = Timestamp::from_milliseconds(1_790_000_000_000);

    fn call(told: &Value) -> Result<Call, String> {
        let raw = serde_json::value::to_raw_value(told).expect("JSON");
        read(None, &raw, None, RECEIVED)
    }

    #[test]
    fn calls_say_who_and_what() {
        let track = call(&json!({
            "type": "track", "messageId": "m-1", "userId": 42, "anonymousId": "a", "event": "Product Viewed",
            "properties": {"sku": "RW-1"}, "timestamp": "2026-09-21T14:13:10Z", "sentAt": "2026-09-21T14:13:15Z",
            "context": {"library": {"name": "x"}}, "integrations": {}, "writeKey": "w"
        }))
        .expect("a call");
        assert_eq!(track.reference.as_deref(), Some("m-1"));
        assert_eq!(track.who, Who { user: Some("42".to_owned()), anonymous: Some("a".to_owned()) });
        assert_eq!(track.at, RECEIVED.plus_seconds(-5));
        assert_eq!(track.told_at, RECEIVED.plus_seconds(-10));
        assert!(matches!(track.what, What::Did { ref name, order: None, .. } if name == "Product Viewed"));

        let page =
            call(&json!({"type": "page", "anonymousId": "a", "name": "Bowls", "properties": {"path": "/bowls"}}));
        let What::Did { name, properties, .. } = page.expect("a call").what else { panic!("a deed") };
        assert_eq!((name.as_str(), properties["name"].as_str()), ("Page Viewed", Some("Bowls")));

        let rudder = call(&json!({"type": "identify", "userId": "u", "context": {"traits": {"plan": "pro"}}}));
        let text = |text: &str| Some(AttributeValue::Text(text.to_owned()));
        assert_eq!(rudder.expect("a call").what, What::Learnt(vec![("plan".to_owned(), text("pro"))]));
        let group = call(&json!({"type": "group", "userId": "u", "groupId": "g", "traits": {"id": "x", "name": "G"}}));
        let expected = vec![("group_name".to_owned(), text("G")), ("group_id".to_owned(), text("g"))];
        assert_eq!(group.expect("a call").what, What::Learnt(expected));
        let alias = call(&json!({"type": "alias", "userId": "u", "previousId": "a"}));
        assert_eq!(alias.expect("a call").what, What::Same("a".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (why, told) in [
            ("a call is an object", json!([])),
            ("type: ", json!({"userId": "u"})),
            ("userId: this", json!({"type": "track", "event": "x"})),
            ("userId: this", json!({"type": "track", "event": "x", "userId": " ", "anonymousId": null})),
            ("userId: a text", json!({"type": "track", "event": "x", "userId": {}})),
            ("event: there", json!({"type": "track", "userId": "u"})),
            ("event: ", json!({"type": "track", "userId": "u", "event": "x".repeat(101)})),
            ("properties: an object", json!({"type": "track", "userId": "u", "event": "x", "properties": [1]})),
            ("properties: no text", json!({"type": "track", "userId": "u", "event": "x", "properties": {"a": ["\0"]}})),
            (
                "properties: at most",
                json!({"type": "track", "userId": "u", "event": "x", "properties": {"a": "x".repeat(32_769)}}),
            ),
            ("timestamp: no moment", json!({"type": "track", "userId": "u", "event": "x", "timestamp": "soon"})),
            (
                "timestamp: at most",
                json!({"type": "track", "userId": "u", "event": "x", "timestamp": "2027-01-01T00:00:00Z"}),
            ),
            ("groupId: there", json!({"type": "group", "userId": "u"})),
            ("previousId: there", json!({"type": "alias", "userId": "u"})),
            ("messageId: ", json!({"type": "identify", "userId": "u", "messageId": "x".repeat(101)})),
            ("order_id: there", json!({"type": "track", "userId": "u", "event": "Order Completed"})),
        ] {
            let found = call(&told).expect_err(why);
            assert!(found.starts_with(why), "{found}");
        }
        assert!(call(&json!({"type": "login", "userId": "u"})).expect_err("no kind").contains("login"));
    }
}
