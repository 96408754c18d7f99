//! The shop's campaigns: a sale two weeks ago that is over, whose messages were sent, read and answered as the clock went on; and one that waits
//! for somebody to agree.
//!
//! Never: a figure of a report. What stands there comes of what was sent and done.

use serde_json::Value;
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::Messaging;
use subrosa_proto::campaign::{
    CampaignAudience, CampaignGoal, CampaignMove, CampaignSchedule, CampaignSettings, CampaignVariant, GoalKind,
    LocalMoment, SaveCampaign,
};
use subrosa_proto::campaign_journey::{CampaignJourney, JourneyMessage};
use subrosa_proto::conversation::MarkRead;
use subrosa_proto::template::{TemplateButton, TemplateVariant};
use subrosa_proto::ticket::{TicketChange, TicketStatus};
use subrosa_proto::voucher::{AddVouchers, NewVoucherPool};
use subrosa_proto::{Body, SegmentId, Timestamp, VoucherPoolId};

use super::acting::say;
use super::regulars::Regular;
use super::tracked;
use crate::demo::play::StoryClock;
use crate::failure::Failure;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// How many days ago the sale was.
pub(super) const SALE_DAYS_AGO: i64 = 14;
/// Hours of the sale's day, by UTC: it begins when the day does somewhere, and is ten o'clock at one regular's after the other.
const SENDING: [i64; 10] = [-4, 1, 2, 7, 8, 9, 10, 14, 15, 16];
/// Hours at which somebody looks what came of it; after the last the goal's days are over for everyone.
const AFTERWARDS: [i64; 8] = [20, 44, 68, 92, 116, 140, 164, 188];
/// Vouchers of the one that waits.
const CODES: usize = 400;
/// What follows the one that waits.
const ONCE_MORE: &str = "\
v: 1
name: Tablecloths once more
language: en
start: pause
nodes:
  pause: { wait: { for: 3d, then: read } }
  read:
    condition:
      if: { compare: { value: campaign.seen, is: equal, to: true } }
      then: over
      otherwise: remind
  remind: { promote: { message: once_more, then: over } }
  over: { end: {} }
";
/// The turns in which regulars do something; one of them has one.
const TURNS: usize = 6;

/// Those who act in it.
pub(super) struct Cast<'a> {
    pub(super) messaging: &'a Messaging,
    pub(super) engage: &'a Engage,
    pub(super) clock: &'a StoryClock,
    pub(super) owner: &'a Actor,
    pub(super) agent: &'a Actor,
    pub(super) marketer: &'a Actor,
    /// With which the shop's systems tell what is done there.
    pub(super) key: &'a str,
}

/// Plays the sale from its first word to the end of its goal's days.
pub(super) async fn play_sale(cast: &Cast<'_>, regulars: &[Regular], now: Timestamp) -> Result<(), Failure> {
    let today = Timestamp::from_milliseconds(now.milliseconds() / (DAY * 1_000) * DAY * 1_000);
    let day = today.plus_seconds(-SALE_DAYS_AGO * DAY);
    cast.clock.set(day.plus_seconds(-9 * HOUR));
    // A shop of this size wants four eyes sooner than a large one.
    let settings = CampaignSettings { approval_above: 100, ..CampaignSettings::default() };
    cast.engage.set_campaign_settings(cast.owner, settings).await?;
    let sale = cast.engage.create_campaign(cast.marketer, sale(day)?).await?.id;
    cast.engage.move_campaign(cast.marketer, sale, CampaignMove::Submit).await?;
    cast.engage.approve_campaign(cast.owner, sale).await?;
    for hour in SENDING {
        cast.clock.set(day.plus_seconds(hour * HOUR));
        cast.engage.run_due_campaigns().await?;
    }
    let mut told = Vec::with_capacity(regulars.len());
    for regular in regulars {
        let held = cast.messaging.get_conversation(&regular.actor, regular.conversation).await?;
        told.push(held.conversation.head > 0);
    }
    for (turn, hour) in AFTERWARDS.into_iter().enumerate() {
        let at = day.plus_seconds(hour * HOUR);
        cast.clock.set(at);
        let mut calls = Vec::new();
        for (regular, is_told) in regulars.iter().zip(&told) {
            if regular.number % TURNS == turn {
                cast.live(regular, *is_told).await?;
                calls.extend(did(regular.number, *is_told, at));
            }
        }
        tracked::tell(cast.engage, cast.key, &calls).await?;
        cast.engage.run_due_campaigns().await?;
    }
    Ok(())
}

/// What one does in the shop in the days behind the sale's message. Some would have come without it.
fn did(number: usize, is_told: bool, at: Timestamp) -> Vec<Value> {
    // Not in step with turns, languages or what they like.
    let mood = number * 13 / 7 % 20;
    let (looks, buys) = if is_told { (mood < 13, mood < 3) } else { (mood < 7, mood < 1) };
    let mut calls = Vec::new();
    if looks {
        calls.push(tracked::viewed(number, at.plus_seconds(-HOUR), 50));
    }
    if buys {
        calls.push(tracked::bought(number, at.plus_seconds(-HOUR / 2), 8));
    }
    calls
}

impl Cast<'_> {
    /// Of ten who got it eight read it; some have a question, and two want no more.
    async fn live(&self, regular: &Regular, is_told: bool) -> Result<(), Failure> {
        let Regular { number, actor, conversation } = regular;
        if !is_told || number % 10 > 7 {
            return Ok(());
        }
        self.messaging.mark_read(actor, *conversation, MarkRead { seq: i64::MAX }).await?;
        if number % 80 == 37 {
            let question = Body::text("Is the large plate among them?");
            say(self.messaging, actor, *conversation, &question).await?;
            let answer = Body::text("It is: four of them, speckled, and one is yours if you like.");
            say(self.messaging, self.agent, *conversation, &answer).await?;
            let resolved = TicketChange { status: Some(TicketStatus::Resolved), ..TicketChange::default() };
            self.messaging.change_ticket(self.agent, *conversation, resolved)?.await?;
            self.messaging.ask_due_customers().await?;
        }
        if number % 190 == 61 {
            say(self.messaging, actor, *conversation, &Body::text("STOP")).await?;
        }
        Ok(())
    }
}

/// Writes the one that waits, for those in a segment, with a voucher for each.
pub(super) async fn leave_waiting(cast: &Cast<'_>, segment: SegmentId) -> Result<(), Failure> {
    let named = NewVoucherPool { name: "Linen, ten percent".to_owned() };
    let pool = cast.engage.create_voucher_pool(cast.marketer, named).await?.id;
    let codes = (1..=CODES).map(|number| format!("LINEN-{}", 10_000 + number * 7_919 % 90_000)).collect();
    let codes = AddVouchers { codes: Some(codes), csv: None };
    cast.engage.add_vouchers(cast.marketer, pool, codes).await?;
    let linen = cast.engage.create_campaign(cast.marketer, linen(segment, pool)).await?.id;
    cast.engage.move_campaign(cast.marketer, linen, CampaignMove::Submit).await?;
    Ok(())
}

fn text(language: &str, text: &str, button: &str) -> TemplateVariant {
    TemplateVariant {
        language: language.to_owned(),
        text: text.to_owned(),
        choices: Vec::new(),
        buttons: vec![TemplateButton {
            text: button.to_owned(),
            open: "https://rosewater.example/new?from={{contact.favourite|all}}".to_owned(),
        }],
        image: None,
    }
}

/// To everyone whom the shop's systems know, at ten o'clock where each of them is. So much is held out because a shop of this size sees no difference
/// otherwise.
fn sale(day: Timestamp) -> Result<SaveCampaign, Failure> {
    let date = jiff::Timestamp::from_microsecond(day.microseconds()).map_err(Failure::new)?;
    let plain = vec![
        text(
            "en",
            "Hi {{contact.first_name|there}}, the kiln is open: seconds of the spring firing, at half price until Sunday.",
            "See them",
        ),
        text(
            "de",
            "Hallo {{contact.first_name|zusammen}}, der Ofen ist offen: zweite Wahl aus dem Frühlingsbrand, bis Sonntag zum halben Preis.",
            "Ansehen",
        ),
    ];
    let warm = vec![
        text(
            "en",
            "{{contact.first_name|Hello}}, a bowl with a small flaw holds as much soup. Seconds of the spring firing are half price until Sunday.",
            "Have a look",
        ),
        text(
            "de",
            "{{contact.first_name|Hallo}}, auch eine Schale mit kleinem Makel fasst die ganze Suppe. Zweite Wahl ist bis Sonntag zum halben Preis da.",
            "Ansehen",
        ),
    ];
    Ok(SaveCampaign {
        name: "Seconds of the spring firing".to_owned(),
        audience: of_rule(r#"orders count >= 1 or event "Product Viewed" in last 90 days"#),
        topic: "offers".to_owned(),
        schedule: CampaignSchedule::Local(LocalMoment {
            date: date.strftime("%Y-%m-%d").to_string(),
            time: "10:00".to_owned(),
        }),
        variants: [plain, warm].map(|texts| CampaignVariant { share: 1, texts }).to_vec(),
        fallback: "en".to_owned(),
        holdout_percent: 40,
        goal: CampaignGoal { reached_by: GoalKind::Event("Product Viewed".to_owned()), days: 7 },
        track_links: true,
        vouchers: None,
        journey: None,
    })
}

fn linen(segment: SegmentId, pool: VoucherPoolId) -> SaveCampaign {
    let texts = vec![
        text(
            "en",
            "Hi {{contact.first_name|there}}, the new tablecloths are in, in rust and in sage. You like linen, so you hear of it first: {{voucher}} takes ten percent off.",
            "See the colours",
        ),
        text(
            "de",
            "Hallo {{contact.first_name|zusammen}}, die neuen Tischdecken sind da, in Rost und in Salbei. Sie mögen Leinen, darum wissen Sie es zuerst: {{voucher}} spart zehn Prozent.",
            "Farben ansehen",
        ),
    ];
    SaveCampaign {
        name: "New tablecloths".to_owned(),
        audience: CampaignAudience { segment: Some(segment), ..CampaignAudience::default() },
        topic: "offers".to_owned(),
        schedule: CampaignSchedule::Now,
        variants: vec![CampaignVariant { share: 1, texts }],
        fallback: "en".to_owned(),
        holdout_percent: 10,
        goal: CampaignGoal { reached_by: GoalKind::Order, days: 7 },
        track_links: true,
        vouchers: Some(pool),
        journey: Some(CampaignJourney { flow: ONCE_MORE.to_owned(), messages: vec![once_more()] }),
    }
}

/// To whoever has not read of the tablecloths after three days.
fn once_more() -> JourneyMessage {
    let texts = vec![
        text(
            "en",
            "{{contact.first_name|Hello}}, the tablecloths in rust are nearly gone; sage is still there.",
            "See the colours",
        ),
        text(
            "de",
            "{{contact.first_name|Hallo}}, die Tischdecken in Rost sind fast fort; Salbei ist noch da.",
            "Farben ansehen",
        ),
    ];
    JourneyMessage { name: "once_more".to_owned(), texts }
}

fn of_rule(text: &str) -> CampaignAudience {
    CampaignAudience { text: Some(text.to_owned()), ..CampaignAudience::default() }
}
