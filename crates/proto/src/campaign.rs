//! Campaigns: one message of a brand to all of whom a rule holds and who have agreed to hear of its topic, each once, in variants, with some
//! held out to compare with.
//!
//! Never: who may get one and when (that is `campaign`'s), figures of what came of it (those are in `campaign_report`).

use serde::{Deserialize, Serialize};

use crate::campaign_journey::CampaignJourney;
use crate::campaign_schedule::{CampaignRecurrence, CampaignTrigger};
use crate::ids::{AccountId, CampaignId, SegmentId, VoucherPoolId};
use crate::object;
use crate::segment::Rule;
use crate::template::TemplateVariant;
use crate::time::Timestamp;

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CampaignState {
    /// It is being written.
    Draft,
    /// It goes to so many that another member has to agree.
    Waiting,
    /// It begins at its moment.
    Scheduled,
    Running,
    Paused,
    /// Everyone was told, or there is a reason why not.
    Finished,
    /// It was ended before that. Whoever got it keeps it.
    Cancelled,
}

impl CampaignState {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Waiting, Self::Scheduled, Self::Running, Self::Paused, Self::Finished, Self::Cancelled];
}

/// Why a campaign is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CampaignPause {
    /// A member said so.
    Member,
    /// More than the brand's share of those who got it wanted no more of it.
    OptOuts,
    /// Its audience can't be found any more: the segment or the topic is gone.
    AudienceGone,
    /// Its pool has no vouchers left for those who are still to get it.
    VouchersGone,
    /// More than the brand's share of those who got it said that it was unwanted.
    Complaints,
}

/// Whom a campaign is for: a segment, as it is when the campaign begins, or a rule of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignAudience {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub segment: Option<SegmentId>,
    /// Instead: a rule as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub rule: Option<Rule>,
    /// Instead: a rule as people write it, at most 20,000 characters. An answer has it beside the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schema(max_length = 20_000, nullable = false, example = "attribute tier = \"gold\"")
    )]
    pub text: Option<String>,
}

/// When a campaign is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CampaignSchedule {
    /// As soon as it may begin.
    #[default]
    Now,
    /// At this moment.
    At(Timestamp),
    /// When the clocks where each contact is say so: by their attribute `time_zone`, or else where the brand is. What clocks leave out when
    /// they are set forward is the moment at which they are.
    Local(#[serde(deserialize_with = "object::one")] LocalMoment),
    /// To each contact who does something, after that: as long as it runs. Of whom its audience does not hold any more by then, or who has
    /// reached its goal, gets nothing.
    When(#[serde(deserialize_with = "object::one")] CampaignTrigger),
    /// Again and again, each time to all of whom its audience holds then.
    Every(#[serde(deserialize_with = "object::one")] CampaignRecurrence),
}

/// A moment as clocks say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LocalMoment {
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-12-24"))]
    pub date: String,
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{2}:[0-9]{2}$", example = "09:30"))]
    pub time: String,
}

/// One way in which a campaign says what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignVariant {
    /// How many get it, beside the shares of the others.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 100, example = 50))]
    pub share: u32,
    /// One for each language. Blanks are `{{customer}}`, `{{brand}}`, `{{voucher}}`, `{{contact.…}}` and `{{order.…}}`; `{{contact.first_name|there}}` says what
    /// stands there where nothing is known. Whoever has a blank without either gets nothing.
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub texts: Vec<TemplateVariant>,
}

/// What is hoped for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum GoalKind {
    /// They order something.
    #[default]
    Order,
    /// They do this, as a system of the brand tells it.
    Event(String),
    /// They write.
    Reply,
}

/// What is hoped for, and within how many days after the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignGoal {
    pub reached_by: GoalKind,
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 30, example = 7))]
    pub days: u32,
}

impl Default for CampaignGoal {
    fn default() -> Self {
        Self { reached_by: GoalKind::Order, days: 7 }
    }
}

/// How many of a hundred are held out, unless said.
pub const HOLDOUT_PERCENT: u32 = 10;

const fn holdout_percent() -> u32 {
    HOLDOUT_PERCENT
}

const fn track_links() -> bool {
    true
}

/// What a campaign says, to whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveCampaign {
    /// What members call it: 1 to 60 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Spring sale"))]
    pub name: String,
    #[serde(deserialize_with = "object::one")]
    pub audience: CampaignAudience,
    /// The topic that those who get it have agreed to hear of.
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "offers"))]
    pub topic: String,
    #[serde(default)]
    pub schedule: CampaignSchedule,
    /// 1 to 4.
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 4))]
    pub variants: Vec<CampaignVariant>,
    /// The language for contacts whose own is not there: each variant has it. A contact's is their attribute `language`.
    #[cfg_attr(feature = "schema", schema(example = "en"))]
    pub fallback: String,
    /// How many of a hundred get nothing, to compare with: 10 unless said.
    #[serde(default = "holdout_percent")]
    #[cfg_attr(feature = "schema", schema(maximum = 50, example = 10))]
    pub holdout_percent: u32,
    /// An order within 7 days, unless said.
    #[serde(default)]
    pub goal: CampaignGoal,
    /// Whether it is counted who opens its links, unless said: they go out as short links of this server then, one for each contact. Links with
    /// blanks and those to this server stay as they are. At most 20 different ones.
    #[serde(default = "track_links")]
    #[cfg_attr(feature = "schema", schema(default = true))]
    pub track_links: bool,
    /// The pool out of which each contact gets a code of their own where a text has the blank `{{voucher}}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub vouchers: Option<VoucherPoolId>,
    /// What comes after its message, for each contact who got it: not with one that returns. It leaves out those held out.
    #[serde(default, deserialize_with = "object::optional", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub journey: Option<CampaignJourney>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Campaign {
    pub id: CampaignId,
    pub name: String,
    pub audience: CampaignAudience,
    pub topic: String,
    pub schedule: CampaignSchedule,
    pub variants: Vec<CampaignVariant>,
    pub fallback: String,
    pub holdout_percent: u32,
    pub goal: CampaignGoal,
    /// Whether it is counted who opens its links.
    pub track_links: bool,
    /// The pool of its vouchers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub vouchers: Option<VoucherPoolId>,
    /// What comes after its message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub journey: Option<CampaignJourney>,
    /// When it is submitted: how many vouchers are missing for everyone of whom its rule holds, if any are. Not of one that is sent on what contacts
    /// do: nobody knows how many it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub vouchers_short: Option<u64>,
    pub state: CampaignState,
    /// Why it is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub paused_by: Option<CampaignPause>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    /// The member who last wrote it.
    pub changed_by: AccountId,
    /// The member who said that it is to be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub submitted_by: Option<AccountId>,
    /// Another who agreed, where that was needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub approved_by: Option<AccountId>,
    /// Of how many contacts its rule held when it was to be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub people: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub started_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub finished_at: Option<Timestamp>,
    /// How many have got it.
    pub sent: i64,
    /// How many of them then wanted no more of its topic.
    pub opted_out: i64,
    /// How many of them said that it was unwanted.
    pub complained: i64,
}

/// The campaigns of a brand, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignList {
    pub campaigns: Vec<Campaign>,
}

/// What is done with a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CampaignMove {
    /// A draft is to be sent: at its moment, or once another member has agreed.
    Submit,
    /// What has not begun is a draft again.
    Withdraw,
    Pause,
    Resume,
    /// It is over, for good. Whoever has not got it does not.
    Cancel,
    /// What has been sent of one that is paused or over is taken back from all who have not read it, bit by bit. It does not begin again meanwhile.
    Recall,
}

/// What is to be done with a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MoveCampaign {
    #[serde(rename = "move")]
    pub what: CampaignMove,
}

/// What holds for all of a brand's campaigns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignSettings {
    /// How many promotions a contact gets at most, of all campaigns together, in `cap_days`.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 100, example = 2))]
    pub cap: u32,
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 30, example = 7))]
    pub cap_days: u32,
    /// From when on the clocks where a contact is have nothing sent until `quiet_until`. The same twice: at no time.
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{2}:[0-9]{2}$", example = "21:00"))]
    pub quiet_from: String,
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{2}:[0-9]{2}$", example = "09:00"))]
    pub quiet_until: String,
    /// Nothing is sent for so many hours after the last word of either side.
    #[cfg_attr(feature = "schema", schema(maximum = 168, example = 24))]
    pub gap_hours: u32,
    /// Another member has to agree where more contacts than this are meant.
    #[cfg_attr(feature = "schema", schema(maximum = 1_000_000, example = 500))]
    pub approval_above: u32,
    /// A campaign pauses by itself when more of a hundred who got it than this want no more of its topic; 0: never.
    #[cfg_attr(feature = "schema", schema(maximum = 100, example = 2))]
    pub opt_out_percent: u32,
    /// Once so many have got it.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 100_000, example = 200))]
    pub opt_out_after: u32,
    /// It pauses likewise, once as many have got it, when more of a thousand than this say that it is unwanted: 3 unless said; 0: never.
    #[serde(default = "complaint_per_thousand")]
    #[cfg_attr(feature = "schema", schema(maximum = 1_000, example = 3))]
    pub complaint_per_thousand: u32,
}

/// Complaints of a thousand at which a campaign pauses, unless said: what providers of mailboxes bear.
const fn complaint_per_thousand() -> u32 {
    3
}

impl Default for CampaignSettings {
    fn default() -> Self {
        Self {
            cap: 2,
            cap_days: 7,
            quiet_from: "21:00".to_owned(),
            quiet_until: "09:00".to_owned(),
            gap_hours: 24,
            approval_above: 500,
            opt_out_percent: 2,
            opt_out_after: 200,
            complaint_per_thousand: complaint_per_thousand(),
        }
    }
}

/// How many promotions someone wants in seven days, from all brands together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PromotionBudget {
    /// 0: none at all.
    #[cfg_attr(feature = "schema", schema(maximum = 100, example = 7))]
    pub per_week: u32,
}

impl Default for PromotionBudget {
    fn default() -> Self {
        Self { per_week: 7 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_says_little_and_means_the_rest() {
        let save: SaveCampaign = serde_json::from_str(
            r#"{"name": "Spring", "audience": {"text": "everyone"}, "topic": "offers", "fallback": "en",
                "variants": [{"share": 1, "texts": [{"language": "en", "text": "Hello"}]}]}"#,
        )
        .expect("a campaign");
        assert_eq!((save.holdout_percent, save.goal.days, &save.schedule), (10, 7, &CampaignSchedule::Now));
        assert!(save.track_links);
        let at = |json: &str| serde_json::from_str::<CampaignSchedule>(json).expect("a schedule");
        assert_eq!(at("\"now\""), CampaignSchedule::Now);
        assert_eq!(at("{\"at\": 7}"), CampaignSchedule::At(Timestamp::from_milliseconds(7)));
        let local = LocalMoment { date: "2026-03-29".to_owned(), time: "02:30".to_owned() };
        assert_eq!(at(r#"{"local": {"date": "2026-03-29", "time": "02:30"}}"#), CampaignSchedule::Local(local));
        let trigger = CampaignTrigger { event: Some("Viewed".to_owned()), ..CampaignTrigger::default() };
        assert_eq!(at(r#"{"when": {"event": "Viewed"}}"#), CampaignSchedule::When(trigger));
        let wrong =
            [r#"{"when": []}"#, r#"{"when": {"exits": "x"}}"#, r#"{"every": {"each": "year", "time": "09:00"}}"#];
        assert!(wrong.iter().all(|json| serde_json::from_str::<CampaignSchedule>(json).is_err()));
    }
}
