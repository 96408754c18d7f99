//! What stands on the stage while a conversation is played: the session, the clock, and what the bot did that no line has
//! looked at yet.

use std::collections::VecDeque;

use subrosa_proto::Timestamp;

use super::Conversation;
use crate::engine::{self, Act, Effect, Facts, Input, Message, Packet, Refusal, Session, ShownButton, Standing, Step};
use crate::program::Program;

/// Lines of the conversation that a failure shows.
const SHOWN: usize = 8;

pub(super) struct Stage<'p> {
    program: &'p Program,
    facts: Facts,
    session: Option<Session>,
    /// What the bot said and did, not looked at yet.
    pub(super) waiting: VecDeque<Act>,
    /// What can be tapped: id and text, of all that was said.
    tappable: Vec<(String, String)>,
    effect: Option<(String, Effect)>,
    timer: Option<(String, Timestamp)>,
    pub(super) before: VecDeque<String>,
    sessions: u32,
}

impl<'p> Stage<'p> {
    pub(super) fn new(program: &'p Program, conversation: &Conversation) -> Self {
        let facts = Facts {
            now: Timestamp::from_milliseconds(0),
            open: conversation.open,
            contact: conversation.contact.clone(),
            forms: conversation.forms,
        };
        let flow = program.flow();
        let sections = [("ice_breakers", &flow.ice_breakers), ("menu", &flow.menu)].into_iter();
        let tappable = sections.flat_map(|(section, entrances)| {
            entrances
                .iter()
                .enumerate()
                .map(move |(index, entrance)| (format!(":{section}.{index}"), entrance.text.clone()))
        });
        Self {
            program,
            facts,
            session: None,
            waiting: VecDeque::new(),
            tappable: tappable.collect(),
            effect: None,
            timer: None,
            before: VecDeque::new(),
            sessions: 0,
        }
    }

    pub(super) fn contact(&self) -> &crate::value::Values {
        &self.facts.contact
    }

    /// The id of what is shown with this text, the newest first.
    pub(super) fn id_of(&self, text: &str) -> Option<String> {
        self.tappable.iter().rev().find(|(_, shown)| shown == text).map(|(id, _)| id.clone())
    }

    /// What the bot is finding out, with its key.
    pub(super) const fn effect(&self) -> Option<&(String, Effect)> {
        self.effect.as_ref()
    }

    /// Something happens. Without a session that goes on, a customer begins one.
    ///
    /// # Errors
    /// When nothing takes it, in words.
    pub(super) fn give(&mut self, input: &Input) -> Result<(), String> {
        let going_on = self.session.as_ref().filter(|session| session.standing != Standing::Over);
        let step = match going_on {
            Some(session) => {
                engine::resume(self.program, session, input, &self.facts).map_err(|refusal| match refusal {
                    Refusal::Busy => format!(
                        "the bot is busy with {}",
                        self.effect().map_or("something", |(_, effect)| name(effect))
                    ),
                    refusal => refusal.to_string(),
                })?
            }
            None => {
                self.sessions += 1;
                let id = format!("session{}", self.sessions);
                let begun = engine::start(self.program, &id, input, &self.facts);
                begun.ok_or_else(|| "this does not start the bot".to_owned())?
            }
        };
        self.take_in(step);
        Ok(())
    }

    fn take_in(&mut self, step: Step) {
        if !matches!(step.session.standing, Standing::Working { .. }) {
            self.effect = None;
        }
        if step.session.standing == Standing::Over {
            self.timer = None;
        }
        self.session = Some(step.session);
        for action in step.actions {
            match action.act {
                Act::Effect(effect) => self.effect = Some((action.key, *effect)),
                Act::WaitUntil { at } => self.timer = Some((action.key, at)),
                Act::SetAttribute { name, value } => {
                    self.facts.contact.insert(name, value);
                }
                Act::Say(message) => {
                    self.tappable.extend(tappable(&message));
                    self.waiting.push_back(Act::Say(message));
                }
                act @ (Act::HandOver(_) | Act::Ended(_)) => self.waiting.push_back(act),
            }
        }
    }

    /// Time passes; timers ring when their moment comes.
    pub(super) fn pass(&mut self, seconds: u32) -> Result<(), String> {
        let end = self.facts.now.plus_seconds(i64::from(seconds));
        while let Some((key, at)) = self.timer.take_if(|(_, at)| *at <= end) {
            self.facts.now = at;
            self.give(&Input::Timer(key))?;
        }
        self.facts.now = end;
        Ok(())
    }

    /// Remembers a line for whoever reads a failure.
    pub(super) fn note(&mut self, line: String) {
        if self.before.len() == SHOWN {
            self.before.pop_front();
        }
        self.before.push_back(line);
    }
}

fn tappable(message: &Message) -> Vec<(String, String)> {
    let of_cards = message.cards.iter().flat_map(|card| &card.buttons);
    let buttons = message.buttons.iter().chain(of_cards);
    let buttons = buttons.filter_map(|ShownButton { id, text, .. }| Some((id.clone()?, text.clone())));
    let replies = message.quick_replies.iter().map(|choice| (choice.id.clone(), choice.text.clone()));
    replies.chain(buttons).collect()
}

/// What an effect is called in a script.
pub(super) const fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::LookUpOrder { .. } => "an order",
        Effect::Webhook { .. } => "a webhook",
        Effect::Answer { .. } => "a question to the knowledge",
    }
}

/// What the bot did, in a line.
pub(super) fn shown(act: &Act) -> String {
    match act {
        Act::Say(message) => {
            let choices: Vec<String> = choices(message).iter().map(|text| format!(" [{text}]")).collect();
            format!("bot: {}{}", message.text.trim_end(), choices.concat())
        }
        Act::HandOver(packet) => handed_over(packet),
        Act::Ended(ending) => format!("ended: {ending:?}"),
        Act::Effect(effect) => format!("the bot asks for {}", name(effect)),
        Act::SetAttribute { name, value } => format!("attribute: {name} = {value}"),
        Act::WaitUntil { .. } => "the bot waits".to_owned(),
    }
}

/// What stands on everything that a message offers.
pub(super) fn choices(message: &Message) -> Vec<&str> {
    let replies = message.quick_replies.iter().map(|choice| choice.text.as_str());
    let buttons = message.buttons.iter().map(|button| button.text.as_str());
    let fields = message.form.iter().map(|field| field.text.as_str());
    replies.chain(buttons).chain(fields).collect()
}

fn handed_over(packet: &Packet) -> String {
    let team = packet.team.as_ref().map(|team| format!(" to {team}")).unwrap_or_default();
    let summary = packet.summary.as_ref().map(|summary| format!(" with “{summary}”")).unwrap_or_default();
    format!("hand over{team} because {}{summary}", packet.reason)
}
