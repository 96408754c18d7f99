//! Blanks that may say what stands in them where nothing is known: `{{contact.first_name|there}}`. The names are those of the desk's blanks.

use std::fmt;

/// Characters of what stands in a blank where nothing is known.
const INSTEAD_CHARACTERS: usize = 100;

/// Braces that hold no blank, or are not closed: what stands in them, up to 20 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoBlank(String);

impl fmt::Display for NoBlank {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{{{{{}` is no blank: it is a name in two braces on each side, such as {{{{customer}}}} or {{{{contact.first_name|there}}}}",
            self.0
        )
    }
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    Words(&'t str),
    Blank {
        name: &'t str,
        /// What stands there where nothing is known.
        instead: Option<&'t str>,
        /// As it was written.
        written: &'t str,
    },
}

/// A text in its parts, in order.
pub(crate) fn parts(text: &str) -> Result<Vec<Part<'_>>, NoBlank> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find("{{") {
        let (before, from) = rest.split_at(begin);
        if !before.is_empty() {
            parts.push(Part::Words(before));
        }
        let wrong = || NoBlank(from.chars().skip(2).take(20).collect());
        let end = from.find("}}").ok_or_else(wrong)?;
        let (inner, written) = (&from[2..end], &from[..end + 2]);
        let (name, instead) = match inner.split_once('|') {
            Some((name, instead)) => (name.trim(), Some(instead.trim())),
            None => (inner.trim(), None),
        };
        if !is_name(name) || instead.is_some_and(|instead| !is_instead(instead)) {
            return Err(wrong());
        }
        parts.push(Part::Blank { name, instead, written });
        rest = &from[end + 2..];
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    Ok(parts)
}

/// As the desk's blanks are called.
fn is_name(name: &str) -> bool {
    let alone = format!("{{{{{name}}}}}");
    subrosa_desk::blanks::names(&alone).is_ok_and(|names| names == [name])
}

fn is_instead(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= INSTEAD_CHARACTERS
        && !text.contains(['{', '}', '|'])
        && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_words_and_blanks() {
        let text = "Hi {{ customer }}, {{contact.city|your place}}!";
        let wanted = vec![
            Part::Words("Hi "),
            Part::Blank { name: "customer", instead: None, written: "{{ customer }}" },
            Part::Words(", "),
            Part::Blank { name: "contact.city", instead: Some("your place"), written: "{{contact.city|your place}}" },
            Part::Words("!"),
        ];
        assert_eq!(parts(text), Ok(wanted));
        assert_eq!(parts("{plain} }} text"), Ok(vec![Part::Words("{plain} }} text")]));
        assert_eq!(parts(""), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_blank_is_told() {
        for wrong in
            ["{{", "{{customer", "{{Customer}}", "{{a b}}", "{{a|}}", "{{a|b|c}}", "{{|b}}", "{{a|{b}}", "{{a.b.c}}"]
        {
            assert!(parts(wrong).is_err(), "{wrong}");
        }
        let long = format!("{{{{a|{}}}}}", "x".repeat(101));
        assert!(parts(&long).is_err());
    }
}
