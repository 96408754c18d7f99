//! What a brand may say of all its campaigns.

use subrosa_proto::campaign::CampaignSettings;
use subrosa_proto::limits::COMPLAINTS_PER_THOUSAND;

use crate::Problem;
use crate::quiet::Quiet;

/// Checks what holds for all campaigns.
///
/// # Errors
/// At the first field that can't be so.
pub fn check_settings(settings: &CampaignSettings) -> Result<(), Problem> {
    let wrong = |field: &'static str, what: &str| Err(Problem::new(field, what));
    if !(1..=100).contains(&settings.cap) {
        return wrong("cap", "1 to 100");
    }
    if !(1..=30).contains(&settings.cap_days) {
        return wrong("cap_days", "1 to 30");
    }
    for (field, time) in [("quiet_from", &settings.quiet_from), ("quiet_until", &settings.quiet_until)] {
        if Quiet::between(time, "00:00").is_none() {
            return wrong(field, "a time of day such as 21:00");
        }
    }
    if settings.gap_hours > 168 {
        return wrong("gap_hours", "at most 168");
    }
    if settings.approval_above > 1_000_000 {
        return wrong("approval_above", "at most 1,000,000");
    }
    if settings.opt_out_percent > 100 {
        return wrong("opt_out_percent", "at most 100");
    }
    if !(1..=100_000).contains(&settings.opt_out_after) {
        return wrong("opt_out_after", "1 to 100,000");
    }
    if settings.complaint_per_thousand > COMPLAINTS_PER_THOUSAND {
        return wrong("complaint_per_thousand", "at most 1,000");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_by_itself_is_right_and_bounds_hold() {
        let with = |change: fn(&mut CampaignSettings)| {
            let mut settings = CampaignSettings::default();
            change(&mut settings);
            check_settings(&settings).map_err(|problem| problem.field)
        };
        assert_eq!(with(|_| ()), Ok(()));
        assert_eq!(with(|settings| settings.cap = 0), Err("cap"));
        assert_eq!(with(|settings| settings.cap_days = 31), Err("cap_days"));
        assert_eq!(with(|settings| settings.quiet_from = "25:00".to_owned()), Err("quiet_from"));
        assert_eq!(with(|settings| settings.quiet_until = "night".to_owned()), Err("quiet_until"));
        assert_eq!(with(|settings| settings.gap_hours = 169), Err("gap_hours"));
        assert_eq!(with(|settings| settings.opt_out_after = 0), Err("opt_out_after"));
        assert_eq!(with(|settings| settings.opt_out_percent = 101), Err("opt_out_percent"));
        assert_eq!(with(|settings| settings.complaint_per_thousand = 1_001), Err("complaint_per_thousand"));
    }
}
