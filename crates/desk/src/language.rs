//! Names of languages in one form.

/// A language's name in the form of BCP 47 (RFC 5646), as far as brands write it: `en`, `pt-BR`, `zh-Hant-TW`. A region is written large.
#[must_use]
pub fn in_one_form(name: &str) -> Option<String> {
    let mut parts = name.trim().split('-');
    let first = parts.next()?;
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let rest: Vec<&str> = parts.collect();
    let is_rest = |part: &&str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_first || rest.len() > 2 || !rest.iter().all(is_rest) {
        return None;
    }
    let mut written = first.to_ascii_lowercase();
    for part in rest {
        written.push('-');
        written.push_str(&if part.len() == 2 { part.to_ascii_uppercase() } else { part.to_owned() });
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_in_one_form() {
        for (name, kept) in [("EN", "en"), ("pt-br", "pt-BR"), (" zh-Hant-TW ", "zh-Hant-TW"), ("gsw", "gsw")] {
            assert_eq!(in_one_form(name).as_deref(), Some(kept));
        }
        for name in ["", "e", "english", "en-", "e1", "en-a-b-c", "de_DE"] {
            assert_eq!(in_one_form(name), None, "{name}");
        }
    }
}
