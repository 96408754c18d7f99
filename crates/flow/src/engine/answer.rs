//! What the customer's words lead to.

use super::run::Run;
use super::{Message, Reason, Refusal, Standing};
use crate::flow::{Ask, Kind, Node, Say};
use crate::kinds;
use crate::limits::MESSAGE_CHARACTERS;
use crate::name::Name;
use crate::value::{Scalar, Values};

impl<'p> Run<'p> {
    /// The first words of a conversation. Whether the flow takes it up.
    pub(super) fn open(&mut self, text: &str) -> bool {
        self.note(text);
        if self.program.asks_for_person(&self.session.message) {
            self.give_up(Reason::Asked, None);
            return true;
        }
        let to = self.triggered().or_else(|| self.flow().triggers.always.then_some(&self.flow().start));
        if let Some(to) = to {
            self.go(to);
        }
        to.is_some()
    }

    /// Words within a conversation.
    pub(super) fn hear(&mut self, text: &str) -> Result<(), Refusal> {
        self.note(text);
        if self.program.asks_for_person(&self.session.message) {
            self.give_up(Reason::Asked, self.place().as_ref());
            return Ok(());
        }
        let standing = self.session.standing.clone();
        if matches!(standing, Standing::Working { .. }) {
            return Err(Refusal::Busy);
        }
        let (Standing::Asked(name) | Standing::Waiting(name)) = standing else { return Err(Refusal::Over) };
        match self.node(&name) {
            Some((_, Node::Wait(wait))) => {
                let to = self.triggered().or(wait.reply.as_ref());
                to.into_iter().for_each(|to| self.go(to));
            }
            Some((name, Node::Ask(ask))) => self.answer(name, ask),
            Some((name, Node::Form(form))) => self.answer_field(name, form),
            Some((name, Node::Consent(consent))) => self.answer_consent(name, consent),
            Some((name, Node::Say(say))) => self.answer_offer(name, say),
            _ => self.give_up(Reason::Failed, Some(&name)),
        }
        Ok(())
    }

    /// Remembers what the customer wrote, as much of it as is read.
    pub(super) fn note(&mut self, text: &str) {
        self.session.message = text.chars().take(MESSAGE_CHARACTERS).collect();
    }

    /// The node the session stands at.
    pub(super) fn place(&self) -> Option<Name> {
        self.session.standing.node().cloned()
    }

    /// Where the customer's words lead by the flow's triggers.
    pub(super) fn triggered(&mut self) -> Option<&'p Name> {
        let (to, intent) = self.program.triggered(&self.session.message)?;
        if intent.is_some() {
            self.session.intent = intent.cloned();
        }
        Some(to)
    }

    fn answer(&mut self, name: &'p Name, ask: &'p Ask) {
        let kind = self.flow().variables.get(&ask.into);
        let value = kind.and_then(|kind| kinds::read(kind, &self.session.message, self.sentences()));
        if let Some(value) = value {
            self.session.variables.insert(ask.into.clone(), value);
            return self.go(&ask.then);
        }
        if let Some(to) = self.triggered() {
            return self.go(to);
        }
        self.session.tries += 1;
        if self.session.tries > ask.retries {
            return self.go(&ask.otherwise);
        }
        let Some(text) = self.retry_text(name, ask.retry.as_deref(), &ask.into) else { return };
        let quick_replies = self.choices(name);
        self.say(Message { text, quick_replies, ..Message::default() });
        self.ask(name);
    }

    /// What is said to an answer that does not fit: the flow's words, or those for the kind.
    pub(super) fn retry_text(&mut self, name: &Name, own: Option<&str>, variable: &Name) -> Option<String> {
        if let Some(own) = own {
            return self.text(name, own);
        }
        let sentences = self.sentences();
        let kind = self.flow().variables.get(variable).map_or(Kind::Text, |variable| variable.kind);
        let text = match kind {
            Kind::Text => sentences.retry_text,
            Kind::Number => sentences.retry_number,
            Kind::Email => sentences.retry_email,
            Kind::Date => sentences.retry_date,
            Kind::Choice | Kind::YesNo => sentences.retry_choice,
        };
        Some(text.to_owned())
    }

    fn answer_offer(&mut self, name: &'p Name, say: &'p Say) {
        let offered = self.offered(name, say);
        let labels = offered.iter().map(|choice| choice.text.as_str());
        if let Some(choice) = kinds::choice(&self.session.message, labels).and_then(|index| offered.get(index)) {
            return self.take(&choice.id);
        }
        if let Some(to) = self.triggered() {
            return self.go(to);
        }
        self.miss(name);
    }

    /// Sets what a variable holds; a value that does not fit its kind leaves it empty.
    pub(super) fn set_variable(&mut self, name: &Name, value: Scalar) {
        let fitting = self.flow().variables.get(name).and_then(|variable| match value {
            value if kinds::fits(variable, &value) => Some(value),
            value => kinds::read(variable, &value.to_string(), self.sentences()),
        });
        match fitting {
            Some(value) => self.session.variables.insert(name.clone(), value),
            None => self.session.variables.remove(name),
        };
    }

    pub(super) fn set_variables(&mut self, values: &Values) {
        for (name, value) in values {
            self.set_variable(name, value.clone());
        }
    }
}
