//! A text, taken apart into words, texts and signs.

use super::Unreadable;

/// Characters of a rule's text.
const CHARACTERS: usize = 50_000;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Letters, digits, `_`, `-`, `.` and `+`: names, numbers, days.
    Word(String),
    Text(String),
    /// One of `( ) , = < <= > >=`.
    Sign(&'static str),
}

/// The tokens, and at which byte each begins.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Unreadable> {
    if text.chars().count() > CHARACTERS {
        return Err(Unreadable::new(0, format!("a rule has at most {CHARACTERS} characters")));
    }
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        } else if letter == '"' {
            quoted(rest).ok_or_else(|| Unreadable::new(at, "a text that begins here has no end".to_owned()))?
        } else if let Some(sign) =
            ["<=", ">=", "(", ")", ",", "=", "<", ">"].into_iter().find(|sign| rest.starts_with(sign))
        {
            (Token::Sign(sign), sign.len())
        } else {
            let length = rest.find(|letter: char| !is_of_word(letter)).unwrap_or(rest.len());
            if length == 0 {
                return Err(Unreadable::new(at, format!("`{letter}` has no meaning here; texts stand in \"quotes\"")));
            }
            (Token::Word(rest[..length].to_owned()), length)
        };
        found.push((at, token));
        at += length;
    }
    Ok(found)
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_-.+".contains(letter)
}

/// A text in quotes, as JSON writes it, and how long it is with them.
fn quoted(rest: &str) -> Option<(Token, usize)> {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find_map(|(at, letter)| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends.then_some(at + 1)
    })?;
    Some((Token::Text(serde_json::from_str(&rest[..end]).ok()?), end))
}
