//! Take those a step on who are on a campaign's journey and of whom a step is due: because their wait is over, or because it is known what became of the
//! message that they were to get. The message that a step asks for is written down as a delivery, with the step, in one transaction; it is sent as all
//! others are.
//!
//! Never: a message past the deliveries, a step that is taken from a row that has changed.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use subrosa_desk::hours::Hours;
use subrosa_flow::engine::{self, Act, Facts, Input, PromotionResult, Session, Standing, Step};
use subrosa_flow::value::Values;
use subrosa_flow::{Name, Number, Program, Scalar};
use subrosa_messaging::Error;
use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::limits::{BRAND_ATTRIBUTES, CAMPAIGN_OCCURRENCES};
use subrosa_proto::{AccountId, Timestamp};
use subrosa_store::campaign_deliveries::{self, Delivery, Planned};
use subrosa_store::campaign_journeys::{self, Becomes, Got, Journey, Stands};
use subrosa_store::campaigns::{self, Kept};
use subrosa_store::{Tx, attributes, brand_hours, events};

use super::super::journey::{message_of, program};
use super::super::trigger::reached;
use crate::Engage;
use crate::contacts::facts;

/// Steps of one transaction, which holds the campaign's row: nobody's message waits for more.
const TOGETHER: u32 = 16;

/// When a step is looked at again that waits for a delivery.
const AGAIN_SECONDS: i64 = 60;

/// What is known of one who is on the journey.
#[derive(Clone)]
struct View {
    journey: Journey,
    /// The newest message that they got on it.
    got: Option<Got>,
    /// What became of the delivery that it last asked for.
    delivery: Option<(Delivery, Option<SkipReason>)>,
    has_reached_goal: bool,
    facts: Facts,
}

/// What a step comes to.
#[derive(Clone)]
struct Taken {
    becomes: Becomes,
    /// The message that is to be sent, from 1.
    message: Option<u32>,
    learnt: Vec<(Name, Scalar)>,
}

/// Takes some a step on; false when none is due. Its flow is made ready for the first, and then kept: a campaign that runs says no other.
pub(super) async fn go_on_some(engage: &Engage, kept: &Kept, ready: &OnceLock<Option<Program>>) -> Result<bool, Error> {
    if kept.campaign.journey.is_none() {
        return Ok(false);
    }
    let (shared, now) = (kept.clone(), engage.messaging.now());
    let views = engage.messaging.db().read(async move |tx| look(tx, &shared, now).await).await?;
    if views.is_empty() {
        return Ok(false);
    }
    let program = ready.get_or_init(|| program(&kept.campaign)).as_ref();
    if program.is_none() {
        tracing::warn!(campaign = %kept.campaign.id, "a journey that could run once can't any more; it ends");
    }
    let mut steps = Vec::with_capacity(views.len());
    for view in views {
        let taken = take(kept, program, &view);
        if !taken.learnt.is_empty() {
            // That is done before the step: twice is as good as once.
            engage.learn(view.journey.contact, taken.learnt.clone()).await?;
        }
        steps.push((view, taken));
    }
    write(engage, kept, steps, now).await?;
    Ok(true)
}

async fn look(tx: &mut Tx<'_>, kept: &Kept, now: Timestamp) -> Result<Vec<View>, Error> {
    let (brand, campaign) = (kept.brand, kept.campaign.id);
    let due = campaign_journeys::due(tx, campaign, now, TOGETHER).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let began: Vec<_> = due.iter().map(|one| (one.contact, one.began)).collect();
    let last: Vec<_> = due.iter().map(|one| (one.contact, one.last)).collect();
    let got = campaign_journeys::got(tx, campaign, &began).await?;
    let deliveries = campaign_journeys::deliveries(tx, campaign, &last).await?;
    // Whose first message is no more is asked about nobody.
    let reader = |(one, got): (&Journey, &Option<Got>)| (got.map_or(AccountId::new(0), |got| got.account), one.contact);
    let readers: Vec<_> = due.iter().zip(&got).map(reader).collect();
    let read = campaign_deliveries::read_up_to(tx, &readers).await?;
    let word = |(one, got): (&Journey, &Option<Got>)| (one.contact, got.map_or(one.seq, |got| got.seq), brand);
    let words: Vec<_> = due.iter().zip(&got).map(word).collect();
    let words = events::next_of_other(tx, &words).await?;
    let since: Vec<_> = due.iter().map(|one| (one.contact, one.began_at, one.seq)).collect();
    let reached = reached(tx, kept, &since, now).await?;
    let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
    let hours = brand_hours::find(tx, brand).await?;
    // Hours that can't be read, by a later server's shape, close nothing.
    let open = Hours::of(&hours).map_or(true, |hours| hours.is_open_at(now));
    let mut views = Vec::with_capacity(due.len());
    let came = got.into_iter().zip(deliveries).zip(read.into_iter().zip(words)).zip(reached);
    for (journey, (((got, delivery), (read, word)), has_reached_goal)) in due.into_iter().zip(came) {
        let contact = facts(tx, (brand, journey.contact), &known).await?;
        let campaign = of_campaign(got.as_ref(), read, word.is_some());
        let facts = Facts { now, open, contact, consents: BTreeMap::new(), campaign, forms: false };
        views.push(View { journey, got, delivery, has_reached_goal, facts });
    }
    Ok(views)
}

/// What conditions read as `campaign.…`: of the newest message that they got, and the variant of the first.
fn of_campaign(got: Option<&Got>, read: i64, has_replied: bool) -> Values {
    let variant = got.and_then(|got| Number::whole(i64::from(got.variant)).ok());
    let facts = [
        ("seen", Some(Scalar::YesNo(got.is_some_and(|got| got.seen_at.is_some() || read >= got.seq)))),
        ("clicked", Some(Scalar::YesNo(got.is_some_and(|got| got.clicked_at.is_some())))),
        ("replied", Some(Scalar::YesNo(has_replied))),
        ("variant", variant.map(Scalar::Number)),
    ];
    facts.into_iter().filter_map(|(name, value)| Some((name.parse().ok()?, value?))).collect()
}

/// The step that one takes.
fn take(kept: &Kept, program: Option<&Program>, view: &View) -> Taken {
    let last = view.journey.last;
    let over = |stands| Taken {
        becomes: Becomes { stands, session: None, last, due_at: None },
        message: None,
        learnt: Vec::new(),
    };
    // Who wanted no more has not answered by saying so; and what was taken back is followed by nothing.
    if view.got.is_none_or(|got| got.has_opted_out || got.is_recalled) {
        return over(Stands::Over);
    }
    if view.has_reached_goal {
        return over(Stands::GoalReached);
    }
    let Some(program) = program else { return over(Stands::Over) };
    let step = match next(view) {
        Next::Begin => Some(engine::begin(program, &id(kept, &view.journey), &as_of(view))),
        Next::Resume(session, input) => {
            let is_told = matches!(input, Input::Promoted(..));
            let facts = if is_told { &as_of(view) } else { &view.facts };
            engine::resume(program, &session, &input, facts).ok()
        }
        Next::Wait => {
            let session = view.journey.session.clone();
            // Whoever settles it has it go on; should that have been before this, it is looked again.
            let due_at = Some(view.facts.now.plus_seconds(AGAIN_SECONDS));
            let becomes = Becomes { stands: Stands::UnderWay, session, last, due_at };
            return Taken { becomes, message: None, learnt: Vec::new() };
        }
        Next::Leave(stands) => return over(stands),
    };
    step.map_or_else(|| over(Stands::Over), |step| taken(kept, step, last))
}

/// What is known, at the moment at which the message went out that came before: what the journey waits for after that is reckoned from there, however
/// late it is by now.
fn as_of(view: &View) -> Facts {
    Facts { now: view.journey.due_at, ..view.facts.clone() }
}

/// What a journey does next.
enum Next {
    Begin,
    Resume(Box<Session>, Input),
    /// It is not known yet what became of its message.
    Wait,
    /// It is over.
    Leave(Stands),
}

fn next(view: &View) -> Next {
    let Some(session) = &view.journey.session else { return Next::Begin };
    let Ok(session) = serde_json::from_slice::<Session>(session) else { return Next::Leave(Stands::Over) };
    match session.standing.clone() {
        Standing::Waiting(_) => {
            let input = Input::Timer(session.timer.clone());
            Next::Resume(Box::new(session), input)
        }
        Standing::Working { effect, .. } => {
            let result = match view.delivery {
                Some((Delivery::Planned, _)) => return Next::Wait,
                Some((Delivery::Sent | Delivery::Recalled, _)) => PromotionResult::Sent,
                Some((Delivery::Skipped, Some(SkipReason::GoalReached))) => return Next::Leave(Stands::GoalReached),
                // They agree no more, are never to be written to, are gone, or another contact of theirs is on the journey.
                Some((
                    Delivery::Skipped,
                    Some(
                        SkipReason::NoConsent
                        | SkipReason::Suppressed
                        | SkipReason::CustomerGone
                        | SkipReason::SamePerson,
                    ),
                )) => return Next::Leave(Stands::Over),
                Some((Delivery::Skipped | Delivery::Failed | Delivery::HeldOut, _)) | None => PromotionResult::Skipped,
            };
            Next::Resume(Box::new(session), Input::Promoted(effect, result))
        }
        // Nobody is asked anything on a journey.
        Standing::Asked(_) | Standing::Over => Next::Leave(Stands::Over),
    }
}

/// A journey's name for good, which begins the keys of all that it does.
fn id(kept: &Kept, journey: &Journey) -> String {
    format!("{}.{}.{}", kept.campaign.id, journey.contact, journey.began)
}

/// The engine's step as it is written.
fn taken(kept: &Kept, step: Step, last: i64) -> Taken {
    let Step { session, actions, .. } = step;
    let (mut message, mut due_at, mut learnt) = (None, None, Vec::new());
    for action in actions {
        match action.act {
            Act::Promote { message: name } => message = message_of(&kept.campaign, name.as_str()),
            Act::WaitUntil { at } => due_at = Some(at),
            Act::SetAttribute { name, value } => learnt.push((name, value)),
            // Nobody hears a journey but by its messages, and its checks let it do nothing else.
            Act::Say(_) | Act::Effect(_) | Act::Agreed { .. } | Act::HandOver(_) | Act::Ended(_) => {}
        }
    }
    let session = (session.standing != Standing::Over).then(|| serde_json::to_vec(&session).ok()).flatten();
    let is_under_way = session.is_some() && (message.is_some() || due_at.is_some());
    let stands = if is_under_way { Stands::UnderWay } else { Stands::Over };
    let session = session.filter(|_| is_under_way);
    Taken { becomes: Becomes { stands, session, last, due_at }, message, learnt }
}

/// Writes steps with the deliveries that they ask for, of one that still runs.
async fn write(engage: &Engage, kept: &Kept, steps: Vec<(View, Taken)>, now: Timestamp) -> Result<(), Error> {
    let campaign = kept.campaign.id;
    let written = engage.messaging.db().write(async move |tx| {
        // Held, so that nobody else gives a contact its next occurrence meanwhile.
        if campaigns::hold_running(tx, &[campaign]).await? != [true] {
            return Ok(());
        }
        let contacts: Vec<_> = steps.iter().map(|(view, _)| view.journey.contact).collect();
        let newest = campaign_journeys::newest(tx, campaign, &contacts).await?;
        let mut planned = Vec::new();
        for ((view, taken), newest) in steps.iter().zip(newest) {
            let mut becomes = taken.becomes.clone();
            let asked = taken.message.zip(view.got.as_ref());
            if asked.is_some() {
                becomes.last = newest.map_or(0, |newest| newest + 1);
            }
            // No more of a contact's messages have a name of their own.
            if becomes.last >= CAMPAIGN_OCCURRENCES {
                becomes = Becomes { stands: Stands::Over, session: None, last: view.journey.last, due_at: None };
            }
            // Another node may have come further.
            let is_ours = campaign_journeys::step(tx, campaign, &view.journey, &becomes).await?;
            if let Some((message, got)) = asked.filter(|_| is_ours && becomes.stands == Stands::UnderWay) {
                planned.push(Planned {
                    contact: view.journey.contact,
                    occurrence: becomes.last,
                    account: got.account,
                    variant: got.variant,
                    message,
                    planned_for: now,
                    seq: None,
                });
            }
        }
        campaign_deliveries::insert_many(tx, campaign, &planned).await?;
        Ok::<_, Error>(())
    });
    written.await
}
