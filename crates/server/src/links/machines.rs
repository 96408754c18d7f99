//! Whether a person opens a link, as far as a request says: mail filters, previews of messengers and crawlers fetch every link that they see.
//!
//! Browsers call themselves `Mozilla/…` (RFC 9110, 10.1.5, on names that others are known by; WHATWG Compatibility, "User-Agent string"), and say where a
//! navigation comes from by Fetch Metadata (W3C) and that they fetch ahead by `Sec-Purpose` (WHATWG Fetch, 3.8). Programs that call themselves `Mozilla/…` too
//! say who they are further on: the words below are in what their makers publish for sites (Google, Bing, Apple, Meta, X, LinkedIn, Slack,
//! Telegram, Discord, Skype), and in the public list of crawlers `monperrus/crawler-user-agents`.
//!
//! Never: a guess from addresses, or from what somebody did before.

use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, Method};

/// Parts of the names of programs, in lower case.
const PROGRAMS: [&str; 28] = [
    "crawl",
    "spider",
    "preview",
    "prerender",
    "scanner",
    "checker",
    "monitor",
    "headless",
    "phantomjs",
    "lighthouse",
    "pagespeed",
    "slurp",
    "facebookexternalhit",
    "facebookcatalog",
    "meta-externalagent",
    "meta-externalfetcher",
    "feedfetcher",
    "google-read-aloud",
    "google-safety",
    "googleimageproxy",
    "google-inspectiontool",
    "yahoomailproxy",
    "bitrix link",
    "embedly",
    "proofpoint",
    "mimecast",
    "barracuda",
    "safelinks",
];
/// Telephones whose maker's name ends as those of programs do.
const NO_PROGRAM: &str = "cubot";

/// Whether a person seems to open an address, to read what is there.
pub(super) fn is_person(method: &Method, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        text(name).is_some_and(|said| {
            let said = said.to_ascii_lowercase();
            ["prefetch", "prerender", "preview"].iter().any(|ahead| said.contains(ahead))
        })
    });
    let is_page = text("sec-fetch-dest").is_none_or(|what| what == "document");
    *method == Method::GET && !is_ahead && is_page && text(USER_AGENT.as_str()).is_some_and(is_browser)
}

fn is_browser(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("mozilla/") && !PROGRAMS.iter().any(|program| name.contains(program)) && !has_bot(&name)
}

/// `bot` at the end of a word: `Googlebot/2.1`, `AdsBot-Google`, `Slackbot-LinkExpanding`.
fn has_bot(name: &str) -> bool {
    name.match_indices("bot").any(|(begin, bot)| {
        let end = begin + bot.len();
        let is_end = !name[end..].starts_with(|next: char| next.is_ascii_alphabetic());
        is_end && !name[..end].ends_with(NO_PROGRAM)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    fn asked(method: &Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        is_person(method, &pairs.iter().map(pair).collect())
    }

    #[test]
    fn people_are_counted() {
        for name in [
            SAFARI,
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Linux; Android 13; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 [FBAN/FBIOS;FBAV/520.0]",
        ] {
            assert!(asked(&Method::GET, &[("user-agent", name)]), "{name}");
        }
        assert!(asked(&Method::GET, &[("user-agent", SAFARI), ("sec-fetch-dest", "document")]));
    }

    #[test]
    fn programs_are_not() {
        for name in [
            "curl/8.14.1",
            "WhatsApp/2.23.20.0",
            "TelegramBot (like TwitterBot)",
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
            "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.0.0 Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
            "",
        ] {
            assert!(!asked(&Method::GET, &[("user-agent", name)]), "{name}");
        }
        assert!(!asked(&Method::GET, &[]));
        assert!(!asked(&Method::HEAD, &[("user-agent", SAFARI)]));
        for (header, said) in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("x-purpose", "preview"),
            ("x-moz", "prefetch"),
            ("sec-fetch-dest", "image"),
            ("sec-fetch-dest", "empty"),
        ] {
            assert!(!asked(&Method::GET, &[("user-agent", SAFARI), (header, said)]), "{header}: {said}");
        }
    }
}
