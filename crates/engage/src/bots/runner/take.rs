//! Takes a session a step on, or begins one: the engine's step made into what is to be written.

use subrosa_desk::hours::Hours;
use subrosa_flow::engine::{self, Act, Effect, Ending, Facts, Input, Reason, Refusal, Session, Standing, Step};
use subrosa_flow::{Name, Program};
use subrosa_messaging::{Agreement, BotCounts, BotEnding, BotState, BotStep, Error};
use subrosa_proto::wait::WaitLanguage;
use subrosa_proto::{AccountId, Timestamp};

use super::look::View;
use super::stances::stances;
use super::{Runner, packet, say};
use crate::Engage;
use crate::model::ANSWER_SECONDS;

/// How long an effect that is looked up here may take before another node tries.
const EFFECT_SECONDS: i64 = 5;

impl Runner {
    /// The step that an input leads to; none when the session does not take it now.
    pub(super) async fn take(&self, engage: &Engage, view: &View, input: &Input) -> Result<Option<BotStep>, Error> {
        let heard = match (&view.next, input) {
            (Some(next), Input::Text(_) | Input::Chosen(_) | Input::Fields(_)) => next.seq,
            _ => view.at.heard,
        };
        let Some(bot) = view.at.bot.filter(|_| view.at.session.is_some()) else {
            return Ok(Some(self.begin(engage, view, input, heard).await?));
        };
        let program = self.programs.get(engage, bot, view.at.version).await?;
        let (Some(session), Some(program)) = (&view.session, program) else { return Ok(Some(view.gone())) };
        let facts = facts(engage, view, &program).await?;
        match engine::resume(&program, session, input, &facts) {
            Ok(step) => {
                let by = (bot, view.at.version, &*program);
                Ok(Some(self.made(engage, view, by, (step, heard, facts.now)).await?))
            }
            Err(Refusal::Busy | Refusal::Stale) => Ok(None),
            Err(Refusal::Over | Refusal::OtherVersion) => Ok(Some(view.gone())),
        }
    }

    /// The first step of the first live bot that what the customer wrote starts; where none starts, it was heard.
    async fn begin(&self, engage: &Engage, view: &View, input: &Input, heard: i64) -> Result<BotStep, Error> {
        let id = format!("{}.{}", view.at.conversation, view.at.turn);
        for (bot, version) in in_order(view) {
            let Some(program) = self.programs.get(engage, bot, version).await? else { continue };
            let facts = facts(engage, view, &program).await?;
            let words = || Input::Text(view.next.as_ref().map(|next| next.words.clone()).unwrap_or_default());
            let step = match input {
                // What was offered long ago, or by another bot, leads nowhere; what stands on it may.
                Input::Chosen(_) => engine::start(&program, &id, input, &facts)
                    .or_else(|| engine::start(&program, &id, &words(), &facts)),
                input => engine::start(&program, &id, input, &facts),
            };
            if let Some(step) = step {
                return self.made(engage, view, (bot, version, &program), (step, heard, facts.now)).await;
            }
        }
        if let (Some(&own), None) = (view.own.first(), view.at.bot) {
            return Ok(view.offered(own));
        }
        // A bot that a person gave the thread to, or that had it before, and that this does not start: people take it.
        let ending = view.at.bot.map(|_| BotEnding::Gone);
        Ok(BotStep { bot: None, heard, state: None, ending, ..view.gone() })
    }

    /// The step, when what it teaches of the customer is kept. That is done before: twice is as good as once.
    async fn made(
        &self,
        engage: &Engage,
        view: &View,
        (bot, version, program): (AccountId, i64, &Program),
        (step, heard, now): (Step, i64, Timestamp),
    ) -> Result<BotStep, Error> {
        let learnt: Vec<_> = step
            .actions
            .iter()
            .filter_map(|action| match &action.act {
                Act::SetAttribute { name, value } => Some((name.clone(), value.clone())),
                _ => None,
            })
            .collect();
        if !learnt.is_empty() {
            engage.learn(view.at.conversation, learnt).await?;
        }
        let language = WaitLanguage::of_tag(&program.flow().language);
        // Only where a model may be asked does an answer take longer than looking something up.
        let answer_seconds = engage.messaging.model().map_or(0, |_| ANSWER_SECONDS);
        Ok(BotStep { language, ..write((view, answer_seconds), (bot, version), step, heard, now) })
    }
}

/// The bot that a person gave the thread to comes before the others.
fn in_order(view: &View) -> Vec<(AccountId, i64)> {
    let mut live = view.live.clone();
    live.sort_by_key(|(bot, _)| (Some(*bot) != view.at.bot, *bot));
    live
}

async fn facts(engage: &Engage, view: &View, program: &Program) -> Result<Facts, Error> {
    let now = engage.messaging.now();
    // Hours that can't be read, by a later server's shape, close nothing.
    let open = Hours::of(&view.hours).map_or(true, |hours| hours.is_open_at(now));
    let consents = stances(engage, (view.at.brand, view.at.conversation), program).await?;
    Ok(Facts { now, open, contact: view.contact.clone(), consents, campaign: [].into(), forms: false })
}

/// The engine's step as it is written.
fn write(
    (view, answer_seconds): (&View, i64),
    (bot, version): (AccountId, i64),
    step: Step,
    heard: i64,
    now: Timestamp,
) -> BotStep {
    let Step { session, actions, walked } = step;
    let (mut messages, mut agreed) = (Vec::new(), Vec::new());
    let (mut effect, mut timer_at, mut ending) = (None, None, None);
    let (mut is_of_flow, mut is_gone) = (false, false);
    for action in actions {
        match action.act {
            Act::Say(message) => messages.extend(say::body(*message)),
            Act::Effect(what) => effect = Some(*what),
            Act::WaitUntil { at } => timer_at = Some(at),
            Act::HandOver(packet) => {
                is_of_flow = packet.reason == Reason::Flow;
                ending = Some(BotEnding::HandedOver(Box::new(packet::packet(*packet))));
            }
            Act::Ended(how) => {
                is_gone = how == Ending::TimedOut;
                ending = Some(BotEnding::Finished);
            }
            Act::Agreed { topic, text } => agreed.push(Agreement { topic: topic.to_string(), text }),
            // Attributes are kept already; no bot has messages of campaigns.
            Act::SetAttribute { .. } | Act::Promote { .. } => {}
        }
    }
    let before = view.session.as_ref().and_then(|session| session.standing.node());
    let counts = BotCounts {
        begins: view.session.is_none(),
        ended_at: ending.as_ref().and_then(|_| ended_at(before, &walked, is_of_flow)),
        entered: walked.iter().map(ToString::to_string).collect(),
        is_gone,
    };
    let state = (session.standing != Standing::Over)
        .then(|| state(&session, version, (effect.as_ref(), answer_seconds), (timer_at, now)))
        .flatten();
    BotStep {
        bot: Some(bot),
        turn: view.at.turn,
        epoch: view.epoch,
        heard,
        messages,
        agreed,
        state,
        patience_seconds: None,
        ending,
        language: None,
        counts,
    }
}

/// The step at which a session ended: where it stood or, where the flow itself gives the thread away, the step that led there.
fn ended_at(before: Option<&Name>, walked: &[Name], is_of_flow: bool) -> Option<String> {
    let steps: Vec<&Name> = before.into_iter().chain(walked).collect();
    let place = if is_of_flow { steps.len().saturating_sub(2) } else { steps.len().saturating_sub(1) };
    steps.get(place).map(ToString::to_string)
}

fn state(
    session: &Session,
    version: i64,
    (effect, answer_seconds): (Option<&Effect>, i64),
    (timer_at, now): (Option<Timestamp>, Timestamp),
) -> Option<BotState> {
    let seconds = match effect {
        Some(Effect::Webhook { timeout, .. }) => EFFECT_SECONDS + i64::from(timeout.seconds()),
        Some(Effect::Answer { .. }) => EFFECT_SECONDS + answer_seconds,
        _ => EFFECT_SECONDS,
    };
    let effect = effect.and_then(|effect| serde_json::to_string(effect).ok());
    let effect = effect.map(|effect| (effect, now.plus_seconds(seconds)));
    // Its shape is our own, so it can be written.
    let session = serde_json::to_string(session).ok()?;
    Some(BotState { version, session, effect, timer_at })
}
