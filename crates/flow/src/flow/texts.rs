//! Every text of a node that may hold `{{ names }}`, and every value that a node reads: one list for the checks and for
//! the engine's templates, so that neither forgets one.

use serde_json::Value as Json;

use super::{Comparison, Flow, Node, Say};
use crate::limits::{LABEL_CHARACTERS, TEXT_CHARACTERS, TITLE_CHARACTERS, URL_CHARACTERS, VALUE_CHARACTERS};
use crate::value::{Scalar, Values};

/// A text of a node.
#[derive(Debug)]
pub(crate) struct TextField<'f> {
    /// Where it stands in the node: `text`, `cards.0.title`.
    pub(crate) field: String,
    pub(crate) text: &'f str,
    /// The most characters it may have.
    pub(crate) most: usize,
}

fn field<'f>(field: impl Into<String>, text: &'f str, most: usize) -> TextField<'f> {
    TextField { field: field.into(), text, most }
}

/// The texts of a flow outside its nodes.
pub(crate) fn texts_of_flow(flow: &Flow) -> Vec<TextField<'_>> {
    let fallback = &flow.fallback;
    let again = fallback.again.as_deref().map(|text| field("again", text, TEXT_CHARACTERS));
    let offer = fallback.offer.as_deref().map(|text| field("offer", text, TEXT_CHARACTERS));
    again.into_iter().chain(offer).collect()
}

/// The texts of a node.
pub(crate) fn texts(node: &Node) -> Vec<TextField<'_>> {
    match node {
        Node::Say(say) => of_say(say),
        Node::Ask(ask) => {
            let retry = ask.retry.as_deref().map(|text| field("retry", text, TEXT_CHARACTERS));
            [field("text", &ask.text, TEXT_CHARACTERS)].into_iter().chain(retry).collect()
        }
        Node::Form(form) => {
            let mut found = vec![field("text", &form.text, TEXT_CHARACTERS)];
            for (index, one) in form.fields.iter().enumerate() {
                found.push(field(format!("fields.{index}.text"), &one.text, TEXT_CHARACTERS));
                let retry = one.retry.as_deref();
                found.extend(retry.map(|text| field(format!("fields.{index}.retry"), text, TEXT_CHARACTERS)));
            }
            found
        }
        Node::Set(set) => {
            of_values("variables", &set.variables).chain(of_values("attributes", &set.attributes)).collect()
        }
        Node::Webhook(webhook) => {
            let mut found = vec![field("url", &webhook.url, URL_CHARACTERS)];
            of_json("body", &webhook.body, &mut found);
            found
        }
        Node::Answer(answer) => {
            answer.question.as_deref().map(|text| field("question", text, TEXT_CHARACTERS)).into_iter().collect()
        }
        Node::Consent(consent) => vec![field("text", &consent.text, TEXT_CHARACTERS)],
        Node::HandOver(over) => {
            let summary = over.summary.as_deref().map(|text| field("summary", text, TEXT_CHARACTERS));
            let note = over.note.as_deref().map(|text| field("note", text, TEXT_CHARACTERS));
            summary.into_iter().chain(note).collect()
        }
        Node::Condition(_) | Node::LookUpOrder(_) | Node::Wait(_) | Node::Promote(_) | Node::Goto(_) | Node::End(_) => {
            Vec::new()
        }
    }
}

fn of_say(say: &Say) -> Vec<TextField<'_>> {
    let mut found = vec![field("text", &say.text, TEXT_CHARACTERS)];
    found.extend(say.image.as_deref().map(|url| field("image", url, URL_CHARACTERS)));
    for (index, card) in say.cards.iter().enumerate() {
        found.push(field(format!("cards.{index}.title"), &card.title, TITLE_CHARACTERS));
        let subtitle = card.subtitle.as_deref();
        found.extend(subtitle.map(|text| field(format!("cards.{index}.subtitle"), text, TITLE_CHARACTERS)));
        found.extend(card.image.as_deref().map(|url| field(format!("cards.{index}.image"), url, URL_CHARACTERS)));
    }
    for (place, button) in say.all_buttons() {
        found.push(field(format!("{place}.text"), &button.text, LABEL_CHARACTERS));
        found.extend(button.open.as_deref().map(|url| field(format!("{place}.open"), url, URL_CHARACTERS)));
    }
    for (index, reply) in say.quick_replies.iter().enumerate() {
        found.push(field(format!("quick_replies.{index}.text"), &reply.text, LABEL_CHARACTERS));
    }
    found
}

fn of_values<'f>(place: &'static str, values: &'f Values) -> impl Iterator<Item = TextField<'f>> {
    values.iter().filter_map(move |(name, value)| match value {
        Scalar::Text(text) => Some(field(format!("{place}.{name}"), text, VALUE_CHARACTERS)),
        Scalar::Number(_) | Scalar::YesNo(_) => None,
    })
}

fn of_json<'f>(place: &str, json: &'f Json, found: &mut Vec<TextField<'f>>) {
    match json {
        Json::String(text) => found.push(field(place, text, TEXT_CHARACTERS)),
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                of_json(&format!("{place}.{index}"), item, found);
            }
        }
        Json::Object(entries) => {
            for (key, item) in entries {
                of_json(&format!("{place}.{key}"), item, found);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// A value that a node reads by its path, other than in a text.
#[derive(Debug)]
pub(crate) struct Reads<'f> {
    pub(crate) field: &'static str,
    pub(crate) path: &'f str,
    /// Whether the node only asks if it is there, which is no mistake before it is set.
    pub(crate) asks_if_set: bool,
}

/// The values that a node reads by name.
pub(crate) fn reads(node: &Node) -> Vec<Reads<'_>> {
    match node {
        Node::Condition(branch) => branch
            .condition
            .comparisons()
            .into_iter()
            .map(|compare| Reads {
                field: "if",
                path: &compare.value,
                asks_if_set: matches!(compare.is, Comparison::Set | Comparison::NotSet),
            })
            .collect(),
        Node::LookUpOrder(look) => [("number", &look.number), ("second", look.second.variable())]
            .map(|(field, name)| Reads { field, path: name.as_str(), asks_if_set: false })
            .into(),
        _ => Vec::new(),
    }
}
