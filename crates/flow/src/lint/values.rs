//! Values are declared, and are compared with and set to what fits their kind.

use super::texts::Named;
use super::{Code, Finding, Place, Purpose};
use crate::flow::{Choice, Compare, Comparison, Flow, Kind, Literal, Node, Variable, reads};
use crate::kinds;
use crate::name::Name;
use crate::value::{Scalar, Values};
use crate::words::fold;

/// Names that paths begin with.
const RESERVED: [&str; 3] = ["contact", "order", "message"];
/// One more in journeys: bots had variables of this name before.
const OF_JOURNEYS: &str = "campaign";
/// What journeys know of their campaign.
const OF_CAMPAIGN: [&str; 4] = ["seen", "clicked", "replied", "variant"];

pub(super) fn check(flow: &Flow, named: &[Named<'_>], purpose: Purpose<'_>, findings: &mut Vec<Finding>) {
    let is_journey = matches!(purpose, Purpose::Journey(_));
    let is_known = |path: &str| is_known(flow, path) || (is_journey && is_of_campaign(path));
    for (name, variable) in &flow.variables {
        if RESERVED.contains(&name.as_str()) || (is_journey && name.as_str() == OF_JOURNEYS) {
            let what = format!("`{name}` has a meaning of its own");
            findings.push(Finding::new(Code::ReservedName, Place::flow(format!("variables.{name}")), what));
        }
        check_variable(name, variable, findings);
    }
    for one in named.iter().filter(|one| !is_known(&one.path)) {
        let place = match one.node {
            Some(node) => Place::field(node, one.field.clone()),
            None => Place::flow(one.field.clone()),
        };
        findings.push(unknown(place, &one.path));
    }
    for (name, node) in &flow.nodes {
        for read in reads(node).into_iter().filter(|read| !is_known(read.path)) {
            findings.push(unknown(Place::field(name, read.field), read.path));
        }
        check_node(flow, name, node, findings);
    }
}

fn is_known(flow: &Flow, path: &str) -> bool {
    match path.split_once('.') {
        Some(("contact" | "order", rest)) => !rest.is_empty() && !rest.contains('.'),
        Some(_) => false,
        None => path == "message" || flow.variables.contains_key(path),
    }
}

fn is_of_campaign(path: &str) -> bool {
    path.split_once('.').is_some_and(|(of, fact)| of == OF_JOURNEYS && OF_CAMPAIGN.contains(&fact))
}

fn unknown(place: Place, path: &str) -> Finding {
    Finding::new(Code::UnknownValue, place, format!("`{path}` is no value that the bot knows"))
}

fn check_variable(name: &Name, variable: &Variable, findings: &mut Vec<Finding>) {
    let place = Place::flow(format!("variables.{name}"));
    if variable.kind == Kind::Choice && variable.choices.is_empty() {
        let what = format!("nothing can be chosen for `{name}`");
        findings.push(Finding::new(Code::ChoiceWithoutOptions, place.clone(), what));
    }
    if variable.kind != Kind::Choice && !variable.choices.is_empty() {
        let what = format!("`{name}` has choices and is of another kind");
        findings.push(Finding::new(Code::WrongKind, place.clone(), what));
    }
    for (index, choice) in variable.choices.iter().enumerate() {
        let same = |other: &&Choice| other.value == choice.value || fold(other.label()) == fold(choice.label());
        if variable.choices.iter().take(index).any(|other| same(&other)) {
            let what = format!("`{}` stands twice among the choices", choice.label());
            findings.push(Finding::new(Code::DuplicateChoice, place.clone(), what));
        }
    }
    if let Some(default) = &variable.default
        && !fits(variable, default)
    {
        findings.push(wrong(place, name, default));
    }
}

fn check_node(flow: &Flow, name: &Name, node: &Node, findings: &mut Vec<Finding>) {
    let mut assigned = |field: &str, variable: &Name| {
        if !flow.variables.contains_key(variable) {
            findings.push(unknown(Place::field(name, field), variable.as_str()));
        }
    };
    match node {
        Node::Ask(ask) => assigned("into", &ask.into),
        Node::Form(form) => form.fields.iter().for_each(|field| assigned("fields", &field.into)),
        Node::Webhook(webhook) => webhook.save.keys().for_each(|variable| assigned("save", variable)),
        Node::Set(set) => {
            check_values(flow, name, "variables", &set.variables, findings);
            let reserved = set.attributes.keys().filter(|attribute| RESERVED.contains(&attribute.as_str()));
            for attribute in reserved {
                let what = format!("`{attribute}` has a meaning of its own");
                findings.push(Finding::new(Code::ReservedName, Place::field(name, "attributes"), what));
            }
        }
        Node::Say(say) => {
            for reply in &say.quick_replies {
                check_values(flow, name, "quick_replies", &reply.set, findings);
            }
        }
        Node::Condition(branch) => {
            for compare in branch.condition.comparisons().into_iter().filter(|compare| !is_fit(compare)) {
                let what = format!("`{}` is compared with something it can't be compared with", compare.value);
                findings.push(Finding::new(Code::UnfitComparison, Place::field(name, "if"), what));
            }
        }
        _ => {}
    }
}

fn check_values(flow: &Flow, name: &Name, field: &str, values: &Values, findings: &mut Vec<Finding>) {
    for (variable, value) in values {
        let place = Place::field(name, format!("{field}.{variable}"));
        match flow.variables.get(variable) {
            None => findings.push(unknown(place, variable.as_str())),
            Some(declared) if !fits(declared, value) => findings.push(wrong(place, variable, value)),
            Some(_) => {}
        }
    }
}

fn wrong(place: Place, name: &Name, value: &Scalar) -> Finding {
    Finding::new(Code::WrongKind, place, format!("`{value}` is not of the kind of `{name}`"))
}

/// Whether a value may be set. A text with braces is only known when it is made, and is looked at then.
fn fits(variable: &Variable, value: &Scalar) -> bool {
    match value {
        Scalar::Text(text) if text.contains("{{") || text.contains("{%") => true,
        value => kinds::fits(variable, value),
    }
}

fn is_fit(compare: &Compare) -> bool {
    match compare.is {
        Comparison::Set | Comparison::NotSet => compare.to.is_none(),
        Comparison::OneOf => matches!(&compare.to, Some(Literal::Many(values)) if !values.is_empty()),
        Comparison::Contains => matches!(&compare.to, Some(Literal::One(Scalar::Text(_)))),
        Comparison::LessThan | Comparison::AtMost | Comparison::MoreThan | Comparison::AtLeast => {
            matches!(&compare.to, Some(Literal::One(Scalar::Text(_) | Scalar::Number(_))))
        }
        Comparison::Equal | Comparison::NotEqual => matches!(&compare.to, Some(Literal::One(_))),
    }
}
