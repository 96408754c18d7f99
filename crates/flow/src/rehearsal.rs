//! A conversation that someone makes up as it goes, to see what a bot does: what they did so far goes in, and what the bot did
//! comes out, move by move. It is played from its beginning each time, so nothing has to be kept between two moves, and one taken
//! back is one left out.
//!
//! Never: a real order, service or clock; the tester says what comes of each. Time passes by [`Move::Wait`] alone.

use subrosa_proto::Timestamp;

use crate::engine::{
    Act, Action, Effect, Facts, Input, KnowledgeResult, OrderResult, Refusal, Standing, Step, WebhookResult,
};
use crate::name::Name;
use crate::program::Program;
use crate::stage::{NotTaken, Stage};
use crate::value::Values;

/// What holds at the beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    /// Whether the brand is open.
    pub open: bool,
    /// The contact's attributes.
    pub contact: Values,
}

/// What a tester does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// Writes as the customer.
    Text(String),
    /// Taps as the customer what has this id. What begins nothing by its id may begin something by what stands on it.
    Choose { id: String, text: String },
    /// Says what came of the order that is looked up.
    Order(OrderResult),
    /// Says what the service answered.
    Webhook(WebhookResult),
    /// Says what the knowledge answered.
    Knowledge(KnowledgeResult),
    /// Lets time pass until something happens by itself.
    Wait,
}

/// What a move led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The nodes that the bot came to, in order.
    pub walked: Vec<Name>,
    /// What it did, in order.
    pub actions: Vec<Action>,
}

/// Why a move leads to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It does not start the bot.
    StartsNothing,
    /// The bot waits for a result first.
    Busy,
    /// The bot does not wait for this.
    NotAwaited,
    /// Nothing happens by itself, however long one waits.
    NothingComes,
    /// People have the thread.
    WithPeople,
}

/// How far a rehearsal came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// One for each move that was taken.
    pub turns: Vec<Turn>,
    /// Why the next was not taken; none when all were.
    pub stopped: Option<Stopped>,
    /// What the session waits for; none before one began.
    pub standing: Option<Standing>,
    /// What the bot has asked, saved and set.
    pub variables: Values,
    /// The facts of the order found last.
    pub order: Values,
    /// The contact's attributes now.
    pub contact: Values,
    /// What the bot is finding out.
    pub effect: Option<Effect>,
    /// In how many seconds something happens by itself.
    pub rings_in: Option<i64>,
}

/// Plays moves from the beginning, up to the first that is not taken.
#[must_use]
pub fn rehearse(program: &Program, situation: Situation, moves: &[Move]) -> Rehearsal {
    let Situation { open, contact } = situation;
    let facts = Facts {
        now: Timestamp::from_milliseconds(0),
        open,
        contact,
        consents: [].into(),
        campaign: [].into(),
        forms: false,
    };
    let mut stage = Stage::new(program, facts);
    let (mut turns, mut stopped): (Vec<Turn>, Option<Stopped>) = (Vec::new(), None);
    for one in moves {
        let taken =
            if turns.last().is_some_and(Turn::hands_over) { Err(Stopped::WithPeople) } else { take(&mut stage, one) };
        match taken {
            Ok(Step { session: _, actions, walked }) => turns.push(Turn { walked, actions }),
            Err(why) => {
                stopped = Some(why);
                break;
            }
        }
    }
    let session = stage.session();
    Rehearsal {
        turns,
        stopped,
        standing: session.map(|session| session.standing.clone()),
        variables: session.map(|session| session.variables.clone()).unwrap_or_default(),
        order: session.map(|session| session.order.clone()).unwrap_or_default(),
        contact: stage.contact().clone(),
        effect: stage.effect().map(|(_, effect)| effect.clone()),
        rings_in: stage.rings_at().map(|at| (at.milliseconds() - stage.now().milliseconds()) / 1_000),
    }
}

impl Turn {
    fn hands_over(&self) -> bool {
        self.actions.iter().any(|action| matches!(action.act, Act::HandOver(_)))
    }
}

fn take(stage: &mut Stage<'_>, one: &Move) -> Result<Step, Stopped> {
    let key = || stage.effect().map(|(key, _)| key.clone()).ok_or(Stopped::NotAwaited);
    let input = match one {
        Move::Text(text) => Input::Text(text.clone()),
        Move::Choose { id, .. } => Input::Chosen(id.clone()),
        Move::Order(result) => Input::Order(key()?, result.clone()),
        Move::Webhook(result) => Input::Webhook(key()?, result.clone()),
        Move::Knowledge(result) => Input::Knowledge(key()?, result.clone()),
        Move::Wait => {
            let at = stage.rings_at().ok_or(Stopped::NothingComes)?;
            stage.ring(at).ok_or(Stopped::NothingComes)?
        }
    };
    let taken = match (stage.give(&input), one) {
        (Err(NotTaken::StartsNothing), Move::Choose { text, .. }) => stage.give(&Input::Text(text.clone())),
        (taken, _) => taken,
    };
    taken.map_err(|why| match why {
        NotTaken::StartsNothing => Stopped::StartsNothing,
        NotTaken::Refused(Refusal::Busy) => Stopped::Busy,
        NotTaken::Refused(Refusal::Stale | Refusal::Over | Refusal::OtherVersion) => Stopped::NotAwaited,
    })
}
