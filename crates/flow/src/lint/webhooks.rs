//! Addresses can be trusted to lead where they say, and a service that is down stops nobody.

use super::{Code, Finding, Place};
use crate::flow::{Flow, Node, Say};
use crate::name::Name;

pub(super) fn check(flow: &Flow, findings: &mut Vec<Finding>) {
    for (name, node) in &flow.nodes {
        match node {
            Node::Webhook(webhook) => {
                if webhook.fallback.is_none() {
                    let what = "nothing is said for when the service does not answer";
                    findings.push(Finding::new(Code::WebhookWithoutFallback, Place::field(name, "fallback"), what));
                }
                check_address(name, "url", &webhook.url, findings);
                for path in webhook.save.values().filter(|path| !is_path(path)) {
                    let what = format!("`{path}` is no path into an answer: write keys with dots between them");
                    findings.push(Finding::new(Code::BadAddress, Place::field(name, "save"), what));
                }
            }
            Node::Say(say) => check_say(name, say, findings),
            _ => {}
        }
    }
}

fn check_say(name: &Name, say: &Say, findings: &mut Vec<Finding>) {
    let cards = say.cards.iter().filter_map(|card| card.image.as_deref());
    for image in say.image.as_deref().into_iter().chain(cards) {
        check_address(name, "image", image, findings);
    }
    for (place, button) in say.all_buttons() {
        if let Some(address) = &button.open {
            check_address(name, &format!("{place}.open"), address, findings);
        }
    }
}

/// https, with a host that no value can change.
fn check_address(name: &Name, field: &str, address: &str, findings: &mut Vec<Finding>) {
    let host = address.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_plain = |host: &str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    };
    if !host.is_some_and(is_plain) || address.chars().any(|letter| letter.is_whitespace() && letter != ' ') {
        let what = format!("`{}` is no https address with a plain host", address.chars().take(60).collect::<String>());
        findings.push(Finding::new(Code::BadAddress, Place::field(name, field), what));
    }
}

fn is_path(path: &str) -> bool {
    path.split('.').count() <= 10 && path.split('.').all(|key| !key.is_empty() && key.chars().count() <= 100)
}
