//! The bot begins when it should, and each word leads to one node.

use std::collections::BTreeMap;

use super::{Code, Finding, Place};
use crate::flow::Flow;
use crate::limits::PHRASE_CHARACTERS;
use crate::words::words;

pub(super) fn check(flow: &Flow, findings: &mut Vec<Finding>) {
    let triggers = &flow.triggers;
    let starts = triggers.always
        || !triggers.keywords.is_empty()
        || !triggers.intents.is_empty()
        || !flow.ice_breakers.is_empty()
        || !flow.menu.is_empty();
    if !starts {
        let what = "nothing that a customer writes starts the bot";
        findings.push(Finding::new(Code::NeverStarts, Place::flow("triggers"), what));
    }
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (index, keywords) in triggers.keywords.iter().enumerate() {
        let place = || Place::flow(format!("triggers.keywords.{index}"));
        if keywords.words.is_empty() {
            findings.push(Finding::new(Code::EmptyText, place(), "there are no words"));
        }
        for keyword in &keywords.words {
            check_phrase(keyword, place(), findings);
            if let Some(before) = seen.insert(words(keyword), index) {
                let what = format!("`{keyword}` stands in entry {} already", before + 1);
                findings.push(Finding::new(Code::DuplicateKeyword, place(), what));
            }
        }
    }
    for (index, intent) in triggers.intents.iter().enumerate() {
        let place = || Place::flow(format!("triggers.intents.{index}"));
        if intent.examples.is_empty() {
            let what = format!("`{}` has no examples", intent.name);
            findings.push(Finding::new(Code::EmptyText, place(), what));
        }
        intent.examples.iter().for_each(|example| check_phrase(example, place(), findings));
        if triggers.intents.iter().take(index).any(|other| other.name == intent.name) {
            let what = format!("the intent `{}` stands twice", intent.name);
            findings.push(Finding::new(Code::DuplicateKeyword, place(), what));
        }
    }
}

fn check_phrase(phrase: &str, place: Place, findings: &mut Vec<Finding>) {
    let characters = phrase.chars().count();
    if characters > PHRASE_CHARACTERS {
        let what = format!("{characters} characters, {PHRASE_CHARACTERS} are the most");
        findings.push(Finding::new(Code::TextTooLong, place, what));
    } else if words(phrase).is_empty() {
        findings.push(Finding::new(Code::EmptyText, place, format!("`{phrase}` has no word in it")));
    }
}
