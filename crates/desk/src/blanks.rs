//! Blanks in what a brand has at hand: `{{customer}}` in a saved reply or a template. They hold a name and nothing else; what is put into one is
//! never read for blanks again.

use std::fmt;

/// Braces that hold no name, or are not closed: what stands in them, up to 20 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoBlank(String);

impl fmt::Display for NoBlank {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{{{{{}` is no blank: it is a name in two braces on each side, such as {{{{customer}}}}",
            self.0
        )
    }
}

/// The text with values in its blanks. One that is not known stays as it stands, so that it is seen before it is sent.
#[must_use]
pub fn fill(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let known = after.split_once("}}").and_then(|(name, behind)| Some((value(name.trim())?, behind)));
        if let Some((value, behind)) = known {
            filled.push_str(&value);
            rest = behind;
        } else {
            filled.push_str("{{");
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

/// The names of a text's blanks, in order and as often as they stand there.
///
/// # Errors
/// At the first braces that are no blank.
pub fn names(text: &str) -> Result<Vec<&str>, NoBlank> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let wrong = || NoBlank(after.chars().take(20).collect());
        let (name, behind) = after.split_once("}}").ok_or_else(wrong)?;
        let name = name.trim();
        if !is_name(name) {
            return Err(wrong());
        }
        names.push(name);
        rest = behind;
    }
    Ok(names)
}

/// Lower-case words, with one dot between them at most.
fn is_name(name: &str) -> bool {
    let is_word = |word: &str| {
        word.len() <= 40
            && word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    match name.split_once('.') {
        Some((of, what)) => is_word(of) && is_word(what),
        None => is_word(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_put_in_and_never_read_again() {
        let known = |name: &str| match name {
            "customer" => Some("{{agent}}".to_owned()),
            "agent" => Some("Grace".to_owned()),
            _ => None,
        };
        assert_eq!(fill("Hello {{customer}}, {{ agent }} here.", known), "Hello {{agent}}, Grace here.");
        assert_eq!(fill("{{order}} {{agent}} {{", known), "{{order}} Grace {{");
        assert_eq!(fill("{{ {{agent}}", known), "{{ Grace");
    }

    #[test]
    fn blanks_are_names_in_braces() {
        assert_eq!(names("{{a}} {{ order.number }}{{a}} {b}"), Ok(vec!["a", "order.number", "a"]));
        for wrong in ["{{", "{{}}", "{{A}}", "{{a b}}", "{{a.b.c}}", "{{ {{a}}", "{{1}}", "{{.a}}", "{{a|b}}"] {
            assert!(names(wrong).is_err(), "{wrong}");
        }
    }
}
