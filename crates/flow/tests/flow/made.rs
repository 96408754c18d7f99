//! Flows and inputs made up for properties: any shape of graph, with every kind of node.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subrosa_flow::engine::Input;

const NODES: usize = 8;

fn target() -> impl Strategy<Value = String> {
    (0..NODES).prop_map(|index| format!("n{index}"))
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Hi {{ name }}".to_owned()),
        Just("{% if count > 2 %}Many{% else %}Few{% endif %}".to_owned()),
        Just("Your order: {{ order.status }} {{ contact.name }}".to_owned()),
        "[a-zA-Zäß {}%]{1,20}",
    ]
}

fn variable() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["name", "count", "mail", "day", "pick", "sure"])
}

fn condition() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(|open| json!({ "open": open })),
        (variable(), prop::sample::select(vec!["equal", "not_equal", "less_than", "at_least"]), 0..5_i32)
            .prop_map(|(value, is, to)| json!({ "compare": { "value": value, "is": is, "to": to } })),
        variable().prop_map(|value| json!({ "compare": { "value": value, "is": "set" } })),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|parts| json!({ "all": parts })),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|parts| json!({ "any": parts })),
            inner.prop_map(|part| json!({ "not": part })),
        ]
    })
}

fn node() -> impl Strategy<Value = Json> {
    let choice = (words(), target()).prop_map(|(_, then)| json!({ "text": format!("To {then}"), "then": then }));
    prop_oneof![
        (words(), target()).prop_map(|(text, then)| json!({ "say": { "text": text, "then": then } })),
        (words(), prop::collection::vec(choice, 1..4))
            .prop_map(|(text, choices)| json!({ "say": { "text": text, "quick_replies": choices } })),
        (words(), variable(), target(), target()).prop_map(|(text, into, then, otherwise)| {
            json!({ "ask": { "text": text, "into": into, "then": then, "otherwise": otherwise } })
        }),
        (words(), variable(), variable(), target(), target()).prop_map(|(text, one, other, then, otherwise)| {
            let fields = [json!({ "text": "A?", "into": one }), json!({ "text": "B?", "into": other })];
            json!({ "form": { "text": text, "fields": fields, "then": then, "otherwise": otherwise } })
        }),
        (condition(), target(), target()).prop_map(|(condition, then, otherwise)| {
            json!({ "condition": { "if": condition, "then": then, "otherwise": otherwise } })
        }),
        (variable(), words(), target()).prop_map(|(name, value, then)| {
            json!({ "set": { "variables": { name: value.clone() }, "attributes": { "a": value }, "then": then } })
        }),
        (variable(), variable(), target(), target()).prop_map(|(number, fact, found, other)| {
            json!({ "look_up_order": { "number": number, "second": { "email": fact }, "found": found,
                "not_found": other, "throttled": other } })
        }),
        (variable(), target(), target()).prop_map(|(name, then, fallback)| {
            json!({ "webhook": { "url": "https://example.com/{{ name }}", "body": [{ "a": "{{ count }}" }],
                "save": { name: "a.0" }, "then": then, "fallback": fallback } })
        }),
        (target(), target())
            .prop_map(|(answered, unknown)| json!({ "answer": { "answered": answered, "unknown": unknown } })),
        (words(), prop::sample::select(vec!["offers", "news", "past"]), target(), target()).prop_map(
            |(text, topic, agreed, declined)| {
                json!({ "consent": { "topic": topic, "text": text, "agreed": agreed, "declined": declined } })
            }
        ),
        (words(), Just(())).prop_map(|(summary, ())| json!({ "hand_over": { "summary": summary } })),
        (target(), prop::option::of(target()))
            .prop_map(|(then, reply)| json!({ "wait": { "for": "5m", "reply": reply, "then": then } })),
        target().prop_map(|to| json!({ "goto": to })),
        Just(json!({ "end": {} })),
    ]
}

/// A flow as JSON, sound or not.
pub(crate) fn flow() -> impl Strategy<Value = Json> {
    prop::collection::vec(node(), NODES).prop_map(|nodes| {
        let nodes: serde_json::Map<String, Json> =
            nodes.into_iter().enumerate().map(|(index, node)| (format!("n{index}"), node)).collect();
        json!({
            "v": 1, "name": "Made", "language": "de", "start": "n0",
            "triggers": { "always": true, "keywords": [{ "words": ["go"], "then": "n3" }],
                "intents": [{ "name": "lost", "examples": ["I am lost"], "then": "n5" }] },
            "menu": [{ "text": "Menu", "then": "n4" }],
            "variables": {
                "name": { "kind": "text" }, "count": { "kind": "number", "default": 1 }, "mail": { "kind": "email" },
                "day": { "kind": "date" }, "sure": { "kind": "yes_no" },
                "pick": { "kind": "choice", "choices": [{ "value": "a" }, { "value": "b", "text": "Bee" }] },
            },
            "nodes": nodes,
        })
    })
}

/// What happens next; keys are filled in by what the session awaits.
#[derive(Debug, Clone)]
pub(crate) enum Happens {
    Does(Input),
    Rings,
    Comes(u8),
}

pub(crate) fn happenings() -> impl Strategy<Value = Vec<Happens>> {
    let text = prop_oneof![
        "\\PC{0,30}",
        prop::sample::select(vec![
            "1",
            "2",
            "ja",
            "nein",
            "Bee",
            "24.12.2026",
            "a@b.de",
            "12,5",
            "go",
            "I am lost",
            "x"
        ])
        .prop_map(str::to_owned),
    ];
    let option = (0..NODES, 0..3_u8).prop_map(|(node, index)| format!("n{node}.quick_replies.{index}"));
    let one = prop_oneof![
        4 => text.prop_map(|text| Happens::Does(Input::Text(text))),
        1 => option.prop_map(|id| Happens::Does(Input::Chosen(id))),
        1 => Just(Happens::Does(Input::Chosen(":menu.0".to_owned()))),
        1 => Just(Happens::Rings),
        3 => any::<u8>().prop_map(Happens::Comes),
    ];
    prop::collection::vec(one, 1..25)
}
