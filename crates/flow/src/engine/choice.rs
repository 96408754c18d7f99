//! What is offered to the customer, and what tapping it does.

use super::run::Run;
use super::{Reason, Refusal, ShownChoice, Standing};
use crate::flow::{Kind, Node, QuickReply, Say};
use crate::limits::LABEL_CHARACTERS;
use crate::name::Name;

/// The id of the offered person.
pub(super) const PERSON: &str = ":person";

impl<'p> Run<'p> {
    /// The quick replies of a node: its own, or the choices of what it asks for.
    pub(super) fn choices(&self, name: &Name) -> Vec<ShownChoice> {
        match self.node(name) {
            Some((_, Node::Say(say))) => {
                let shown = |(index, reply): (usize, &QuickReply)| ShownChoice {
                    id: format!("{name}.quick_replies.{index}"),
                    text: self.make(&reply.text, LABEL_CHARACTERS).unwrap_or_default(),
                };
                say.quick_replies.iter().enumerate().map(shown).collect()
            }
            Some((_, Node::Ask(ask))) => self.choices_for(name, &ask.into),
            Some((_, Node::Consent(_))) => {
                let sentences = self.sentences();
                numbered(name, [sentences.yes, sentences.no].map(str::to_owned))
            }
            _ => Vec::new(),
        }
    }

    /// The choices of a variable, as quick replies of a node.
    pub(super) fn choices_for(&self, name: &Name, variable: &Name) -> Vec<ShownChoice> {
        numbered(name, self.labels(variable))
    }

    /// What can be chosen for a variable, as it is shown.
    pub(super) fn labels(&self, variable: &Name) -> Vec<String> {
        let sentences = self.sentences();
        match self.flow().variables.get(variable) {
            Some(variable) if variable.kind == Kind::YesNo => vec![sentences.yes.to_owned(), sentences.no.to_owned()],
            Some(variable) => variable.choices.iter().map(|choice| choice.label().to_owned()).collect(),
            None => Vec::new(),
        }
    }

    /// Everything of a message that leads somewhere, in the order it is shown: what the customer's words are compared with.
    pub(super) fn offered(&self, name: &Name, say: &Say) -> Vec<ShownChoice> {
        let mut offered = self.choices(name);
        for (place, button) in say.all_buttons().filter(|(_, button)| button.then.is_some()) {
            let text = self.make(&button.text, LABEL_CHARACTERS).unwrap_or_default();
            offered.push(ShownChoice { id: format!("{name}.{place}"), text });
        }
        offered
    }

    /// The first tap of a conversation. Whether the flow takes it up.
    pub(super) fn open_by(&mut self, id: &str) -> bool {
        let target = self.program.option(id).filter(|target| target.only_at.is_none());
        if let Some(target) = target {
            self.note(&target.text);
            self.go(&target.to);
        }
        target.is_some()
    }

    /// A tap within a conversation.
    pub(super) fn choose(&mut self, id: &str) -> Result<(), Refusal> {
        if id == PERSON {
            self.give_up(Reason::Asked, self.place().as_ref());
            return Ok(());
        }
        let Some(name) = self.place() else { return Err(Refusal::Over) };
        if matches!(self.session.standing, Standing::Working { .. }) {
            return Err(Refusal::Busy);
        }
        match (self.program.option(id), self.node(&name)) {
            // A quick reply of an earlier question says what stands on it.
            (Some(target), _) if target.only_at.as_ref().is_some_and(|at| *at != name) => self.hear(&target.text),
            (Some(target), _) => {
                self.note(&target.text);
                self.take(id);
                Ok(())
            }
            (None, Some((name, Node::Ask(_) | Node::Consent(_)))) => self.choose_of(self.choices(name), id),
            (None, Some((name, Node::Form(_)))) => {
                let left = self.session.left.first();
                let choices = left.map(|variable| self.choices_for(name, variable)).unwrap_or_default();
                self.choose_of(choices, id)
            }
            (None, Some((name, Node::Say(_)))) => {
                self.miss(name);
                Ok(())
            }
            // Something of an older version, while the bot lets time pass.
            (None, _) => Err(Refusal::Stale),
        }
    }

    /// A tapped choice of a question says what stands on it; one that is not there any more says nothing.
    fn choose_of(&mut self, choices: Vec<ShownChoice>, id: &str) -> Result<(), Refusal> {
        let text = choices.into_iter().find(|choice| choice.id == id).map(|choice| choice.text);
        self.hear(&text.unwrap_or_default())
    }

    /// Goes where an option leads.
    pub(super) fn take(&mut self, id: &str) {
        if let Some(target) = self.program.option(id) {
            self.set_variables(&target.set);
            self.go(&target.to);
        }
    }
}

/// What can be chosen at a node, by its place.
fn numbered(name: &Name, labels: impl IntoIterator<Item = String>) -> Vec<ShownChoice> {
    let labels = labels.into_iter().enumerate();
    labels.map(|(index, text)| ShownChoice { id: format!("{name}.choices.{index}"), text }).collect()
}
