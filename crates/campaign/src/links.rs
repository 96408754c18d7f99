//! The links of a campaign that can be counted: https addresses that are the same for everyone, found in texts as the web app makes them clickable.
//!
//! Never: an address that goes on in a blank, one that shows another place than it leads to.

use std::ops::Range;

use subrosa_proto::campaign::CampaignVariant;
use subrosa_proto::campaign_journey::{CampaignJourney, JourneyMessage};
use subrosa_proto::limits::CAMPAIGN_LINKS;
use subrosa_proto::template::TemplateVariant;
use url::Url;

use crate::blanks::{Part, parts};

const SCHEME: &str = "https://";
/// Marks that end a sentence rather than an address.
const TRAILING: [char; 15] = ['.', ',', ';', ':', '!', '?', '…', '،', '؛', '؟', '。', '、', '*', '_', '~'];
/// Brackets end an address that they do not begin in.
const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('“', '”')];

/// The links of a campaign that can be counted, each once, in the order in which they stand there. Those to the server itself are not among them:
/// they lead to what customers set for themselves.
#[must_use]
pub fn links(variants: &[CampaignVariant], own_origin: Option<&str>) -> Vec<String> {
    each_once(variants.iter().flat_map(|variant| &variant.texts), own_origin)
}

/// The same of one message of a journey.
#[must_use]
pub fn message_links(message: &JourneyMessage, own_origin: Option<&str>) -> Vec<String> {
    each_once(&message.texts, own_origin)
}

fn each_once<'t>(texts: impl IntoIterator<Item = &'t TemplateVariant>, own_origin: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        for link in of_text(text) {
            if is_countable(link, own_origin) && !all.iter().any(|known| known == link) {
                all.push(link.to_owned());
            }
        }
    }
    all
}

/// A link as an address of its letters of ASCII, as browsers ask for it (WHATWG URL); nothing where it is none that can be counted.
#[must_use]
pub fn destination(link: &str) -> Option<String> {
    Url::parse(link).ok().filter(|url| url.scheme() == "https").map(String::from)
}

/// Whether a campaign has no more than can be counted.
pub(crate) fn are_few(variants: &[CampaignVariant], journey: Option<&CampaignJourney>) -> bool {
    let messages = journey.into_iter().flat_map(|journey| &journey.messages);
    let more: usize = messages.map(|message| message_links(message, None).len()).sum();
    links(variants, None).len() + more <= CAMPAIGN_LINKS
}

fn of_text(text: &TemplateVariant) -> Vec<&str> {
    let mut found = Vec::new();
    // They were checked before.
    let parts = parts(&text.text).unwrap_or_default();
    for (place, part) in parts.iter().enumerate() {
        if let Part::Words(words) = part {
            found.extend(addresses(words, sides(&parts, place)).into_iter().map(|range| &words[range]));
        }
    }
    found.extend(text.buttons.iter().map(|button| button.open.as_str()).filter(|open| !open.contains("{{")));
    found
}

/// Whether words have a blank right before them, and right behind.
pub(crate) fn sides(parts: &[Part<'_>], place: usize) -> (bool, bool) {
    (place > 0, place + 1 < parts.len())
}

/// Where addresses stand in words between blanks.
pub(crate) fn addresses(words: &str, (is_after_blank, is_before_blank): (bool, bool)) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (begin, _) in words.match_indices(SCHEME) {
        let is_inside = found.last().is_some_and(|last| begin < last.end);
        let is_word = match words[..begin].chars().next_back() {
            Some(before) => before.is_alphanumeric() || before == '_',
            None => is_after_blank,
        };
        let rest = &words[begin..];
        let end = rest.find(ends).unwrap_or(rest.len());
        let goes_on = is_before_blank && end == rest.len();
        if !is_inside && !is_word && !goes_on {
            found.push(begin..begin + trimmed(&rest[..end]).len());
        }
    }
    found
}

fn ends(character: char) -> bool {
    character.is_whitespace() || matches!(character, '<' | '>' | '"' | '\'' | '`')
}

/// Without what belongs to the sentence: a closing bracket stays only where the address opened it.
fn trimmed(address: &str) -> &str {
    let count = |wanted: char| address.chars().filter(|one| *one == wanted).count();
    let mut surplus = PAIRS.map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        match surplus.iter_mut().find(|(close, more)| *close == last && *more > 0) {
            Some((_, more)) => *more -= 1,
            None if TRAILING.contains(&last) => {}
            None => break,
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    kept
}

fn is_countable(address: &str, own_origin: Option<&str>) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let is_own = own_origin.is_some_and(|own| url.origin().ascii_serialization() == own);
    let names_nobody = url.username().is_empty() && url.password().is_none();
    url.scheme() == "https" && names_nobody && !is_own && !address.chars().any(deceives)
}

/// Characters that show as nothing or turn the direction: they could make an address look like another.
fn deceives(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        let variant = json!({"share": 1, "texts": [{"language": "en", "text": text}]});
        links(&[serde_json::from_value(variant).expect("a variant")], Some("https://dm.example.com"))
    }

    #[test]
    fn addresses_are_found_as_people_see_them() {
        for (text, wanted) in [
            ("see https://example.org/a?b=c#d now", vec!["https://example.org/a?b=c#d"]),
            ("(https://example.org/a_(b)).", vec!["https://example.org/a_(b)"]),
            ("“https://example.com/x”!", vec!["https://example.com/x"]),
            ("https://müller.example/straße", vec!["https://müller.example/straße"]),
            ("اقرأ https://example.org/مرحبا،", vec!["https://example.org/مرحبا"]),
            ("https://a.example\nhttps://b.example https://a.example", vec!["https://a.example", "https://b.example"]),
            ("https://a.example/?to=https://b.example", vec!["https://a.example/?to=https://b.example"]),
            ("Hi {{customer}}: https://a.example/ {{brand}}", vec!["https://a.example/"]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_not_the_same_for_all_or_leads_elsewhere_is_none() {
        for text in [
            "http://example.org",
            "https://",
            "xhttps://example.org",
            "https://bank.example@evil.example/",
            "https://exam\u{200b}ple.org",
            "https://example.org/\u{202e}gpj.exe",
            "https://shop.example/{{order.number}}",
            "https://shop.example/?for={{contact.city|here}}&x=1",
            "{{contact.place|x}}https://example.org",
            "https://dm.example.com/settings",
            "https://DM.example.com:443/",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_destination_has_letters_of_ascii_alone() {
        let wanted = "https://xn--mller-kva.example/stra%C3%9Fe?q=%C3%BC";
        assert_eq!(destination("https://müller.example/straße?q=ü").as_deref(), Some(wanted));
        assert_eq!([destination("javascript:alert(1)"), destination("http://a.example")], [None, None]);
    }

    #[test]
    fn buttons_have_links_too() {
        let variant = json!({"share": 1, "texts": [{"language": "en", "text": "https://a.example", "buttons": [
            {"text": "See https://c.example", "open": "https://b.example/"},
            {"text": "Order", "open": "https://b.example/{{order.number}}"}]}]});
        let variant: CampaignVariant = serde_json::from_value(variant).expect("a variant");
        assert_eq!(links(&[variant.clone(), variant], None), ["https://a.example", "https://b.example/"]);
    }
}
