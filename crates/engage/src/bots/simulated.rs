//! How far a flow came in a simulation, as its tester is told. Pure.

use subrosa_flow::engine::{Act, Action, Effect, Ending, Proof, Standing};
use subrosa_flow::rehearsal::{Rehearsal, Stopped, Turn};
use subrosa_proto::Body;
use subrosa_proto::simulation::{Simulated, SimulatedAct, SimulatedTurn, Simulation, SimulationAwaits, SimulationStop};

use super::runner::packet::texts;
use super::runner::{packet, say};

pub(super) fn told(rehearsal: Rehearsal) -> Simulation {
    Simulation {
        awaits: awaits(&rehearsal),
        node: rehearsal.standing.as_ref().and_then(Standing::node).map(ToString::to_string),
        turns: rehearsal.turns.into_iter().map(turn).collect(),
        stopped: rehearsal.stopped.map(stop),
        rings_in: rehearsal.rings_in,
        variables: texts(&rehearsal.variables),
        order: texts(&rehearsal.order),
        contact: texts(&rehearsal.contact),
    }
}

fn awaits(rehearsal: &Rehearsal) -> SimulationAwaits {
    let last = rehearsal.turns.last();
    let with_people = |turn: &Turn| turn.actions.iter().any(|action| matches!(action.act, Act::HandOver(_)));
    match &rehearsal.standing {
        _ if last.is_some_and(with_people) => SimulationAwaits::People,
        None | Some(Standing::Over) => SimulationAwaits::Beginning,
        Some(Standing::Asked(_)) => SimulationAwaits::Customer,
        Some(Standing::Waiting(_)) => SimulationAwaits::Time,
        Some(Standing::Working { .. }) => match rehearsal.effect {
            Some(Effect::LookUpOrder { .. }) => SimulationAwaits::Order,
            Some(Effect::Webhook { .. }) => SimulationAwaits::Service,
            Some(Effect::Answer { .. }) => SimulationAwaits::Knowledge,
            None => SimulationAwaits::Time,
        },
    }
}

const fn stop(stopped: Stopped) -> SimulationStop {
    match stopped {
        Stopped::StartsNothing => SimulationStop::StartsNothing,
        Stopped::Busy => SimulationStop::Busy,
        Stopped::NotAwaited => SimulationStop::NotAwaited,
        Stopped::NothingComes => SimulationStop::NothingComes,
        Stopped::WithPeople => SimulationStop::WithPeople,
    }
}

fn turn(turn: Turn) -> SimulatedTurn {
    SimulatedTurn {
        walked: turn.walked.into_iter().map(String::from).collect(),
        did: turn.actions.into_iter().filter_map(act).collect(),
    }
}

fn act(Action { node, act, .. }: Action) -> Option<SimulatedAct> {
    let what = match act {
        Act::Say(message) => {
            let sealed = say::body(*message)?;
            // It was written by ourselves.
            let body: Body = serde_json::from_slice(sealed.as_bytes()).ok()?;
            Simulated::Said { body: Box::new(body) }
        }
        Act::Effect(effect) => asked(*effect),
        Act::SetAttribute { name, value } => Simulated::Sets { name: name.to_string(), value: value.to_string() },
        Act::Agreed { topic, text } => Simulated::Agrees { topic: topic.to_string(), text },
        Act::HandOver(handed) => Simulated::HandedOver(Box::new(packet::packet(*handed))),
        Act::Ended(ending) => Simulated::Ended { timed_out: ending == Ending::TimedOut },
        // When it rings is told once, for the whole.
        Act::WaitUntil { .. } => return None,
        // The checks let no bot do it.
        Act::Promote { .. } => return None,
    };
    Some(SimulatedAct { node: node.map(String::from), what })
}

fn asked(effect: Effect) -> Simulated {
    match effect {
        Effect::LookUpOrder { number, second } => {
            let (by, fact) = match second {
                Proof::Email(fact) => ("email", fact),
                Proof::Phone(fact) => ("phone", fact),
                Proof::Postcode(fact) => ("postcode", fact),
            };
            Simulated::LooksUpOrder { number, by: by.to_owned(), fact }
        }
        Effect::Webhook { url, method, body, timeout: _ } => {
            Simulated::Calls { method: method.as_str().to_owned(), url, body }
        }
        Effect::Answer { question } => Simulated::Asks { question },
    }
}
