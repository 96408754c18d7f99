//! What stands on the stage while a conversation is played without a customer: the session, the clock, the contact, and what the
//! bot is finding out. Scripts and rehearsals play on it.
//!
//! Never: a real order, service or clock. Every result comes from whoever plays.

use subrosa_proto::Timestamp;

use crate::engine::{
    self, Act, Action, Effect, Facts, Input, Message, Refusal, Session, ShownButton, Stance, Standing, Step,
};
use crate::name::Name;
use crate::program::Program;

pub(crate) struct Stage<'p> {
    program: &'p Program,
    facts: Facts,
    session: Option<Session>,
    /// What can be tapped: id and text, of all that was said.
    tappable: Vec<(String, String)>,
    effect: Option<(String, Effect)>,
    timer: Option<(String, Timestamp)>,
    sessions: u32,
}

/// Why nothing takes what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// No conversation is under way, and this begins none.
    StartsNothing,
    /// The session does not take it.
    Refused(Refusal),
}

impl<'p> Stage<'p> {
    pub(crate) fn new(program: &'p Program, facts: Facts) -> Self {
        let flow = program.flow();
        let sections = [("ice_breakers", &flow.ice_breakers), ("menu", &flow.menu)].into_iter();
        let tappable = sections.flat_map(|(section, entrances)| {
            entrances
                .iter()
                .enumerate()
                .map(move |(index, entrance)| (format!(":{section}.{index}"), entrance.text.clone()))
        });
        let tappable = tappable.collect();
        Self { program, facts, session: None, tappable, effect: None, timer: None, sessions: 0 }
    }

    pub(crate) const fn contact(&self) -> &crate::value::Values {
        &self.facts.contact
    }

    /// Whether the customer agrees to a topic.
    pub(crate) fn agrees_to(&self, topic: &Name) -> bool {
        self.facts.consents.get(topic) == Some(&Stance::Given)
    }

    pub(crate) const fn now(&self) -> Timestamp {
        self.facts.now
    }

    pub(crate) const fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The id of what is shown with this text, the newest first.
    pub(crate) fn id_of(&self, text: &str) -> Option<String> {
        self.tappable.iter().rev().find(|(_, shown)| shown == text).map(|(id, _)| id.clone())
    }

    /// What the bot is finding out, with its key.
    pub(crate) const fn effect(&self) -> Option<&(String, Effect)> {
        self.effect.as_ref()
    }

    /// The moment at which the timer rings, if one is set.
    pub(crate) fn rings_at(&self) -> Option<Timestamp> {
        self.timer.as_ref().map(|(_, at)| *at)
    }

    /// Something happens: what the bot did, and the nodes it came to. Without a session that goes on, a customer begins one.
    ///
    /// # Errors
    /// When nothing takes it; everything is as before then.
    pub(crate) fn give(&mut self, input: &Input) -> Result<Step, NotTaken> {
        let going_on = self.session.as_ref().filter(|session| session.standing != Standing::Over);
        let step = match going_on {
            Some(session) => engine::resume(self.program, session, input, &self.facts).map_err(NotTaken::Refused)?,
            None => {
                let id = format!("session{}", self.sessions + 1);
                let begun = engine::start(self.program, &id, input, &self.facts).ok_or(NotTaken::StartsNothing)?;
                self.sessions += 1;
                begun
            }
        };
        self.take_in(&step);
        Ok(step)
    }

    fn take_in(&mut self, step: &Step) {
        if !matches!(step.session.standing, Standing::Working { .. }) {
            self.effect = None;
        }
        if step.session.standing == Standing::Over {
            self.timer = None;
        }
        self.session = Some(step.session.clone());
        for Action { key, act, .. } in &step.actions {
            match act {
                Act::Effect(effect) => self.effect = Some((key.clone(), effect.as_ref().clone())),
                Act::WaitUntil { at } => self.timer = Some((key.clone(), *at)),
                Act::SetAttribute { name, value } => {
                    self.facts.contact.insert(name.clone(), value.clone());
                }
                Act::Agreed { topic, .. } => {
                    self.facts.consents.insert(topic.clone(), Stance::Given);
                }
                Act::Say(message) => self.tappable.extend(tappable(message)),
                // The checks let no bot promote.
                Act::HandOver(_) | Act::Ended(_) | Act::Promote { .. } => {}
            }
        }
    }

    /// Time passes until the timer rings, if it does by this moment: what it gives the session.
    pub(crate) fn ring(&mut self, by: Timestamp) -> Option<Input> {
        let (key, at) = self.timer.take_if(|(_, at)| *at <= by)?;
        self.facts.now = at;
        Some(Input::Timer(key))
    }

    /// It is this moment now; no timer rings for it.
    pub(crate) const fn set_clock(&mut self, now: Timestamp) {
        self.facts.now = now;
    }
}

fn tappable(message: &Message) -> Vec<(String, String)> {
    let of_cards = message.cards.iter().flat_map(|card| &card.buttons);
    let buttons = message.buttons.iter().chain(of_cards);
    let buttons = buttons.filter_map(|ShownButton { id, text, .. }| Some((id.clone()?, text.clone())));
    let replies = message.quick_replies.iter().map(|choice| (choice.id.clone(), choice.text.clone()));
    replies.chain(buttons).collect()
}

/// What an effect is called.
pub(crate) const fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::LookUpOrder { .. } => "an order",
        Effect::Webhook { .. } => "a webhook",
        Effect::Answer { .. } => "a question to the knowledge",
    }
}
