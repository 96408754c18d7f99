//! What happens when nothing fits the customer's words: ask again, offer a person, hand over.

use super::choice::PERSON;
use super::run::Run;
use super::{Message, Reason, ShownChoice};
use crate::flow::Node;
use crate::kinds;
use crate::limits::{QUICK_REPLIES, TEXT_CHARACTERS};
use crate::name::Name;

impl<'p> Run<'p> {
    /// Nothing fits: the first time the question comes again, the second time with a person, then a person takes over.
    pub(super) fn miss(&mut self, name: &'p Name) {
        let sentences = self.sentences();
        if self.session.misses >= 2 {
            return match kinds::yes_or_no(&self.session.message, sentences) {
                Some(true) => self.give_up(Reason::Asked, Some(name)),
                Some(false) => self.go(name),
                None => self.give_up(Reason::NotUnderstood, Some(name)),
            };
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
}
