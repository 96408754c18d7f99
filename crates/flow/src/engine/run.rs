//! One step under way: the session as it becomes, and the actions so far.

use std::borrow::Cow;

use subrosa_proto::Timestamp;

use super::{Act, Action, Ending, Facts, Message, Packet, Reason, Session, Stance, Standing, Step};
use crate::flow::{Flow, HandOver, Node};
use crate::limits::{NODES_PER_INPUT, TEXT_CHARACTERS};
use crate::name::Name;
use crate::program::Program;
use crate::template::{Escape, Scope};
use crate::value::{Scalar, Values};
use crate::words::{Sentences, sentences};

pub(super) struct Run<'p> {
    pub(super) program: &'p Program,
    pub(super) facts: &'p Facts,
    pub(super) session: Session,
    /// The contact's attributes, with those set in this step.
    contact: Cow<'p, Values>,
    actions: Vec<Action>,
    /// The node at which the input found the session.
    from: Option<Name>,
    /// The nodes come to since the input.
    walked: Vec<Name>,
}

impl<'p> Run<'p> {
    pub(super) fn new(program: &'p Program, facts: &'p Facts, session: Session) -> Self {
        let (contact, from) = (Cow::Borrowed(&facts.contact), session.standing.node().cloned());
        Self { program, facts, session, contact, actions: Vec::new(), from, walked: Vec::new() }
    }

    pub(super) fn finish(self) -> Step {
        Step { session: self.session, actions: self.actions, walked: self.walked }
    }

    pub(super) fn flow(&self) -> &'p Flow {
        self.program.flow()
    }

    /// A node of the flow, with its name as the flow holds it.
    pub(super) fn node(&self, name: &Name) -> Option<(&'p Name, &'p Node)> {
        self.flow().nodes.get_key_value(name)
    }

    pub(super) fn sentences(&self) -> &'static Sentences {
        sentences(&self.flow().language)
    }

    /// Goes to a node and on from it, until something is awaited or the session is over.
    pub(super) fn go(&mut self, to: &'p Name) {
        self.session.misses = 0;
        let mut next = Some(to);
        while let Some(name) = next {
            if self.walked.len() >= NODES_PER_INPUT {
                return self.give_up(Reason::TooManyNodes, Some(name));
            }
            next = match self.node(name) {
                Some((name, node)) => {
                    self.walked.push(name.clone());
                    self.enter(name, node)
                }
                // The checks let no such flow run.
                None => return self.give_up(Reason::Failed, Some(name)),
            };
        }
    }

    /// Adds an action; its key.
    pub(super) fn act(&mut self, act: Act) -> String {
        let key = format!("{}.{}.{}", self.session.id, self.session.step, self.actions.len());
        let node = self.walked.last().or(self.from.as_ref()).cloned();
        self.actions.push(Action { key: key.clone(), node, act });
        key
    }

    pub(super) fn say(&mut self, message: Message) {
        self.act(Act::Say(Box::new(message)));
    }

    pub(super) fn say_text(&mut self, text: impl Into<String>) {
        self.say(Message { text: text.into(), ..Message::default() });
    }

    /// Waits for the customer at a node, as long as the flow lets a conversation rest.
    pub(super) fn ask(&mut self, node: &Name) {
        self.session.standing = Standing::Asked(node.clone());
        self.set_timer(self.flow().idle.seconds());
    }

    pub(super) fn set_timer(&mut self, seconds: u32) {
        let at: Timestamp = self.facts.now.plus_seconds(i64::from(seconds));
        self.session.timer = self.act(Act::WaitUntil { at });
    }

    pub(super) fn set_attribute(&mut self, name: &Name, value: Scalar) {
        self.contact.to_mut().insert(name.clone(), value.clone());
        self.act(Act::SetAttribute { name: name.clone(), value });
    }

    /// Why the customer is not asked for a consent to a topic, if they aren't.
    pub(super) fn stance(&self, topic: &Name) -> Option<Stance> {
        let just_now = |action: &Action| matches!(&action.act, Act::Agreed { topic: to, .. } if to == topic);
        if self.actions.iter().any(just_now) {
            return Some(Stance::Given);
        }
        self.facts.consents.get(topic).copied()
    }

    pub(super) fn end(&mut self, how: Ending) {
        self.session.standing = Standing::Over;
        self.act(Act::Ended(how));
    }

    /// Gives the thread to people as a node says.
    pub(super) fn hand_over(&mut self, node: &Name, over: &HandOver) {
        let text = |text: &Option<String>| text.as_deref().and_then(|text| self.make(text, TEXT_CHARACTERS));
        let (summary, note) = (text(&over.summary), text(&over.note));
        let packet = Packet { summary, note, ..self.packet(Reason::Flow, Some(node)) };
        let team = over.team.clone().or(packet.team.clone());
        self.leave(Packet { team, ..packet });
    }

    /// Gives the thread to people because the bot can't, or must not, go on.
    pub(super) fn give_up(&mut self, reason: Reason, node: Option<&Name>) {
        self.say_text(self.sentences().handing_over);
        let packet = self.packet(reason, node);
        self.leave(packet);
    }

    fn packet(&self, reason: Reason, node: Option<&Name>) -> Packet {
        Packet {
            reason,
            team: self.flow().fallback.team.clone(),
            summary: None,
            note: None,
            node: node.cloned(),
            intent: self.session.intent.clone(),
            message: self.session.message.clone(),
            variables: self.session.variables.clone(),
            order: self.session.order.clone(),
            language: self.flow().language.clone(),
        }
    }

    fn leave(&mut self, packet: Packet) {
        self.session.standing = Standing::Over;
        self.act(Act::HandOver(Box::new(packet)));
    }

    /// What can be read now.
    pub(super) fn scope(&self, escape: Escape) -> Scope<'_> {
        Scope {
            variables: &self.session.variables,
            contact: &self.contact,
            order: &self.session.order,
            campaign: &self.facts.campaign,
            message: &self.session.message,
            escape,
        }
    }

    /// A text with its values.
    pub(super) fn make(&self, text: &str, most: usize) -> Option<String> {
        self.program.templates().render(text, &self.scope(Escape::None), most).ok()
    }

    /// A text of a node with its values; if it can't be made, a person takes over and there is none.
    pub(super) fn text(&mut self, node: &Name, text: &str) -> Option<String> {
        let made = self.make(text, TEXT_CHARACTERS);
        if made.is_none() {
            self.give_up(Reason::Failed, Some(node));
        }
        made
    }
}
