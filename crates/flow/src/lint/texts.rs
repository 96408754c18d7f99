//! Every text is there, is short enough to be shown, and is a template that can be read.

use std::collections::BTreeSet;

use super::{Code, Finding, Place};
use crate::flow::{Flow, Node, TextField, texts, texts_of_flow};
use crate::limits::{LABEL_CHARACTERS, PHRASE_CHARACTERS, TEXT_CHARACTERS, TITLE_CHARACTERS};
use crate::name::Name;
use crate::template::Templates;

/// A value that a text shows or asks about.
#[derive(Debug)]
pub(super) struct Named<'f> {
    /// The node; none for a text of the flow itself.
    pub(super) node: Option<&'f Name>,
    pub(super) field: String,
    pub(super) path: String,
    /// Whether the text itself asks if it is there.
    pub(super) is_asked: bool,
}

/// Checks all texts; the values that they name.
pub(super) fn check<'f>(flow: &'f Flow, findings: &mut Vec<Finding>) -> Vec<Named<'f>> {
    let mut check = Check { templates: Templates::new(), named: Vec::new(), findings };
    for mut text in texts_of_flow(flow) {
        text.field = format!("fallback.{}", text.field);
        check.text(None, &text, true);
    }
    for (name, node) in &flow.nodes {
        for text in texts(node) {
            check.text(Some(name), &text, !matches!(node, Node::Set(_) | Node::Webhook(_)));
        }
    }
    let named = check.named;
    for (place, text, most) in plain_texts(flow) {
        size(place, text, most, true, findings);
    }
    named
}

struct Check<'f, 'c> {
    templates: Templates,
    named: Vec<Named<'f>>,
    findings: &'c mut Vec<Finding>,
}

impl<'f> Check<'f, '_> {
    fn text(&mut self, node: Option<&'f Name>, text: &TextField<'f>, has_to_show: bool) {
        let place = match node {
            Some(name) => Place::field(name, text.field.clone()),
            None => Place::flow(text.field.clone()),
        };
        size(place.clone(), text.text, text.most, has_to_show, self.findings);
        match self.templates.add(text.text) {
            Ok(paths) => {
                let named = |(path, is_asked)| Named { node, field: text.field.clone(), path, is_asked };
                self.named.extend(paths.into_iter().map(named));
            }
            Err(bad) => self.findings.push(Finding::new(Code::BadTemplate, place, bad.0)),
        }
    }
}

/// The texts without values in them.
fn plain_texts(flow: &Flow) -> Vec<(Place, &str, usize)> {
    let mut found = vec![
        (Place::flow("name"), flow.name.as_str(), TITLE_CHARACTERS),
        // May be empty, so it is only as long as it may be.
        (Place::flow("description"), non_empty(&flow.description), TEXT_CHARACTERS),
    ];
    for (section, entrances) in [("ice_breakers", &flow.ice_breakers), ("menu", &flow.menu)] {
        for (index, entrance) in entrances.iter().enumerate() {
            found.push((Place::flow(format!("{section}.{index}.text")), &entrance.text, TITLE_CHARACTERS));
        }
    }
    for (name, variable) in &flow.variables {
        for (index, choice) in variable.choices.iter().enumerate() {
            let place = Place::flow(format!("variables.{name}.choices.{index}"));
            found.push((place.clone(), &choice.value, TITLE_CHARACTERS));
            found.push((place, choice.label(), LABEL_CHARACTERS));
        }
    }
    for (name, comment) in &flow.comments {
        found.push((Place::flow(format!("comments.{name}")), comment, TEXT_CHARACTERS));
    }
    for (index, words) in flow.fallback.person_words.iter().enumerate() {
        found.push((Place::flow(format!("fallback.person_words.{index}")), words, PHRASE_CHARACTERS));
    }
    found
}

fn non_empty(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

fn size(place: Place, text: &str, most: usize, has_to_show: bool, findings: &mut Vec<Finding>) {
    let characters = text.chars().count();
    if characters > most {
        let what = format!("{characters} characters, {most} are the most");
        findings.push(Finding::new(Code::TextTooLong, place, what));
    } else if has_to_show && text.trim().is_empty() {
        findings.push(Finding::new(Code::EmptyText, place, "there is no text"));
    }
}

/// What the texts of a node read without asking first whether it is there.
pub(super) fn paths_of<'n>(named: &'n [Named<'_>], node: &Name) -> BTreeSet<(&'n str, &'n str)> {
    named
        .iter()
        .filter(|one| one.node == Some(node) && !one.is_asked)
        .map(|one| (one.field.as_str(), one.path.as_str()))
        .collect()
}
