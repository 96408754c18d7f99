//! What a campaign says to one contact.

use subrosa_proto::Body;
use subrosa_proto::offer::{Button, Choice};
use subrosa_proto::promotion::PromotionCard;
use subrosa_proto::template::TemplateVariant;

use crate::blanks::{Part, parts};
use crate::links::{addresses, sides};

/// The blank that becomes a code of the contact's own.
pub const VOUCHER: &str = "voucher";

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

/// Whether a code stands in a text.
#[must_use]
pub fn asks_voucher(text: &TemplateVariant) -> bool {
    names(text).contains(&VOUCHER)
}

/// The text for a contact of this language: their very own, one of the same first part, or the fallback.
#[must_use]
pub fn text_for<'v>(
    texts: &'v [TemplateVariant],
    language: Option<&str>,
    fallback: &str,
) -> Option<&'v TemplateVariant> {
    let first = |name: &str| name.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let of = |fits: &dyn Fn(&str) -> bool| texts.iter().find(|one| fits(&one.language));
    let own = language.and_then(|wanted| {
        of(&|name| name.eq_ignore_ascii_case(wanted)).or_else(|| of(&|name| first(name) == first(wanted)))
    });
    own.or_else(|| of(&|name| name.eq_ignore_ascii_case(fallback)))
}

/// The message, as a promotion of a topic. What is put into an address goes through `in_address` first, so that it stays one part of it. A link of
/// the campaign's own words goes out as `short` has it, if it has one; what is put into blanks stays as it is.
pub fn render<'v>(
    text: &TemplateVariant,
    card: PromotionCard,
    value: impl Fn(&str) -> Option<&'v str>,
    in_address: impl Fn(&str) -> String,
    short: impl Fn(&str) -> Option<String>,
) -> Rendered {
    let mut missing: Vec<String> = Vec::new();
    let mut fill = |text: &str, are_read: bool, in_address: Option<&dyn Fn(&str) -> String>| {
        let mut filled = String::with_capacity(text.len() + 16);
        // It was checked when it was kept.
        let parts = parts(text).unwrap_or_default();
        for (place, part) in parts.iter().enumerate() {
            match *part {
                Part::Words(words) if are_read => {
                    let mut rest = 0;
                    for link in addresses(words, sides(&parts, place)) {
                        if let Some(short) = short(&words[link.clone()]) {
                            filled.push_str(&words[rest..link.start]);
                            filled.push_str(&short);
                            rest = link.end;
                        }
                    }
                    filled.push_str(&words[rest..]);
                }
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
    let words = fill(&text.text, true, None);
    let choices: Vec<Choice> = (1..)
        .zip(&text.choices)
        .map(|(number, text)| Choice { id: format!("choice.{number}"), text: fill(text, false, None) })
        .collect();
    let buttons: Vec<Button> = text
        .buttons
        .iter()
        .map(|one| {
            // A button opens https alone, where the server may be without.
            let short = short(&one.open).filter(|short| short.starts_with("https://"));
            let open = short.unwrap_or_else(|| fill(&one.open, false, Some(&in_address)));
            Button { text: fill(&one.text, false, None), id: None, open: Some(open) }
        })
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
    use subrosa_proto::campaign::CampaignVariant;

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
        let made = render(text, card(), known, |value| value.replace('/', "%2F"), |_| None);
        assert_eq!((made.body.text.as_str(), &made.missing), ("Hi there, {{brand}}!", &Vec::new()));
        assert_eq!(made.body.buttons[0].open.as_deref(), Some("https://shop.example/?c=São%2F1"));
        assert_eq!(made.body.check(Voice::Promotion), Ok(()));
        let made = render(text, card(), |_| None, str::to_owned, |_| None);
        assert_eq!(made.missing, ["customer", "contact.city"]);
    }

    #[test]
    fn a_link_goes_out_short_and_what_is_put_in_does_not() {
        let text = json!({"language": "en", "text": "(https://a.example) {{customer}}https://b.example, https://a.example/{{brand}} https://b.example.",
            "choices": ["https://a.example"], "buttons": [{"text": "https://a.example", "open": "https://b.example"},
                {"text": "Order", "open": "https://b.example/{{customer}}"}]});
        let text: TemplateVariant = serde_json::from_value(text).expect("a text");
        let short = |link: &str| match link {
            "https://a.example" => Some("https://s.example/1".to_owned()),
            "https://b.example" => Some("https://s.example/2".to_owned()),
            _ => None,
        };
        let made = render(&text, card(), |_| Some("https://a.example "), |_| "x".to_owned(), short).body;
        let wanted = "(https://s.example/1) https://a.example https://b.example, https://a.example/https://a.example  https://s.example/2.";
        assert_eq!(made.text, wanted);
        assert_eq!(made.choices[0].text, "https://a.example");
        let buttons: Vec<_> = made.buttons.iter().map(|one| (one.text.as_str(), one.open.as_deref())).collect();
        assert_eq!(
            buttons,
            [("https://a.example", Some("https://s.example/2")), ("Order", Some("https://b.example/x"))]
        );
    }

    #[test]
    fn a_language_is_found_by_its_first_part_too() {
        let variant = variant();
        let found = |language| text_for(&variant.texts, language, "en").map(|one| one.language.as_str());
        assert_eq!([Some("pt-br"), Some("pt"), Some("EN-gb")].map(found), [Some("pt-BR"), Some("pt-BR"), Some("en")]);
        assert_eq!([Some("fr"), None].map(found), [Some("en"); 2]);
    }
}
