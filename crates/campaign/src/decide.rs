//! Whether somebody is told now, later or not at all: the one decision, for those who send and those who only want to know.
//!
//! Never: who is let into a conversation (that is `desk::sending`'s, whose answer is one of the facts), a clock.

use subrosa_desk::zone::Zone;
use subrosa_proto::Timestamp;
use subrosa_proto::campaign::CampaignSettings;
use subrosa_proto::campaign_report::{SkipReason, WaitReason};

use crate::Quiet;

/// The week of people's own budgets.
pub const WEEK_SECONDS: i64 = 7 * 24 * 60 * 60;
/// For how long a contact's ticket or conversation is waited for; after that they get nothing of this campaign.
pub const PATIENCE_HOURS: i64 = 72;
/// When a ticket is looked at again.
pub const TICKET_SECONDS: i64 = 60 * 60;
const HOUR_SECONDS: i64 = 60 * 60;

/// What the desk says to a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    CustomerGone,
    NoConsent,
    TicketOpen,
}

/// All that is asked about a contact.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'f> {
    pub now: Timestamp,
    /// When they were to be told at first.
    pub planned_for: Timestamp,
    /// What the clocks show where they are.
    pub zone: &'f Zone,
    pub settings: &'f CampaignSettings,
    /// What the desk says.
    pub refused: Option<Refusal>,
    /// Why there is nothing to be sent to them.
    pub unsayable: Option<SkipReason>,
    /// They stand on the list of those to whom the brand's campaigns never write.
    pub is_suppressed: bool,
    /// Another contact of the same person has it.
    pub is_told: bool,
    /// The last word of either side; promotions are none.
    pub last_word: Option<Timestamp>,
    /// When the brand's promotions reached them, in any order.
    pub of_brand: &'f [Timestamp],
    /// When promotions of all brands reached the person.
    pub of_all: &'f [Timestamp],
    /// How many of these they want in a week.
    pub budget: u32,
    /// How many days they want between two of the brand's.
    pub rest_days: i64,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Now.
    Send,
    /// Not before a moment, at which it is asked again.
    Wait(WaitReason, Timestamp),
    /// Never.
    Skip(SkipReason),
}

/// Decides.
#[must_use]
pub fn decide(facts: &Facts<'_>) -> Decision {
    let Facts { now, settings, .. } = *facts;
    if let Some(why) = skipped(facts) {
        return Decision::Skip(why);
    }
    if facts.planned_for > now {
        return Decision::Wait(WaitReason::Scheduled, facts.planned_for);
    }
    let gives_up = facts.planned_for.plus_seconds(PATIENCE_HOURS * HOUR_SECONDS);
    if facts.refused == Some(Refusal::TicketOpen) {
        let again = now.plus_seconds(TICKET_SECONDS);
        return if again > gives_up {
            Decision::Skip(SkipReason::TicketOpen)
        } else {
            Decision::Wait(WaitReason::TicketOpen, again)
        };
    }
    let quiet_since = facts.last_word.map(|last| last.plus_seconds(i64::from(settings.gap_hours) * HOUR_SECONDS));
    if let Some(until) = quiet_since.filter(|until| *until > now) {
        return if until > gives_up {
            Decision::Skip(SkipReason::LiveConversation)
        } else {
            Decision::Wait(WaitReason::LiveConversation, until)
        };
    }
    match Quiet::of(settings).ends(facts.zone, now) {
        Some(until) => Decision::Wait(WaitReason::QuietHours, until),
        None => Decision::Send,
    }
}

/// Why they get nothing, whenever that is.
fn skipped(facts: &Facts<'_>) -> Option<SkipReason> {
    let Facts { now, settings, .. } = *facts;
    match facts.refused {
        Some(Refusal::CustomerGone) => return Some(SkipReason::CustomerGone),
        // Whatever they agreed to.
        _ if facts.is_suppressed => return Some(SkipReason::Suppressed),
        Some(Refusal::NoConsent) => return Some(SkipReason::NoConsent),
        Some(Refusal::TicketOpen) | None => {}
    }
    if facts.is_told {
        return Some(SkipReason::SamePerson);
    }
    if facts.unsayable.is_some() {
        return facts.unsayable;
    }
    // Who is to be told later may have room by then.
    if facts.planned_for > now {
        return None;
    }
    let since = |seconds: i64| now.plus_seconds(-seconds);
    let within = |sent: &[Timestamp], seconds: i64| sent.iter().filter(|at| **at > since(seconds)).count();
    let is_full = |count: usize, most: u32| count >= usize::try_from(most).unwrap_or(usize::MAX);
    if is_full(within(facts.of_all, WEEK_SECONDS), facts.budget) {
        return Some(SkipReason::Budget);
    }
    if within(facts.of_brand, facts.rest_days * 24 * HOUR_SECONDS) > 0 {
        return Some(SkipReason::Budget);
    }
    let cap_seconds = i64::from(settings.cap_days) * 24 * HOUR_SECONDS;
    is_full(within(facts.of_brand, cap_seconds), settings.cap).then_some(SkipReason::Capped)
}
