//! What text from people may hold. Two strictnesses: names stand beside other people's words and may not steer
//! them; message text is shown apart and may hold whatever a language needs.

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    #[error("it is empty")]
    Empty,
    #[error("it has more than {0} characters")]
    TooLong(usize),
    #[error("it has a control character that does not belong in text")]
    Control,
    #[error("it has an invisible character that reorders other text")]
    Reorders,
}

/// Right-to-left and left-to-right *overrides* show text in another order than it has (the trick behind
/// `gpj.exe`); no language needs them.
const fn is_override(character: char) -> bool {
    matches!(character, '\u{202d}' | '\u{202e}')
}

/// Embeddings, isolates and their ends: needed inside right-to-left text, harmful in a name.
const fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn is_stray_control(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

fn is_blank(text: &str) -> bool {
    // A text of zero-width characters shows as nothing and counts as nothing.
    text.chars().all(|character| {
        character.is_whitespace()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            || is_direction_mark(character)
    })
}

/// Checks the text of a message or a draft: any language, line breaks and tabs, up to `most` characters.
///
/// # Errors
/// Empty or blank, too long, a control character, or a direction override.
pub fn check_message(text: &str, most: usize) -> Result<(), InvalidText> {
    if is_blank(text) {
        return Err(InvalidText::Empty);
    }
    if text.chars().count() > most {
        return Err(InvalidText::TooLong(most));
    }
    for character in text.chars() {
        if is_stray_control(character) {
            return Err(InvalidText::Control);
        }
        if is_override(character) {
            return Err(InvalidText::Reorders);
        }
    }
    Ok(())
}

/// Checks one line that stands for a person: no line breaks, no direction marks. Blank is allowed when
/// `may_be_empty`.
///
/// # Errors
/// As [`check_message`], and on line breaks and any direction mark.
pub fn check_line(text: &str, most: usize, may_be_empty: bool) -> Result<(), InvalidText> {
    if is_blank(text) && !(may_be_empty && text.is_empty()) {
        return Err(InvalidText::Empty);
    }
    if text.chars().count() > most {
        return Err(InvalidText::TooLong(most));
    }
    for character in text.chars() {
        if is_stray_control(character) || matches!(character, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') {
            return Err(InvalidText::Control);
        }
        if is_direction_mark(character) {
            return Err(InvalidText::Reorders);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_pass_and_tricks_do_not() {
        assert_eq!(check_message("مرحبا \u{2067}abc\u{2069}\nשלום 👩‍👩‍👧", 100), Ok(()));
        assert_eq!(check_message("invoice\u{202e}fdp.exe", 100), Err(InvalidText::Reorders));
        assert_eq!(check_message("a\0b", 100), Err(InvalidText::Control));
        assert_eq!(check_message(" \u{200b}\n", 100), Err(InvalidText::Empty));
        assert_eq!(check_message("äöü", 2), Err(InvalidText::TooLong(2)));
    }

    #[test]
    fn names_are_one_line_without_direction_marks() {
        assert_eq!(check_line("Zoë d'Été", 50, false), Ok(()));
        assert_eq!(check_line("admin\u{2066}", 50, false), Err(InvalidText::Reorders));
        assert_eq!(check_line("two\nlines", 50, false), Err(InvalidText::Control));
        assert_eq!(check_line("", 50, true), Ok(()));
        assert_eq!(check_line("", 50, false), Err(InvalidText::Empty));
    }
}
