//! A flow as a graph: which node leads where, what happens before, and what is set on the way.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::{Flow, Node};
use crate::name::Name;

/// What has to happen before a way is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Nothing: it is taken within the same input.
    AtOnce,
    /// A result comes in.
    AfterResult,
    /// The customer does something.
    AfterCustomer,
    /// The customer answers; who did so before is not asked, and nothing happens before it is taken.
    OnceAnswered,
    /// Time passes.
    AfterTime,
}

impl Pace {
    /// Whether it may be taken within the same input.
    pub(crate) const fn may_be_at_once(self) -> bool {
        matches!(self, Self::AtOnce | Self::OnceAnswered)
    }

    /// Whether the customer is asked for something at the node.
    pub(crate) const fn asks_customer(self) -> bool {
        matches!(self, Self::AfterCustomer | Self::OnceAnswered)
    }
}

/// A way from a node to another.
#[derive(Debug, Clone)]
pub(crate) struct Edge<'f> {
    /// Where the way stands in the node: `then`, `quick_replies.0.then`.
    pub(crate) field: String,
    pub(crate) to: &'f Name,
    pub(crate) pace: Pace,
    /// What is set when the way is taken: variables, and `order` for the facts of one.
    pub(crate) sets: Vec<&'f str>,
}

/// The ways out of a node.
pub(crate) fn edges(node: &Node) -> Vec<Edge<'_>> {
    use Pace::{AfterCustomer, AfterResult, AfterTime, AtOnce, OnceAnswered};
    match node {
        Node::Say(say) => {
            let mut ways = Vec::new();
            for (index, reply) in say.quick_replies.iter().enumerate() {
                let sets = reply.set.keys().map(Name::as_str).collect();
                ways.push(edge(&format!("quick_replies.{index}.then"), &reply.then, AfterCustomer, sets));
            }
            for (place, button) in say.all_buttons() {
                ways.extend(
                    button.then.as_ref().map(|to| edge(&format!("{place}.then"), to, AfterCustomer, Vec::new())),
                );
            }
            ways.extend(say.then.as_ref().map(|to| edge("then", to, AtOnce, Vec::new())));
            ways
        }
        Node::Ask(ask) => vec![
            edge("then", &ask.then, AfterCustomer, vec![ask.into.as_str()]),
            edge("otherwise", &ask.otherwise, AfterCustomer, Vec::new()),
        ],
        Node::Form(form) => vec![
            edge("then", &form.then, AfterCustomer, form.fields.iter().map(|field| field.into.as_str()).collect()),
            edge("otherwise", &form.otherwise, AfterCustomer, Vec::new()),
        ],
        Node::Condition(branch) => vec![
            edge("then", &branch.then, AtOnce, Vec::new()),
            edge("otherwise", &branch.otherwise, AtOnce, Vec::new()),
        ],
        Node::Set(set) => vec![edge("then", &set.then, AtOnce, set.variables.keys().map(Name::as_str).collect())],
        Node::LookUpOrder(look) => vec![
            edge("found", &look.found, AfterResult, vec!["order"]),
            edge("not_found", &look.not_found, AfterResult, Vec::new()),
            edge("throttled", &look.throttled, AfterResult, Vec::new()),
        ],
        Node::Webhook(webhook) => {
            let mut ways =
                vec![edge("then", &webhook.then, AfterResult, webhook.save.keys().map(Name::as_str).collect())];
            ways.extend(webhook.fallback.as_ref().map(|to| edge("fallback", to, AfterResult, Vec::new())));
            ways
        }
        Node::Answer(answer) => vec![
            edge("answered", &answer.answered, AfterResult, Vec::new()),
            edge("unknown", &answer.unknown, AfterResult, Vec::new()),
        ],
        Node::Consent(consent) => vec![
            edge("agreed", &consent.agreed, OnceAnswered, Vec::new()),
            edge("declined", &consent.declined, OnceAnswered, Vec::new()),
        ],
        Node::Wait(wait) => {
            let mut ways = vec![edge("then", &wait.then, AfterTime, Vec::new())];
            ways.extend(wait.reply.as_ref().map(|to| edge("reply", to, AfterCustomer, Vec::new())));
            ways
        }
        Node::Promote(promote) => {
            let mut ways = vec![edge("then", &promote.then, AfterResult, Vec::new())];
            ways.extend(promote.skipped.as_ref().map(|to| edge("skipped", to, AfterResult, Vec::new())));
            ways
        }
        Node::Goto(to) => vec![edge("goto", to, AtOnce, Vec::new())],
        Node::HandOver(_) | Node::End(_) => Vec::new(),
    }
}

fn edge<'f>(field: &str, to: &'f Name, pace: Pace, sets: Vec<&'f str>) -> Edge<'f> {
    Edge { field: field.to_owned(), to, pace, sets }
}

/// A way into a flow from outside its nodes.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'f> {
    /// Where it stands in the flow.
    pub(crate) field: String,
    pub(crate) to: &'f Name,
}

/// The ways into a flow.
pub(crate) fn entries(flow: &Flow) -> Vec<Entry<'_>> {
    let mut found = vec![Entry { field: "start".to_owned(), to: &flow.start }];
    let mut add = |field: String, to| found.push(Entry { field, to });
    for (index, keywords) in flow.triggers.keywords.iter().enumerate() {
        add(format!("triggers.keywords.{index}.then"), &keywords.then);
    }
    for (index, intent) in flow.triggers.intents.iter().enumerate() {
        add(format!("triggers.intents.{index}.then"), &intent.then);
    }
    for (index, entrance) in flow.ice_breakers.iter().enumerate() {
        add(format!("ice_breakers.{index}.then"), &entrance.then);
    }
    for (index, entrance) in flow.menu.iter().enumerate() {
        add(format!("menu.{index}.then"), &entrance.then);
    }
    found
}

/// The ways of all nodes, those to nodes that do not exist left out.
pub(crate) struct Graph<'f> {
    pub(crate) flow: &'f Flow,
    pub(crate) ways: BTreeMap<&'f Name, Vec<Edge<'f>>>,
}

impl<'f> Graph<'f> {
    pub(crate) fn new(flow: &'f Flow) -> Self {
        let exists = |edge: &Edge<'_>| flow.nodes.contains_key(edge.to);
        let ways = flow.nodes.iter().map(|(name, node)| (name, edges(node).into_iter().filter(exists).collect()));
        Self { flow, ways: ways.collect() }
    }

    /// The nodes that a conversation can come to.
    pub(crate) fn reachable(&self) -> BTreeSet<&'f Name> {
        let mut waiting: Vec<&Name> = entries(self.flow).into_iter().map(|entry| entry.to).collect();
        let mut found = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if let Some((name, ways)) = self.ways.get_key_value(name)
                && found.insert(*name)
            {
                waiting.extend(ways.iter().map(|way| way.to));
            }
        }
        found
    }

    /// The nodes from which one that `is_goal` can be come to, themselves included.
    pub(crate) fn leading_to(&self, is_goal: impl Fn(&Node) -> bool) -> BTreeSet<&'f Name> {
        let mut found: BTreeSet<&Name> =
            self.flow.nodes.iter().filter(|(_, node)| is_goal(node)).map(|(name, _)| name).collect();
        loop {
            let more: Vec<&Name> = self
                .ways
                .iter()
                .filter(|(name, ways)| !found.contains(**name) && ways.iter().any(|way| found.contains(way.to)))
                .map(|(name, _)| *name)
                .collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }
}
