//! What a campaign says to one contact.

use subrosa_proto::Body;
use subrosa_proto::campaign::{CampaignVariant, PromotionCard};
use subrosa_proto::offer::{Button, Choice};
use subrosa_proto::template::TemplateVariant;

use crate::blanks::{Part, parts};

/// A message with its blanks filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    pub body: Body,
    /// The blanks that have no value, each once; they stand in the text as they were written.
    pub missing: Vec<String>,
}

/// All texts of one that have blanks.
fn said(text: &TemplateVariant) -> impl Iterator<Item = &String> {
    let buttons = text.buttons.iter().flat_map(|button| [&button.text, &button.open]);
    [&text.text].into_iter().chain(&text.choices).chain(buttons)
}

/// The names of a text's blanks, each once, in order.
#[must_use]
pub fn names(text: &TemplateVariant) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for one in said(text) {
        for part in parts(one).unwrap_or_default() {
            if let Part::Blank { name, .. } = part
                && !all.contains(&name)
            {
                all.push(name);
            }
        }
    }
    all
}

/// The text for a contact of this language: their very own, one of the same first part, or the fallback.
#[must_use]
pub fn text_for<'v>(
    variant: &'v CampaignVariant,
    language: Option<&str>,
    fallback: &str,
) -> Option<&'v TemplateVariant> {
    let first = |name: &str| name.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let of = |fits: &dyn Fn(&str) -> bool| variant.texts.iter().find(|one| fits(&one.language));
    let own = language.and_then(|wanted| {
        of(&|name| name.eq_ignore_ascii_case(wanted)).or_else(|| of(&|name| first(name) == first(wanted)))
    });
    own.or_else(|| of(&|name| name.eq_ignore_ascii_case(fallback)))
}

/// The message, as a promotion of a topic. What is put into an address goes through `in_address` first, so that it stays one part of it.
pub fn render<'v>(
    text: &TemplateVariant,
    card: PromotionCard,
    value: impl Fn(&str) -> Option<&'v str>,
    in_address: impl Fn(&str) -> String,
) -> Rendered {
    let mut missing: Vec<String> = Vec::new();
    let mut fill = |text: &str, in_address: Option<&dyn Fn(&str) -> String>| {
        let mut filled = String::with_capacity(text.len() + 16);
        // It was checked when it was kept.
        for part in parts(text).unwrap_or_default() {
            match part {
                Part::Words(words) => filled.push_str(words),
                Part::Blank { name, instead, written } => match (value(name).or(instead), in_address) {
                    (Some(value), Some(in_address)) => filled.push_str(&in_address(value)),
                    (Some(value), None) => filled.push_str(value),
                    (None, _) => {
                        filled.push_str(written);
                        if !missing.iter().any(|one| one == name) {
                            missing.push(name.to_owned());
                        }
                    }
                },
            }
        }
        filled
    };
    let words = fill(&text.text, None);
    let choices: Vec<Choice> = (1..)
        .zip(&text.choices)
        .map(|(number, text)| Choice { id: format!("choice.{number}"), text: fill(text, None) })
        .collect();
    let buttons: Vec<Button> = text
        .buttons
        .iter()
        .map(|one| Button { text: fill(&one.text, None), id: None, open: Some(fill(&one.open, Some(&in_address))) })
        .collect();
    let body = Body {
        choices,
        buttons,
        image: text.image.clone(),
        promotion: Some(Box::new(card)),
        automatic: true,
        ..Body::text(words)
    };
    Rendered { body, missing }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use subrosa_proto::CampaignId;
    use subrosa_proto::body::Voice;

    use super::*;

    fn variant() -> CampaignVariant {
        serde_json::from_value(json!({"share": 1, "texts": [
            {"language": "en", "text": "Hi {{contact.first_name|there}}, {{customer}}!", "choices": ["More"],
             "buttons": [{"text": "See", "open": "https://shop.example/?c={{contact.city}}"}]},
            {"language": "pt-BR", "text": "Oi"}]}))
        .expect("a variant")
    }

    fn card() -> PromotionCard {
        PromotionCard { campaign: CampaignId::new(1), topic: "offers".to_owned(), label: "Offers".to_owned() }
    }

    #[test]
    fn a_blank_has_its_value_what_stands_instead_or_is_missing() {
        let variant = variant();
        let text = &variant.texts[0];
        assert_eq!(names(text), ["contact.first_name", "customer", "contact.city"]);
        let known = |name: &str| match name {
            "customer" => Some("{{brand}}"),
            "contact.city" => Some("São/1"),
            _ => None,
        };
        let made = render(text, card(), known, |value| value.replace('/', "%2F"));
        assert_eq!((made.body.text.as_str(), &made.missing), ("Hi there, {{brand}}!", &Vec::new()));
        assert_eq!(made.body.buttons[0].open.as_deref(), Some("https://shop.example/?c=São%2F1"));
        assert_eq!(made.body.check(Voice::Promotion), Ok(()));
        let made = render(text, card(), |_| None, str::to_owned);
        assert_eq!(made.missing, ["customer", "contact.city"]);
    }

    #[test]
    fn a_language_is_found_by_its_first_part_too() {
        let variant = variant();
        let found = |language| text_for(&variant, language, "en").map(|one| one.language.as_str());
        assert_eq!([Some("pt-br"), Some("pt"), Some("EN-gb")].map(found), [Some("pt-BR"), Some("pt-BR"), Some("en")]);
        assert_eq!([Some("fr"), None].map(found), [Some("en"); 2]);
    }
}
