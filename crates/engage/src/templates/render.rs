//! A template with its blanks filled in.

use subrosa_desk::blanks;
use subrosa_flow::percent_encoded;
use subrosa_proto::Body;
use subrosa_proto::offer::{Button, Choice};
use subrosa_proto::template::{Template, TemplateVariant};

/// The names of a variant's blanks, each once, in order.
pub(super) fn names(variant: &TemplateVariant) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    let buttons = variant.buttons.iter().flat_map(|button| [&button.text, &button.open]);
    for said in [&variant.text].into_iter().chain(&variant.choices).chain(buttons) {
        // It was checked when it was kept.
        for name in blanks::names(said).unwrap_or_default() {
            if !all.contains(&name) {
                all.push(name);
            }
        }
    }
    all
}

/// The message. What is put into an address stays one part of it, and what has no value stays as it was written.
pub(super) fn body(variant: &TemplateVariant, value: impl Fn(&str) -> Option<String>) -> Body {
    let said = |text: &str| blanks::fill(text, &value);
    let in_address = |text: &str| blanks::fill(text, |name| value(name).map(|value| percent_encoded(&value)));
    // What was tapped comes back in the customer's own message, whose text says all there is to know.
    let choices = variant.choices.iter().enumerate();
    let choices = choices.map(|(at, text)| Choice { id: format!("choice.{}", at + 1), text: said(text) });
    let buttons = variant.buttons.iter();
    let buttons = buttons.map(|one| Button { text: said(&one.text), id: None, open: Some(in_address(&one.open)) });
    Body {
        choices: choices.collect(),
        buttons: buttons.collect(),
        image: variant.image.clone(),
        ..Body::text(said(&variant.text))
    }
}

/// The variant for a customer of this language: their very own, one of the same first part, or the fallback.
pub(super) fn variant<'t>(template: &'t Template, language: Option<&str>) -> Option<&'t TemplateVariant> {
    let first = |name: &str| name.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let of = |fits: &dyn Fn(&str) -> bool| template.variants.iter().find(|one| fits(&one.language));
    let own = language.and_then(|wanted| {
        of(&|name| name.eq_ignore_ascii_case(wanted)).or_else(|| of(&|name| first(name) == first(wanted)))
    });
    own.or_else(|| of(&|name| name == template.fallback))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn template() -> Template {
        serde_json::from_value(
            json!({"name": "news", "title": "News", "kind": "utility", "fallback": "en", "version": 1,
            "changed_at": 0, "changed_by": "acc_0000000000001", "variants": [
                {"language": "en", "text": "{{b}} and {{a}}, {{b}}", "choices": ["{{c}}"],
                 "buttons": [{"text": "{{a}}", "open": "https://shop.example/{{a}}?b={{b}}"}],
                 "image": "https://shop.example/a.jpg"},
                {"language": "pt-BR", "text": "Oi"}]}),
        )
        .expect("a template")
    }

    #[test]
    fn a_language_is_found_by_its_first_part_too() {
        let template = template();
        let found = |language| variant(&template, language).map(|one| one.language.as_str());
        assert_eq!([Some("pt-br"), Some("pt"), Some("EN-gb")].map(found), [Some("pt-BR"), Some("pt-BR"), Some("en")]);
        assert_eq!([Some("fr"), None].map(found), [Some("en"); 2]);
    }

    #[test]
    fn values_are_plain_and_stay_one_part_of_an_address() {
        let template = template();
        let variant = &template.variants[0];
        assert_eq!(names(variant), ["b", "a", "c"]);
        let value = |name: &str| match name {
            "a" => Some("{{b}} **x**".to_owned()),
            "b" => Some("é&/".to_owned()),
            _ => None,
        };
        let made = body(variant, value);
        assert_eq!(made.text, "é&/ and {{b}} **x**, é&/");
        assert!(made.entities.is_empty());
        assert_eq!(made.choices[0].text, "{{c}}");
        let wanted = "https://shop.example/%7B%7Bb%7D%7D%20%2A%2Ax%2A%2A?b=%C3%A9%26%2F";
        assert_eq!(made.buttons[0].open.as_deref(), Some(wanted));
    }
}
