//! A flow that was checked and made ready to run: texts compiled, words taken apart. Made once for a version, used for
//! every session of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::file::Places;
use crate::flow::{Flow, Keywords, Node, texts, texts_of_flow};
use crate::lint::{Finding, lint, lint_journey, topics};
use crate::name::Name;
use crate::template::Templates;
use crate::value::Values;
use crate::words::{Likeness, PersonWords, has_phrase, likeness, words};

/// Which flow, and which version of it: versions are kept as they were, so that sessions can go on with theirs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FlowVersion {
    pub flow: String,
    pub version: u64,
}

/// A flow without errors, ready to run.
#[derive(Debug)]
pub struct Program {
    flow: Flow,
    version: FlowVersion,
    templates: Templates,
    person: PersonWords,
    keywords: Vec<(Vec<String>, Name)>,
    intents: Vec<(usize, Likeness)>,
    options: BTreeMap<String, Target>,
}

/// What can be tapped, and where it leads.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) to: Name,
    pub(crate) set: Values,
    /// The node whose question it answers; none for what counts at any time.
    pub(crate) only_at: Option<Name>,
    pub(crate) text: String,
}

impl Program {
    /// Checks a flow and makes it ready.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    pub fn new(flow: Flow, version: FlowVersion) -> Result<Self, Vec<Finding>> {
        let findings = lint(&flow, &Places::default());
        if findings.iter().any(Finding::is_error) { Err(findings) } else { Ok(Self::made(flow, version)) }
    }

    /// The same for a campaign's journey that has messages of these names.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    pub fn journey(flow: Flow, version: FlowVersion, messages: &BTreeSet<String>) -> Result<Self, Vec<Finding>> {
        let findings = lint_journey(&flow, &Places::default(), messages);
        if findings.iter().any(Finding::is_error) { Err(findings) } else { Ok(Self::made(flow, version)) }
    }

    fn made(flow: Flow, version: FlowVersion) -> Self {
        let mut templates = Templates::new();
        for text in texts_of_flow(&flow).into_iter().chain(flow.nodes.values().flat_map(texts)) {
            // The checks have read each of them.
            let _known = templates.add(text.text);
        }
        let person = PersonWords::new(&flow.fallback.person_words);
        let taken_apart = |keywords: &Keywords| {
            let to = keywords.then.clone();
            keywords.words.iter().map(move |word| (words(word), to.clone())).collect::<Vec<_>>()
        };
        let keywords = flow.triggers.keywords.iter().flat_map(taken_apart).collect();
        let examples = flow
            .triggers
            .intents
            .iter()
            .enumerate()
            .flat_map(|(index, intent)| intent.examples.iter().map(move |example| (index, likeness(example))));
        let intents = examples.collect();
        let options = options(&flow);
        Self { flow, version, templates, person, keywords, intents, options }
    }

    /// The flow.
    #[must_use]
    pub const fn flow(&self) -> &Flow {
        &self.flow
    }

    /// Which one it is.
    #[must_use]
    pub const fn version(&self) -> &FlowVersion {
        &self.version
    }

    /// The topics that it asks consents for; most ask for none.
    pub fn topics(&self) -> impl Iterator<Item = &Name> {
        topics(&self.flow).map(|(_, topic)| topic)
    }

    pub(crate) const fn templates(&self) -> &Templates {
        &self.templates
    }

    pub(crate) fn asks_for_person(&self, message: &str) -> bool {
        self.person.asked_in(&words(message))
    }

    pub(crate) fn option(&self, id: &str) -> Option<&Target> {
        self.options.get(id)
    }

    /// Where a message leads by the flow's triggers, and the intent it fits, if by one.
    pub(crate) fn triggered(&self, message: &str) -> Option<(&Name, Option<&Name>)> {
        let said = words(message);
        if let Some((_, to)) = self.keywords.iter().find(|(keyword, _)| has_phrase(&said, keyword)) {
            return Some((to, None));
        }
        let message = likeness(message);
        let mut best: Option<(u8, usize)> = None;
        for (index, example) in &self.intents {
            let percent = message.percent(example);
            let Some(intent) = self.flow.triggers.intents.get(*index) else { continue };
            if percent >= intent.threshold && best.is_none_or(|(so_far, _)| percent > so_far) {
                best = Some((percent, *index));
            }
        }
        let intent = best.and_then(|(_, index)| self.flow.triggers.intents.get(index))?;
        Some((&intent.then, Some(&intent.name)))
    }
}

/// Everything that can be tapped, by the ids that messages carry. Names hold neither dots nor colons, so no two are alike.
fn options(flow: &Flow) -> BTreeMap<String, Target> {
    let mut found = BTreeMap::new();
    for (section, entrances) in [("ice_breakers", &flow.ice_breakers), ("menu", &flow.menu)] {
        for (index, entrance) in entrances.iter().enumerate() {
            let (to, text) = (entrance.then.clone(), entrance.text.clone());
            found.insert(format!(":{section}.{index}"), Target { to, set: Values::new(), only_at: None, text });
        }
    }
    for (name, node) in &flow.nodes {
        let Node::Say(say) = node else { continue };
        for (place, button) in say.all_buttons() {
            if let Some(to) = button.then.clone() {
                let text = button.text.clone();
                found.insert(format!("{name}.{place}"), Target { to, set: Values::new(), only_at: None, text });
            }
        }
        for (index, reply) in say.quick_replies.iter().enumerate() {
            let (to, set, text) = (reply.then.clone(), reply.set.clone(), reply.text.clone());
            let target = Target { to, set, only_at: Some(name.clone()), text };
            found.insert(format!("{name}.quick_replies.{index}"), target);
        }
    }
    found
}
