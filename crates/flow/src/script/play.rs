//! Playing a script line by line, until one goes another way than written.

use super::line::{BotLine, HandOverLine, Line};
use super::report::{Failure, Outcome};
use super::run::Run;
use super::shown::{choices, shown};
use super::{Conversation, Script};
use crate::engine::{Act, Effect, Input, Message, Packet};
use crate::program::Program;
use crate::stage::name;

/// What was expected and what happened instead.
struct Difference {
    expected: String,
    actual: String,
}

/// Plays every conversation of a script.
#[must_use]
pub fn play(program: &Program, script: &Script) -> Vec<Outcome> {
    let conversations = script.conversations.iter();
    let outcome = |conversation: &serde_saphyr::Spanned<Conversation>| Outcome {
        name: conversation.value.name.clone(),
        line: conversation.referenced.line(),
        failure: play_one(program, &conversation.value),
    };
    conversations.map(outcome).collect()
}

fn play_one(program: &Program, conversation: &Conversation) -> Option<Failure> {
    let mut run = Run::new(program, conversation);
    let mut last = 1;
    for line in &conversation.lines {
        last = line.referenced.line();
        if let Err(difference) = run.play(&line.value) {
            return Some(failure(&run, last, difference));
        }
    }
    let difference = run.nothing_waits("the end of the conversation".to_owned()).err()?;
    Some(failure(&run, last, difference))
}

fn failure(run: &Run<'_>, line: u64, difference: Difference) -> Failure {
    let Difference { expected, actual } = difference;
    Failure { line, before: run.before.iter().cloned().collect(), expected, actual }
}

impl Run<'_> {
    fn play(&mut self, line: &Line) -> Result<(), Difference> {
        match line {
            Line::Customer(text) => self.happens(format!("customer: {text}"), Ok(Input::Text(text.clone()))),
            Line::Choose(text) => {
                let id = self.stage.id_of(text).ok_or_else(|| format!("nothing is shown with the text `{text}`"));
                self.happens(format!("customer: [{text}]"), id.map(Input::Chosen))
            }
            Line::FillIn(values) => {
                let written = values.iter().map(|(name, text)| format!(" {name}={text}")).collect::<String>();
                self.happens(format!("customer fills in:{written}"), Ok(Input::Fields(values.clone())))
            }
            Line::Order(result) => {
                let key = self.key(|effect| matches!(effect, Effect::LookUpOrder { .. }), "an order");
                self.happens("order: …".to_owned(), key.map(|key| Input::Order(key, result.clone())))
            }
            Line::Webhook(result) => {
                let key = self.key(|effect| matches!(effect, Effect::Webhook { .. }), "a webhook");
                self.happens("webhook: …".to_owned(), key.map(|key| Input::Webhook(key, result.clone())))
            }
            Line::Knowledge(result) => {
                let key = self.key(|effect| matches!(effect, Effect::Answer { .. }), "the knowledge");
                self.happens("knowledge: …".to_owned(), key.map(|key| Input::Knowledge(key, result.clone())))
            }
            Line::Wait(length) => {
                let shown = format!("wait: {length}");
                self.nothing_waits(shown.clone())?;
                self.pass(length.seconds()).map_err(|actual| Difference { expected: shown.clone(), actual })?;
                self.note(shown);
                Ok(())
            }
            Line::Bot(expected) => {
                self.expect(expected.to_string(), |act| matches!(act, Act::Say(message) if says(expected, message)))
            }
            Line::HandOver(expected) => self.expect(
                expected.to_string(),
                |act| matches!(act, Act::HandOver(packet) if hands_over(expected, packet)),
            ),
            Line::Ended(ending) => {
                self.expect(shown(&Act::Ended(*ending)), |act| matches!(act, Act::Ended(actual) if actual == ending))
            }
            Line::Agreed(topic) if self.stage.agrees_to(topic) => Ok(()),
            Line::Agreed(topic) => {
                Err(Difference { expected: format!("agreed: {topic}"), actual: "agreed: no".to_owned() })
            }
            Line::Attribute(values) => {
                let other = values.iter().find(|(name, value)| self.stage.contact().get(*name) != Some(value));
                let Some((name, value)) = other else { return Ok(()) };
                let actual = self.stage.contact().get(name).map_or_else(|| "nothing".to_owned(), ToString::to_string);
                Err(Difference {
                    expected: format!("attribute: {name} = {value}"),
                    actual: format!("attribute: {name} = {actual}"),
                })
            }
        }
    }

    /// The key of what the bot is finding out, if it is of the kind that the line answers.
    fn key(&self, is_kind: impl Fn(&Effect) -> bool, kind: &str) -> Result<String, String> {
        match self.stage.effect() {
            Some((key, effect)) if is_kind(effect) => Ok(key.clone()),
            Some((_, effect)) => Err(format!("the bot asked for {}, not for {kind}", name(effect))),
            None => Err(format!("the bot did not ask for {kind}")),
        }
    }

    /// Something happens, once everything before it has been looked at.
    fn happens(&mut self, shown: String, input: Result<Input, String>) -> Result<(), Difference> {
        self.nothing_waits(shown.clone())?;
        let given = input.and_then(|input| self.give(&input));
        given.map_err(|actual| Difference { expected: shown.clone(), actual })?;
        self.note(shown);
        Ok(())
    }

    /// Nothing that the bot did is left over. An end may pass without a line of its own.
    fn nothing_waits(&mut self, expected: String) -> Result<(), Difference> {
        self.waiting.retain(|act| !matches!(act, Act::Ended(_)));
        match self.waiting.front() {
            Some(act) => Err(Difference { expected, actual: shown(act) }),
            None => Ok(()),
        }
    }

    fn expect(&mut self, expected: String, is_it: impl Fn(&Act) -> bool) -> Result<(), Difference> {
        match self.waiting.pop_front() {
            Some(act) if is_it(&act) => {
                self.note(shown(&act));
                Ok(())
            }
            Some(act) => Err(Difference { expected, actual: shown(&act) }),
            None => {
                let busy = self.stage.effect().map(|(_, effect)| format!("the bot waits for {}", name(effect)));
                Err(Difference { expected, actual: busy.unwrap_or_else(|| "the bot says nothing more".to_owned()) })
            }
        }
    }
}

fn says(expected: &BotLine, message: &Message) -> bool {
    match expected {
        BotLine::Exactly(text) => message.text.trim_end() == text.trim_end(),
        BotLine::Like(like) => {
            like.contains.as_ref().is_none_or(|text| message.text.contains(text))
                && like.choices.as_ref().is_none_or(|texts| choices(message) == *texts)
        }
    }
}

fn hands_over(expected: &HandOverLine, packet: &Packet) -> bool {
    match expected {
        HandOverLine::Team(team) => packet.team.as_ref() == Some(team),
        HandOverLine::Like(like) => {
            like.team.as_ref().is_none_or(|team| packet.team.as_ref() == Some(team))
                && like.reason.is_none_or(|reason| packet.reason == reason)
                && like
                    .summary
                    .as_ref()
                    .is_none_or(|text| packet.summary.as_ref().is_some_and(|all| all.contains(text)))
        }
    }
}
