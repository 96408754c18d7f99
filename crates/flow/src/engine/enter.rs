//! What happens when a conversation comes to a node: something is said, asked or decided, and the next node named.

use super::run::Run;
use super::{Act, Effect, Ending, Message, ShownButton, ShownCard, Standing};
use crate::flow::{Ask, Button, Card, Node, Say, Set, Wait};
use crate::limits::{LABEL_CHARACTERS, TITLE_CHARACTERS, URL_CHARACTERS, VALUE_CHARACTERS};
use crate::name::Name;
use crate::value::Scalar;

impl<'p> Run<'p> {
    /// Does what a node does; the next one, if it is known already.
    pub(super) fn enter(&mut self, name: &'p Name, node: &'p Node) -> Option<&'p Name> {
        match node {
            Node::Say(say) => self.enter_say(name, say),
            Node::Ask(ask) => self.enter_ask(name, ask),
            Node::Form(form) => self.enter_form(name, form),
            Node::Condition(branch) => {
                let holds = self.holds(&branch.condition);
                Some(if holds { &branch.then } else { &branch.otherwise })
            }
            Node::Set(set) => self.enter_set(set),
            Node::LookUpOrder(look) => self.enter_look_up(name, look),
            Node::Webhook(webhook) => self.enter_webhook(name, webhook),
            Node::Answer(answer) => self.enter_answer(name, answer),
            Node::Consent(consent) => self.enter_consent(name, consent),
            Node::HandOver(over) => {
                self.hand_over(name, over);
                None
            }
            Node::Wait(wait) => self.enter_wait(name, wait),
            Node::Promote(promote) => self.enter_promote(name, promote),
            Node::Goto(to) => Some(to),
            Node::End(_) => {
                self.end(Ending::Finished);
                None
            }
        }
    }

    fn enter_say(&mut self, name: &'p Name, say: &'p Say) -> Option<&'p Name> {
        let text = self.text(name, &say.text)?;
        let message = Message {
            text,
            image: self.address(say.image.as_deref()),
            cards: self.cards(name, say),
            buttons: self.buttons(name, "", &say.buttons),
            quick_replies: self.choices(name),
            form: Vec::new(),
        };
        self.say(message);
        if say.offers() {
            self.ask(name);
            return None;
        }
        if say.then.is_none() {
            // The checks let no such flow run.
            self.end(Ending::Finished);
        }
        say.then.as_ref()
    }

    fn cards(&self, name: &Name, say: &Say) -> Vec<ShownCard> {
        let card = |(index, card): (usize, &Card)| ShownCard {
            title: self.make(&card.title, TITLE_CHARACTERS).unwrap_or_default(),
            subtitle: card.subtitle.as_deref().and_then(|text| self.make(text, TITLE_CHARACTERS)),
            image: self.address(card.image.as_deref()),
            buttons: self.buttons(name, &format!("cards.{index}."), &card.buttons),
        };
        say.cards.iter().enumerate().map(card).collect()
    }

    /// Buttons as they are shown; `place` is where they stand in the node.
    pub(super) fn buttons(&self, name: &Name, place: &str, buttons: &[Button]) -> Vec<ShownButton> {
        let shown = |(index, button): (usize, &Button)| ShownButton {
            text: self.make(&button.text, LABEL_CHARACTERS).unwrap_or_default(),
            id: button.then.as_ref().map(|_| format!("{name}.{place}buttons.{index}")),
            open: self.address(button.open.as_deref()),
        };
        buttons.iter().enumerate().map(shown).collect()
    }

    fn enter_ask(&mut self, name: &'p Name, ask: &'p Ask) -> Option<&'p Name> {
        let text = self.text(name, &ask.text)?;
        self.session.tries = 0;
        let quick_replies = self.choices(name);
        self.say(Message { text, quick_replies, ..Message::default() });
        self.ask(name);
        None
    }

    fn enter_set(&mut self, set: &'p Set) -> Option<&'p Name> {
        for (name, value) in &set.variables {
            let value = self.value(value);
            self.set_variable(name, value);
        }
        for (name, value) in &set.attributes {
            let value = self.value(value);
            self.set_attribute(name, value);
        }
        Some(&set.then)
    }

    fn value(&self, value: &Scalar) -> Scalar {
        match value {
            Scalar::Text(text) => Scalar::text(self.make(text, VALUE_CHARACTERS).unwrap_or_default()),
            Scalar::Number(_) | Scalar::YesNo(_) => value.clone(),
        }
    }

    fn enter_wait(&mut self, name: &'p Name, wait: &'p Wait) -> Option<&'p Name> {
        self.session.standing = Standing::Waiting(name.clone());
        self.set_timer(wait.length.seconds());
        None
    }

    fn address(&self, address: Option<&str>) -> Option<String> {
        address.and_then(|address| self.make_address(address, URL_CHARACTERS))
    }

    /// Begins an effect and waits for its result, for so many seconds at most.
    pub(super) fn work(&mut self, name: &Name, effect: Effect, seconds: u32) {
        let effect = self.act(Act::Effect(Box::new(effect)));
        self.session.standing = Standing::Working { node: name.clone(), effect };
        self.set_timer(seconds);
    }
}
