//! Nothing is larger than a flow may be, or than a channel can show.

use super::{Code, Finding, Place};
use crate::duration::Duration;
use crate::flow::{FLOW_SHAPE, Flow, Node, Say};
use crate::limits::{
    BUTTONS, CARDS, CONDITION_PARTS, EXAMPLES, FIELDS, ICE_BREAKERS, INTENTS, KEYWORDS, MENU_ITEMS, NODES,
    QUICK_REPLIES, RETRIES, SAVES, VARIABLES, WAIT_SECONDS, WEBHOOK_SECONDS,
};
use crate::name::Name;
use crate::words::LANGUAGES;

pub(super) fn check(flow: &Flow, findings: &mut Vec<Finding>) {
    if flow.v != FLOW_SHAPE {
        let what = format!("this is version {} of the shape, {FLOW_SHAPE} is known", flow.v);
        findings.push(Finding::new(Code::UnknownVersion, Place::flow("v"), what));
    }
    if !LANGUAGES.contains(&flow.language.as_str()) {
        let what = format!("`{}` is no language that the bot has sentences of its own in", flow.language);
        findings.push(Finding::new(Code::UnknownLanguage, Place::flow("language"), what));
    }
    let keywords: usize = flow.triggers.keywords.iter().map(|keywords| keywords.words.len()).sum();
    for (field, count, most, things) in [
        ("nodes", flow.nodes.len(), NODES, "nodes"),
        ("variables", flow.variables.len(), VARIABLES, "variables"),
        ("ice_breakers", flow.ice_breakers.len(), ICE_BREAKERS, "ice breakers"),
        ("menu", flow.menu.len(), MENU_ITEMS, "entries"),
        ("triggers.keywords", keywords, KEYWORDS, "keywords"),
        ("triggers.intents", flow.triggers.intents.len(), INTENTS, "intents"),
        ("fallback.person_words", flow.fallback.person_words.len(), KEYWORDS, "words"),
    ] {
        at_most(Place::flow(field), count, most, things, findings);
    }
    for (index, intent) in flow.triggers.intents.iter().enumerate() {
        let place = |field: &str| Place::flow(format!("triggers.intents.{index}.{field}"));
        at_most(place("examples"), intent.examples.len(), EXAMPLES, "examples", findings);
        if !(1..=100).contains(&intent.threshold) {
            let what = "a threshold is from 1 to 100 percent";
            findings.push(Finding::new(Code::LimitExceeded, place("threshold"), what));
        }
    }
    for (name, variable) in &flow.variables {
        let place = Place::flow(format!("variables.{name}.choices"));
        at_most(place, variable.choices.len(), QUICK_REPLIES, "choices", findings);
    }
    length(Place::flow("idle"), flow.idle, WAIT_SECONDS, findings);
    for (name, node) in &flow.nodes {
        check_node(name, node, findings);
    }
}

fn check_node(name: &Name, node: &Node, findings: &mut Vec<Finding>) {
    let place = |field: &str| Place::field(name, field);
    match node {
        Node::Say(say) => check_say(name, say, findings),
        Node::Ask(ask) => {
            at_most(place("retries"), usize::from(ask.retries), usize::from(RETRIES), "retries", findings);
        }
        Node::Form(form) => {
            at_most(place("retries"), usize::from(form.retries), usize::from(RETRIES), "retries", findings);
            at_most(place("fields"), form.fields.len(), FIELDS, "fields", findings);
            if form.fields.is_empty() {
                findings.push(Finding::new(Code::EmptyText, place("fields"), "the form has no fields"));
            }
        }
        Node::Condition(branch) => at_most(place("if"), branch.condition.size(), CONDITION_PARTS, "parts", findings),
        Node::Webhook(webhook) => {
            at_most(place("save"), webhook.save.len(), SAVES, "saved values", findings);
            length(place("timeout"), webhook.timeout, WEBHOOK_SECONDS, findings);
        }
        Node::Wait(wait) => length(place("for"), wait.length, WAIT_SECONDS, findings),
        Node::Set(_)
        | Node::LookUpOrder(_)
        | Node::Answer(_)
        | Node::Consent(_)
        | Node::HandOver(_)
        | Node::Promote(_)
        | Node::Goto(_)
        | Node::End(_) => {}
    }
}

fn check_say(name: &Name, say: &Say, findings: &mut Vec<Finding>) {
    for (field, count, most) in [
        ("cards", say.cards.len(), CARDS),
        ("buttons", say.buttons.len(), BUTTONS),
        ("quick_replies", say.quick_replies.len(), QUICK_REPLIES),
    ] {
        at_most(Place::field(name, field), count, most, &field.replace('_', " "), findings);
    }
    for (index, card) in say.cards.iter().enumerate() {
        let place = Place::field(name, format!("cards.{index}.buttons"));
        at_most(place, card.buttons.len(), BUTTONS, "buttons", findings);
    }
}

fn at_most(place: Place, count: usize, most: usize, things: &str, findings: &mut Vec<Finding>) {
    if count > most {
        findings.push(Finding::new(Code::LimitExceeded, place, format!("{count} {things}, {most} are the most")));
    }
}

fn length(place: Place, length: Duration, most: u32, findings: &mut Vec<Finding>) {
    if length.seconds() == 0 || length.seconds() > most {
        let most = Duration::from_seconds(most);
        findings.push(Finding::new(Code::LimitExceeded, place, format!("{length} is not within 1s and {most}")));
    }
}
