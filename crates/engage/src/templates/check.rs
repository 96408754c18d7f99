//! What a template may be: what can be sent whatever is put into its blanks, as far as that can be known before.

use std::collections::BTreeSet;

use subrosa_desk::blanks;
use subrosa_messaging::Error;
use subrosa_proto::body::Voice;
use subrosa_proto::limits::{TEMPLATE_BLANKS, TEMPLATE_CHARACTERS, TEMPLATE_LANGUAGES, TEMPLATE_TITLE_CHARACTERS};
use subrosa_proto::template::{SaveTemplate, TemplateKind, TemplateVariant};
use subrosa_proto::{ErrorCode, text};

use super::known;
use super::render::{body, names};
use crate::knowledge::check::language;

/// The template as it is kept.
///
/// # Errors
/// `text_invalid`, `invalid_parameter`, `body_invalid`, with the field.
pub(super) fn check(mut save: SaveTemplate) -> Result<SaveTemplate, Error> {
    save.title = save.title.trim().to_owned();
    text::check_line(&save.title, TEMPLATE_TITLE_CHARACTERS, false).map_err(|why| Error::text("title", why))?;
    match (save.kind, &save.topic) {
        (TemplateKind::Promotion, None) => {
            return Err(wrong("topic", "a promotion names the topic that its customers have agreed to"));
        }
        (TemplateKind::Utility, Some(_)) => return Err(wrong("topic", "of a promotion only")),
        _ => {}
    }
    if save.variants.is_empty() || save.variants.len() > TEMPLATE_LANGUAGES {
        return Err(wrong("variants", &format!("1 to {TEMPLATE_LANGUAGES} languages")));
    }
    save.fallback = language(&save.fallback).map_err(|_| wrong("fallback", "a language such as en, de or pt-BR"))?;
    let mut languages = BTreeSet::new();
    for variant in &mut save.variants {
        check_variant(variant)?;
        if !languages.insert(variant.language.to_ascii_lowercase()) {
            return Err(wrong("variants", &format!("{} stands there twice", variant.language)));
        }
    }
    match save.variants.iter().find(|one| one.language.eq_ignore_ascii_case(&save.fallback)) {
        Some(variant) => save.fallback.clone_from(&variant.language),
        None => return Err(wrong("fallback", "the language of one of the variants")),
    }
    Ok(save)
}

fn check_variant(variant: &mut TemplateVariant) -> Result<(), Error> {
    variant.language =
        language(&variant.language).map_err(|_| wrong("variants", "a language such as en, de or pt-BR"))?;
    variant.text = variant.text.trim().to_owned();
    variant.image = variant.image.take().map(|image| image.trim().to_owned()).filter(|image| !image.is_empty());
    text::check_message(&variant.text, TEMPLATE_CHARACTERS).map_err(|why| Error::text("variants", why))?;
    let buttons = variant.buttons.iter().flat_map(|button| [&button.text, &button.open]);
    for said in [&variant.text].into_iter().chain(&variant.choices).chain(buttons) {
        let found = blanks::names(said).map_err(|why| wrong("variants", &why.to_string()))?;
        if let Some(name) = found.into_iter().find(|name| !known::is_there(name)) {
            let detail = format!("{{{{{name}}}}} is not known; names with a dot begin with `order.` or `contact.`");
            return Err(wrong("variants", &detail));
        }
    }
    if names(variant).len() > TEMPLATE_BLANKS {
        return Err(wrong("variants", &format!("at most {TEMPLATE_BLANKS} blanks in a language")));
    }
    Ok(body(variant, |_| Some("x".to_owned())).check(Voice::Member)?)
}

fn wrong(field: &str, what: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn save(change: impl FnOnce(&mut Value)) -> Result<SaveTemplate, Error> {
        let mut save = json!({"title": " News ", "kind": "utility", "fallback": "EN", "version": 0, "variants": [
            {"language": "en", "text": "Hello {{customer}}, on {{delivery_day}}: {{order.number}}"},
            {"language": "de", "text": "Hallo", "buttons": [
                {"text": "{{order.number}}", "open": "https://shop.example/?order={{order.number}}"}]}]});
        change(&mut save);
        check(serde_json::from_value(save).expect("a template"))
    }

    #[test]
    fn a_template_is_kept_in_one_form() {
        let kept = save(|_| ()).expect("a template");
        assert_eq!((kept.title.as_str(), kept.fallback.as_str()), ("News", "en"));
    }

    #[test]
    fn what_could_not_be_sent_is_refused() {
        let refused = |change: fn(&mut Value)| save(change).expect_err("refused").code();
        for change in [
            (|save| save["topic"] = json!("offers")) as fn(&mut Value),
            |save| save["kind"] = json!("promotion"),
            |save| save["fallback"] = json!("fr"),
            |save| save["variants"] = json!([]),
            |save| save["variants"][1]["language"] = json!("EN"),
            |save| save["variants"][0]["language"] = json!("english"),
            |save| save["variants"][0]["text"] = json!("{{Customer}}"),
            |save| save["variants"][0]["text"] = json!("{{order.secret}}"),
            |save| save["variants"][0]["text"] = json!("{{customer"),
            |save| save["variants"][0]["text"] = (0..21).map(|at| format!("{{{{a{at}}}}}")).collect::<String>().into(),
        ] {
            assert_eq!(refused(change), ErrorCode::InvalidParameter);
        }
        assert_eq!(refused(|save| save["variants"][0]["text"] = json!(" ")), ErrorCode::TextInvalid);
        for change in [
            (|save| save["variants"][0]["choices"] = json!(vec!["Yes"; 14])) as fn(&mut Value),
            |save| save["variants"][0]["image"] = json!("http://shop.example/a.jpg"),
            |save| save["variants"][1]["buttons"][0]["open"] = json!("javascript:{{customer}}"),
            |save| save["variants"][1]["buttons"][0]["open"] = json!("{{address}}"),
        ] {
            assert_eq!(refused(change), ErrorCode::BodyInvalid);
        }
    }
}
