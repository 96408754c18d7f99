//! What may stand between the braces of a text: a value's name, and questions about values.

use std::collections::BTreeSet;

use super::BadTemplate;

/// Checks every part in braces; the values that it asks about. What passes shows no more than the values it names: no
/// arithmetic, loops, calls or filters.
///
/// # Errors
/// Names the first part that may not be.
pub(super) fn check(text: &str) -> Result<BTreeSet<&str>, BadTemplate> {
    let mut asked = BTreeSet::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let after = rest.get(open + 1..).unwrap_or_default();
        let close = match after.bytes().next() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                rest = after;
                continue;
            }
        };
        let inside = after.get(1..).unwrap_or_default();
        let Some((code, behind)) = inside.split_once(close) else {
            return Err(BadTemplate(format!("`{}` is not closed by `{close}`", start_of(inside))));
        };
        match close {
            "}}" => check_value(code)?,
            "%}" => {
                check_question(code)?;
                let letters = |letter: char| !(letter.is_ascii_alphanumeric() || "_.".contains(letter));
                asked.extend(code.split(letters).filter(|word| is_path(word)));
            }
            _ => {}
        }
        rest = behind;
    }
    Ok(asked)
}

fn start_of(code: &str) -> String {
    code.trim().chars().take(20).collect()
}

/// The code without the dashes that trim the space around it.
fn trimmed(code: &str) -> &str {
    let code = code.strip_prefix('-').unwrap_or(code);
    code.strip_suffix('-').unwrap_or(code).trim()
}

fn check_value(code: &str) -> Result<(), BadTemplate> {
    if is_path(trimmed(code)) {
        Ok(())
    } else {
        Err(BadTemplate(format!("`{}` is no name of a value; braces hold one name and nothing else", start_of(code))))
    }
}

/// Names with dots between them.
fn is_path(text: &str) -> bool {
    text.split('.').all(|part| {
        part.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

fn check_question(code: &str) -> Result<(), BadTemplate> {
    let code_inside = trimmed(code);
    let (word, rest) = code_inside.split_once(' ').unwrap_or((code_inside, ""));
    if !matches!(word, "if" | "elif" | "else" | "endif") {
        return Err(BadTemplate(format!("`{}`: only if, elif, else and endif are known", start_of(code))));
    }
    let mut quote = None;
    for letter in rest.chars() {
        match (quote, letter) {
            (_, '\\') => return Err(BadTemplate("a backslash may not stand in it".to_owned())),
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, letter) if letter.is_ascii_alphanumeric() || "_. =!<>".contains(letter) => {}
            (None, letter) => {
                return Err(BadTemplate(format!("`{letter}` may not stand in it; it can compare, and not compute")));
            }
        }
    }
    if quote.is_some() { Err(BadTemplate("a quote is not closed".to_owned())) } else { Ok(()) }
}
