//! What a campaign may be: what can be sent whatever is put into its blanks, as far as that can be known before.

use std::collections::BTreeSet;

use subrosa_desk::language::in_one_form;
use subrosa_desk::zone::{Zone, date};
use subrosa_proto::campaign::{CampaignSchedule, CampaignVariant, GoalKind, SaveCampaign};
use subrosa_proto::campaign_schedule::{CampaignPeriod, CampaignRecurrence, CampaignTrigger};
use subrosa_proto::limits::{
    CAMPAIGN_AFTER_MINUTES, CAMPAIGN_AGAIN_DAYS, CAMPAIGN_DAYS, CAMPAIGN_GOAL_DAYS, CAMPAIGN_HOLDOUT_PERCENT,
    CAMPAIGN_LINKS, CAMPAIGN_NAME_CHARACTERS, CAMPAIGN_SHARE, CAMPAIGN_VARIANTS, CUSTOM_EVENT_NAME_CHARACTERS,
    TEMPLATE_LANGUAGES,
};
use subrosa_proto::{Timestamp, text};

use crate::journey::check_journey;
use crate::links::are_few;
use crate::quiet::{local_moment, minutes};
use crate::render::asks_voucher;
use crate::texts::check_text;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What is wrong with a campaign, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub field: &'static str,
    pub what: String,
}

impl Problem {
    pub(crate) fn new(field: &'static str, what: impl Into<String>) -> Self {
        Self { field, what: what.into() }
    }
}

/// Checks a campaign and gives it the one form in which it is kept.
///
/// # Errors
/// At the first thing that is wrong.
pub fn check(mut save: SaveCampaign, now: Timestamp) -> Result<SaveCampaign, Problem> {
    let wrong = |field, what: String| Err(Problem::new(field, what));
    save.name = save.name.trim().to_owned();
    if let Err(why) = text::check_line(&save.name, CAMPAIGN_NAME_CHARACTERS, false) {
        return wrong("name", why.to_string());
    }
    if save.holdout_percent > CAMPAIGN_HOLDOUT_PERCENT {
        return wrong("holdout_percent", format!("at most {CAMPAIGN_HOLDOUT_PERCENT}"));
    }
    if !(1..=CAMPAIGN_GOAL_DAYS).contains(&save.goal.days) {
        return wrong("goal", format!("1 to {CAMPAIGN_GOAL_DAYS} days"));
    }
    if let GoalKind::Event(name) = &save.goal.reached_by
        && text::check_line(name, CUSTOM_EVENT_NAME_CHARACTERS, false).is_err()
    {
        return wrong(
            "goal",
            format!("the name of an event has 1 to {CUSTOM_EVENT_NAME_CHARACTERS} characters on one line"),
        );
    }
    check_schedule(&save.schedule, now)?;
    if save.variants.is_empty() || save.variants.len() > CAMPAIGN_VARIANTS {
        return wrong("variants", format!("1 to {CAMPAIGN_VARIANTS} variants"));
    }
    let Some(fallback) = in_one_form(&save.fallback) else {
        return wrong("fallback", "a language such as en, de or pt-BR".to_owned());
    };
    save.fallback = fallback;
    for variant in &mut save.variants {
        check_variant(variant, &save.fallback)?;
    }
    check_journey(&mut save).map_err(|what| Problem::new("journey", what))?;
    if save.track_links && !are_few(&save.variants, save.journey.as_ref()) {
        return wrong("variants", format!("at most {CAMPAIGN_LINKS} different links can be counted"));
    }
    let asks = save.variants.iter().flat_map(|variant| &variant.texts).any(asks_voucher);
    match (asks, save.vouchers) {
        (true, None) => wrong("vouchers", "a pool out of which `{{voucher}}` is taken".to_owned()),
        (false, Some(_)) => wrong("vouchers", "none, or `{{voucher}}` in a text".to_owned()),
        (true, Some(_)) | (false, None) => Ok(save),
    }
}

fn check_schedule(schedule: &CampaignSchedule, now: Timestamp) -> Result<(), Problem> {
    let latest = now.plus_seconds(CAMPAIGN_DAYS * DAY_SECONDS);
    let at = match schedule {
        CampaignSchedule::Now => return Ok(()),
        CampaignSchedule::At(at) => Some(*at),
        CampaignSchedule::Local(moment) => Zone::named("UTC").and_then(|zone| local_moment(&zone, moment)),
        CampaignSchedule::When(trigger) => return check_trigger(trigger),
        CampaignSchedule::Every(every) => return check_recurrence(every),
    };
    match at {
        Some(at) if at <= latest => Ok(()),
        _ => Err(Problem::new("schedule", "a moment within a year, as 2026-12-24 and 09:30")),
    }
}

fn check_trigger(trigger: &CampaignTrigger) -> Result<(), Problem> {
    let wrong = |what: &str| Err(Problem::new("schedule", what));
    let CampaignTrigger { enters, event, properties, after_minutes, again_after_days } = trigger;
    match (enters, event) {
        (Some(_), None) if properties.is_empty() => {}
        (Some(_), None) => return wrong("properties are an event's"),
        (None, Some(name)) if text::check_line(name, CUSTOM_EVENT_NAME_CHARACTERS, false).is_ok() => {}
        (None, Some(_)) => return wrong("the name of an event on one line"),
        (None, None) | (Some(_), Some(_)) => return wrong("`enters` or `event`: one of both"),
    }
    if *after_minutes > CAMPAIGN_AFTER_MINUTES {
        return wrong("up to 30 days later");
    }
    if again_after_days.is_some_and(|days| !(1..=CAMPAIGN_AGAIN_DAYS).contains(&days)) {
        return wrong("again after 1 to 365 days");
    }
    Ok(())
}

fn check_recurrence(every: &CampaignRecurrence) -> Result<(), Problem> {
    let wrong = |what: &str| Err(Problem::new("schedule", what));
    let is_said = match (every.each, every.on) {
        (CampaignPeriod::Day, on) => on.is_none(),
        (CampaignPeriod::Week, on) => on.is_some_and(|on| (1..=7).contains(&on)),
        (CampaignPeriod::Month, on) => on.is_some_and(|on| (1..=31).contains(&on)),
    };
    if !is_said {
        return wrong("each day, each week on 1 to 7, or each month on 1 to 31");
    }
    if minutes(&every.time).is_none() {
        return wrong("a time of day, as 09:30");
    }
    if every.until.as_ref().is_some_and(|until| date(until).is_none()) {
        return wrong("the last day, as 2026-12-24");
    }
    Ok(())
}

fn check_variant(variant: &mut CampaignVariant, fallback: &str) -> Result<(), Problem> {
    if !(1..=CAMPAIGN_SHARE).contains(&variant.share) {
        return Err(Problem::new("variants", format!("a share is 1 to {CAMPAIGN_SHARE}")));
    }
    if variant.texts.is_empty() || variant.texts.len() > TEMPLATE_LANGUAGES {
        return Err(Problem::new("variants", format!("1 to {TEMPLATE_LANGUAGES} languages")));
    }
    let mut languages = BTreeSet::new();
    for text in &mut variant.texts {
        check_text(text).map_err(|what| Problem::new("variants", what))?;
        if !languages.insert(text.language.to_ascii_lowercase()) {
            return Err(Problem::new("variants", format!("{} stands there twice", text.language)));
        }
    }
    if languages.contains(&fallback.to_ascii_lowercase()) {
        Ok(())
    } else {
        Err(Problem::new("fallback", "a language that each variant has"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use subrosa_proto::VoucherPoolId;

    use super::*;

    const NOW: Timestamp = Timestamp::from_milliseconds(1_790_000_000_000);

    fn save(change: impl FnOnce(&mut Value)) -> Result<SaveCampaign, &'static str> {
        let mut save = json!({"name": " Spring ", "audience": {"text": "everyone"}, "topic": "offers", "fallback": "EN",
            "variants": [{"share": 1, "texts": [
                {"language": "en", "text": " Hi {{contact.first_name|there}} "},
                {"language": "pt-br", "text": "Oi", "buttons": [{"text": "Ver", "open": "https://shop.example/{{order.number}}"}]}]}]});
        change(&mut save);
        check(serde_json::from_value(save).expect("a campaign"), NOW).map_err(|problem| problem.field)
    }

    #[test]
    fn a_campaign_is_kept_in_one_form() {
        let kept = save(|_| ()).expect("a campaign");
        assert_eq!((kept.name.as_str(), kept.fallback.as_str()), ("Spring", "en"));
        assert_eq!(kept.variants[0].texts[0].text, "Hi {{contact.first_name|there}}");
        assert_eq!(kept.variants[0].texts[1].language, "pt-BR");
    }

    #[test]
    fn what_could_not_be_sent_is_refused_with_its_field() {
        let year = 366 * DAY_SECONDS * 1_000;
        for (change, field) in [
            ((|save| save["name"] = json!(" ")) as fn(&mut Value), "name"),
            (|save| save["name"] = json!("two\nlines"), "name"),
            (|save| save["holdout_percent"] = json!(51), "holdout_percent"),
            (|save| save["goal"] = json!({"reached_by": "order", "days": 0}), "goal"),
            (|save| save["goal"] = json!({"reached_by": {"event": ""}, "days": 1}), "goal"),
            (|save| save["schedule"] = json!({"local": {"date": "2026-13-01", "time": "09:00"}}), "schedule"),
            (|save| save["schedule"] = json!({"local": {"date": "2026-12-01", "time": "9:00"}}), "schedule"),
            (|save| save["schedule"] = json!({"when": {"after_minutes": 5}}), "schedule"),
            (|save| save["schedule"] = json!({"when": {"event": "A", "enters": "seg_0000000000001"}}), "schedule"),
            (|save| save["schedule"] = json!({"when": {"event": " \n"}}), "schedule"),
            (|save| save["schedule"] = json!({"when": {"event": "A", "after_minutes": 43_201}}), "schedule"),
            (|save| save["schedule"] = json!({"when": {"event": "A", "again_after_days": 0}}), "schedule"),
            (|save| save["schedule"] = json!({"every": {"each": "day", "on": 1, "time": "09:00"}}), "schedule"),
            (|save| save["schedule"] = json!({"every": {"each": "week", "on": 8, "time": "09:00"}}), "schedule"),
            (|save| save["schedule"] = json!({"every": {"each": "month", "time": "09:00"}}), "schedule"),
            (|save| save["schedule"] = json!({"every": {"each": "day", "time": "9:00"}}), "schedule"),
            (|save| save["schedule"] = json!({"every": {"each": "day", "time": "09:00", "until": "soon"}}), "schedule"),
            (|save| save["variants"] = json!([]), "variants"),
            (|save| save["variants"][0]["share"] = json!(0), "variants"),
            (|save| save["variants"][0]["texts"] = json!([]), "variants"),
            (|save| save["fallback"] = json!("fr"), "fallback"),
            (|save| save["fallback"] = json!("english"), "fallback"),
            (|save| save["variants"][0]["texts"][1]["language"] = json!("EN"), "variants"),
            (|save| save["variants"][0]["texts"][0]["text"] = json!("{{agent}}"), "variants"),
            (|save| save["variants"][0]["texts"][0]["text"] = json!("{{order.secret}}"), "variants"),
            (|save| save["variants"][0]["texts"][0]["text"] = json!("{{customer"), "variants"),
            (|save| save["variants"][0]["texts"][0]["text"] = json!(" "), "variants"),
            (|save| save["variants"][0]["texts"][0]["image"] = json!("http://shop.example/a.jpg"), "variants"),
            (|save| save["variants"][0]["texts"][1]["buttons"][0]["open"] = json!("{{contact.site}}"), "variants"),
        ] {
            assert_eq!(save(change).err(), Some(field));
        }
        let with_voucher = |save: &mut Value| save["variants"][0]["texts"][0]["text"] = json!("Yours: {{voucher}}");
        assert_eq!(save(with_voucher).err(), Some("vouchers"), "out of no pool");
        let pool = serde_json::to_value(VoucherPoolId::new(7)).expect("an id");
        assert_eq!(save(|save| save["vouchers"] = pool.clone()).err(), Some("vouchers"), "for nothing");
        let both = |save: &mut Value| {
            with_voucher(save);
            save["vouchers"] = pool.clone();
        };
        assert_eq!(save(both).map(|save| save.vouchers), Ok(Some(VoucherPoolId::new(7))));
        let instead = |save: &mut Value| {
            both(save);
            save["variants"][0]["texts"][0]["text"] = json!("Yours: {{voucher|nothing}}");
        };
        assert_eq!(save(instead).err(), Some("variants"));
        let late = NOW.milliseconds() + year;
        assert_eq!(save(|save| save["schedule"] = json!({"at": late})).err(), Some("schedule"));
    }
}
