//! Consents: asking for one, and what the customer's words make of it.
//!
//! Never: a consent that nobody gave. Only a yes to the question that was shown is one, and only as long as it may be asked for.

use super::run::Run;
use super::{Act, Message, Reason, Stance};
use crate::flow::Consent;
use crate::kinds;
use crate::name::Name;

/// How often the question comes again after words that are neither yes nor no.
const RETRIES: u8 = 2;

impl<'p> Run<'p> {
    pub(super) fn enter_consent(&mut self, name: &'p Name, consent: &'p Consent) -> Option<&'p Name> {
        match self.stance(&consent.topic) {
            Some(Stance::Given) => return Some(&consent.agreed),
            Some(Stance::Closed) => return Some(&consent.declined),
            None => {}
        }
        let text = self.text(name, &consent.text)?;
        if text.trim().is_empty() {
            // Nothing would be shown, so nothing could be agreed to.
            self.give_up(Reason::Failed, Some(name));
            return None;
        }
        self.session.tries = 0;
        self.session.shown.clone_from(&text);
        self.offer_consent(name, text);
        None
    }

    /// Words at the question.
    pub(super) fn answer_consent(&mut self, name: &'p Name, consent: &'p Consent) {
        let said = kinds::yes_or_no(&self.session.message, self.sentences());
        match (said, self.stance(&consent.topic)) {
            (Some(true), None) => {
                let text = std::mem::take(&mut self.session.shown);
                self.act(Act::Agreed { topic: consent.topic.clone(), text });
                self.go(&consent.agreed);
            }
            // It was given elsewhere meanwhile.
            (Some(true), Some(Stance::Given)) => self.go(&consent.agreed),
            (Some(true), Some(Stance::Closed)) | (Some(false), _) => self.go(&consent.declined),
            (None, _) => self.ask_consent_again(name, consent),
        }
    }

    fn ask_consent_again(&mut self, name: &'p Name, consent: &'p Consent) {
        if let Some(to) = self.triggered() {
            return self.go(to);
        }
        self.session.tries += 1;
        if self.session.tries > RETRIES {
            return self.go(&consent.declined);
        }
        self.offer_consent(name, self.sentences().retry_choice.to_owned());
    }

    fn offer_consent(&mut self, name: &Name, text: String) {
        let quick_replies = self.choices(name);
        self.say(Message { text, quick_replies, ..Message::default() });
        self.ask(name);
    }
}
