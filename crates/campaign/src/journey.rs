//! What the messages of a campaign's journey may be. Its flow is looked at by whoever can read flows.

use std::collections::BTreeSet;

use subrosa_proto::campaign::{CampaignSchedule, SaveCampaign};
use subrosa_proto::campaign_journey::JourneyMessage;
use subrosa_proto::limits::{JOURNEY_BYTES, JOURNEY_MESSAGES, TEMPLATE_LANGUAGES};

use crate::render::asks_voucher;
use crate::texts::check_text;

/// Characters of a message's name, as of all names in flows.
const NAME_CHARACTERS: usize = 40;

/// Checks a campaign's journey, if it has one, and gives its texts their one form. The campaign's own texts have theirs already.
pub(crate) fn check_journey(save: &mut SaveCampaign) -> Result<(), String> {
    let languages: BTreeSet<String> =
        save.variants.iter().flat_map(|variant| &variant.texts).map(|text| text.language.clone()).collect();
    let Some(journey) = &mut save.journey else { return Ok(()) };
    if matches!(save.schedule, CampaignSchedule::Every(_)) {
        return Err(
            "none with a campaign that returns: make it one that is sent once, or on what contacts do".to_owned()
        );
    }
    if journey.flow.trim().is_empty() || journey.flow.len() > JOURNEY_BYTES {
        return Err(format!("a flow of up to {JOURNEY_BYTES} bytes"));
    }
    if journey.messages.is_empty() || journey.messages.len() > JOURNEY_MESSAGES {
        return Err(format!("1 to {JOURNEY_MESSAGES} messages"));
    }
    let mut names = BTreeSet::new();
    for message in &mut journey.messages {
        if !is_name(&message.name) {
            return Err(format!(
                "`{}` can't be a name: use up to {NAME_CHARACTERS} lower-case letters, digits and underscores, beginning with a letter",
                message.name.chars().take(NAME_CHARACTERS).collect::<String>()
            ));
        }
        if !names.insert(message.name.clone()) {
            return Err(format!("two messages are called `{}`", message.name));
        }
        let name = message.name.clone();
        check_message(message, &languages).map_err(|what| format!("message `{name}`: {what}"))?;
    }
    Ok(())
}

fn check_message(message: &mut JourneyMessage, languages: &BTreeSet<String>) -> Result<(), String> {
    if message.texts.is_empty() || message.texts.len() > TEMPLATE_LANGUAGES {
        return Err(format!("1 to {TEMPLATE_LANGUAGES} languages"));
    }
    let mut own = BTreeSet::new();
    for text in &mut message.texts {
        check_text(text)?;
        if asks_voucher(text) {
            return Err("only the campaign's own message gives vouchers".to_owned());
        }
        if !own.insert(text.language.clone()) {
            return Err(format!("{} stands there twice", text.language));
        }
    }
    match languages.iter().find(|language| !own.contains(*language)) {
        Some(missing) => Err(format!("it has no text in {missing}, which the campaign has")),
        None => Ok(()),
    }
}

/// As flows call their nodes.
fn is_name(name: &str) -> bool {
    let begins = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    begins && plain && name.len() <= NAME_CHARACTERS
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use subrosa_proto::Timestamp;

    use super::*;
    use crate::check;

    fn save(change: impl FnOnce(&mut Value)) -> Result<SaveCampaign, (&'static str, String)> {
        let mut save = json!({"name": "Spring", "audience": {"text": "everyone"}, "topic": "offers", "fallback": "en",
            "variants": [{"share": 1, "texts": [{"language": "en", "text": "Hi"}, {"language": "pt-br", "text": "Oi"}]}],
            "journey": {"flow": "{}", "messages": [{"name": "reminder", "texts": [
                {"language": "PT-br", "text": " Ainda? "}, {"language": "en", "text": "Still?"}]}]}});
        change(&mut save);
        let save = serde_json::from_value(save).expect("a campaign");
        check(save, Timestamp::from_milliseconds(1_790_000_000_000)).map_err(|problem| (problem.field, problem.what))
    }

    #[test]
    fn a_journeys_texts_are_kept_in_one_form() {
        let kept = save(|_| ()).expect("a campaign").journey.expect("a journey");
        let text = &kept.messages[0].texts[0];
        assert_eq!((text.language.as_str(), text.text.as_str()), ("pt-BR", "Ainda?"));
    }

    #[test]
    fn what_can_be_no_journey_is_said() {
        let returns = json!({"every": {"each": "day", "time": "09:00"}});
        for (change, words) in [
            (&(|save: &mut Value| save["schedule"] = returns.clone()) as &dyn Fn(&mut Value), "returns"),
            (&|save| save["journey"]["flow"] = json!(" "), "a flow"),
            (&|save| save["journey"]["flow"] = json!("x".repeat(JOURNEY_BYTES + 1)), "a flow"),
            (&|save| save["journey"]["messages"] = json!([]), "1 to 20"),
            (&|save| save["journey"]["messages"][0]["name"] = json!("Reminder"), "can't be a name"),
            (&|save| save["journey"]["messages"][0]["texts"] = json!([]), "languages"),
            (&|save| save["journey"]["messages"][0]["texts"][1]["language"] = json!("de"), "no text in en"),
            (&|save| save["journey"]["messages"][0]["texts"][0]["text"] = json!("{{agent}}"), "is not known"),
            (&|save| save["journey"]["messages"][0]["texts"][0]["text"] = json!("{{voucher}}"), "vouchers"),
            (
                &|save| {
                    let twice = save["journey"]["messages"][0].clone();
                    save["journey"]["messages"] = json!([twice, twice]);
                },
                "two messages",
            ),
            (
                &|save| {
                    let twice = save["journey"]["messages"][0]["texts"][0].clone();
                    save["journey"]["messages"][0]["texts"] = json!([twice, twice]);
                },
                "twice",
            ),
        ] {
            let (field, what) = save(change).expect_err("no campaign");
            assert_eq!(field, "journey");
            assert!(what.contains(words), "{what} ({words})");
        }
    }

    #[test]
    fn links_of_all_messages_are_counted_together() {
        let links = |many: usize| (0..many).map(|number| format!("https://shop.example/{number}")).collect::<Vec<_>>();
        let fill = |own: usize, later: usize| {
            save(|save| {
                save["variants"][0]["texts"][0]["text"] = json!(links(own).join(" "));
                save["journey"]["messages"][0]["texts"][0]["text"] = json!(links(later).join(" "));
            })
        };
        assert!(fill(10, 10).is_ok());
        assert_eq!(fill(10, 11).map_err(|(field, _)| field).err(), Some("variants"));
    }
}
