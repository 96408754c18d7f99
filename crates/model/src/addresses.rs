//! Addresses of pages in a text. A model may be told by anyone to write one, and people tap them; so it only passes on what it was
//! given.

/// What stands in place of an address that nobody gave the model.
const TAKEN_OUT: &str = "…";
/// Ends of domains that are taken for addresses also without `https://`, because many apps make links of them.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// The addresses in a text: what begins with `https://`, `http://` or `www.`, or is a host's name with a path or a known end.
#[must_use]
pub fn addresses(text: &str) -> Vec<&str> {
    parts(text).filter(|part| is_address(part)).collect()
}

/// The text without addresses that stand in none of what is known.
#[must_use]
pub fn without_strange(text: &str, known: &[&str]) -> String {
    let known: Vec<&str> = known.iter().flat_map(|text| addresses(text)).map(bare).collect();
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    for part in parts(text).filter(|part| is_address(part) && !known.contains(&bare(part))) {
        // Parts are slices of the text in order, so each stands in what is left.
        let Some((before, after)) = rest.split_once(part) else { continue };
        kept.push_str(before);
        kept.push_str(TAKEN_OUT);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// The words of a text without the signs around them. Markdown and brackets end an address.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| letter.is_whitespace() || "<>\"'`()[]{}|*,;،。、，".contains(letter);
    text.split(ends).map(|part| part.trim_end_matches(['.', '!', '?', ':', '…', '؟'])).filter(|part| !part.is_empty())
}

/// An address as it is compared: how it is fetched and a last stroke make no other of it.
fn bare(address: &str) -> &str {
    let rest = SCHEMES.iter().find_map(|scheme| strip(address, scheme)).unwrap_or(address);
    strip(rest, "www.").unwrap_or(rest).trim_end_matches('/')
}

fn strip<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
}

fn is_address(part: &str) -> bool {
    if part.contains("://") || strip(part, "www.").is_some() {
        return true;
    }
    // An e-mail address leads somewhere as well.
    let host = part.rsplit('@').next().unwrap_or(part);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host);
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    let is_host =
        |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    is_host(name) && end.len() >= 2 && end.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_however_they_are_written() {
        let text = "See https://shop.example/returns, (http://a.b/c?d=e) or **www.shop.example**! Or evil.example/x; mail bob@evil.example.";
        let found = [
            "https://shop.example/returns",
            "http://a.b/c?d=e",
            "www.shop.example",
            "evil.example/x",
            "bob@evil.example",
        ];
        assert_eq!(addresses(text), found);
        assert!(addresses("It costs 3.50 EUR, e.g. for 2.5 kg. Order RW-10482… At 9.30!").is_empty());
    }

    #[test]
    fn only_what_was_given_is_passed_on() {
        let known = ["Read https://shop.example/returns/ first."];
        assert_eq!(without_strange("See shop.example/returns.", &known), "See shop.example/returns.");
        assert_eq!(without_strange("See [here](https://evil.example/x).", &known), "See [here](…).");
        assert_eq!(
            without_strange("evil.example https://shop.example/returns evil.example", &known),
            "… https://shop.example/returns …"
        );
        assert_eq!(without_strange("https://shop.example/returns?to=evil", &known), "…", "another address");
    }

    proptest::proptest! {
        #[test]
        fn nothing_strange_is_left(text in "\\PC{0,200}|([a-z./:@ ()\\[\\]]{0,120})") {
            let kept = without_strange(&text, &[]);
            proptest::prop_assert!(addresses(&kept).is_empty(), "{kept}");
        }
    }
}
