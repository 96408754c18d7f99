//! What is offered to the customer, what tapping it does, and what happens when nothing fits.

use super::run::Run;
use super::{Message, Reason, Refusal, ShownChoice, Standing, kinds};
use crate::flow::{Kind, Node, Say};
use crate::limits::{LABEL_CHARACTERS, QUICK_REPLIES, TEXT_CHARACTERS};
use crate::name::Name;
use crate::value::Scalar;

/// The id of the offered person.
const PERSON: &str = ":person";

impl<'p> Run<'p> {
    /// The quick replies of a node: its own, or the choices of what it asks for.
    pub(super) fn choices(&self, name: &Name) -> Vec<ShownChoice> {
        match self.node(name) {
            Some((_, Node::Say(say))) => {
                let shown = |(index, reply): (usize, &crate::flow::QuickReply)| ShownChoice {
                    id: format!("{name}.quick_replies.{index}"),
                    text: self.make(&reply.text, LABEL_CHARACTERS).unwrap_or_default(),
                };
                say.quick_replies.iter().enumerate().map(shown).collect()
            }
            Some((_, Node::Ask(ask))) => self.choices_for(name, &ask.into),
            _ => Vec::new(),
        }
    }

    /// The choices of a variable, as quick replies of a node.
    pub(super) fn choices_for(&self, name: &Name, variable: &Name) -> Vec<ShownChoice> {
        let labels = self.labels(variable).into_iter().enumerate();
        labels.map(|(index, text)| ShownChoice { id: format!("{name}.choices.{index}"), text }).collect()
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
            (None, Some((name, Node::Ask(ask)))) => self.choose_for(name, Some(&ask.into), id),
            (None, Some((name, Node::Form(_)))) => {
                self.choose_for(name, self.session.left.first().cloned().as_ref(), id)
            }
            (None, Some((name, _))) => {
                self.miss(name);
                Ok(())
            }
            (None, None) => Err(Refusal::Over),
        }
    }

    /// A tapped choice of a variable says what stands on it; one that is not there any more says nothing.
    fn choose_for(&mut self, name: &Name, variable: Option<&Name>, id: &str) -> Result<(), Refusal> {
        let choices = variable.map(|variable| self.choices_for(name, variable)).unwrap_or_default();
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

    /// Nothing fits: the first time the question comes again, the second time with a person, then a person takes over.
    pub(super) fn miss(&mut self, name: &'p Name) {
        let sentences = self.sentences();
        if self.session.misses >= 2 {
            let is = |word: &'static str, more: &'static [&'static str]| {
                kinds::choice(&self.session.message, [word].into_iter().chain(more.iter().copied())).is_some()
            };
            if is(sentences.no, sentences.no_words) {
                return self.go(name);
            }
            let wanted = is(sentences.yes, sentences.yes_words);
            let reason = if wanted { Reason::Asked } else { Reason::NotUnderstood };
            return self.give_up(reason, Some(name));
        }
        self.session.misses += 1;
        let fallback = &self.flow().fallback;
        let (own, built_in) = match self.session.misses {
            1 => (&fallback.again, sentences.again),
            _ => (&fallback.offer, sentences.offer),
        };
        let text =
            own.as_deref().and_then(|own| self.make(own, TEXT_CHARACTERS)).unwrap_or_else(|| built_in.to_owned());
        let mut message = Message { text, ..self.offer_again(name) };
        if self.session.misses == 2 {
            // The person takes the last place rather than none.
            message.quick_replies.truncate(QUICK_REPLIES - 1);
            message.quick_replies.push(ShownChoice { id: PERSON.to_owned(), text: sentences.person.to_owned() });
        }
        self.say(message);
        self.ask(name);
    }

    /// What a node offered, without its words.
    fn offer_again(&self, name: &Name) -> Message {
        match self.node(name) {
            Some((_, Node::Say(say))) => Message {
                quick_replies: self.choices(name),
                buttons: self.buttons(name, "", &say.buttons),
                ..Message::default()
            },
            Some((_, Node::Form(form))) => Message { form: self.fields(form), ..Message::default() },
            _ => Message::default(),
        }
    }

    /// The value that a field's answer has for its variable.
    pub(super) fn read_for(&self, variable: &Name, text: &str) -> Option<Scalar> {
        kinds::read(self.flow().variables.get(variable)?, text, self.sentences())
    }
}
