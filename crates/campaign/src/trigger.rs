//! Whether what a contact did has a campaign sent to them, and when.

use subrosa_proto::Timestamp;
use subrosa_proto::campaign_schedule::CampaignTrigger;

const MINUTE_SECONDS: i64 = 60;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// When somebody is told who did it at these moments, the first first: nothing where none of them counts. `before` is when they were last to be
/// told by it, whatever became of that. What was looked at before comes to the same once more, so nobody is told twice of one thing.
#[must_use]
pub fn triggered(trigger: &CampaignTrigger, moments: &[Timestamp], before: Option<Timestamp>) -> Option<Timestamp> {
    let after = i64::from(trigger.after_minutes) * MINUTE_SECONDS;
    let counts =
        |at: &Timestamp| before.is_none_or(|before| told_again_after(trigger, before).is_some_and(|free| free <= *at));
    moments.iter().map(|moment| moment.plus_seconds(after)).find(counts)
}

/// From when on somebody can be told again who was told at a moment; nothing where each is told once.
#[must_use]
pub fn told_again_after(trigger: &CampaignTrigger, told_at: Timestamp) -> Option<Timestamp> {
    trigger.again_after_days.map(|days| told_at.plus_seconds(i64::from(days) * DAY_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(hours: i64) -> Timestamp {
        Timestamp::from_milliseconds(hours * 3_600_000)
    }

    #[test]
    fn each_is_told_once_unless_it_is_said_otherwise() {
        let once = CampaignTrigger { after_minutes: 120, ..CampaignTrigger::default() };
        assert_eq!(triggered(&once, &[], None), None);
        assert_eq!(triggered(&once, &[at(5), at(6)], None), Some(at(7)), "of the first");
        assert_eq!(triggered(&once, &[at(5), at(9_000)], Some(at(7))), None);
        let again = CampaignTrigger { again_after_days: Some(1), ..once };
        assert_eq!(triggered(&again, &[at(5), at(28)], Some(at(7))), None, "what was looked at before, and too soon");
        assert_eq!(triggered(&again, &[at(5), at(28), at(29), at(40)], Some(at(7))), Some(at(31)));
    }
}
