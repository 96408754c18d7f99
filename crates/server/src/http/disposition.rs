//! What a browser does with a file, and how it calls it: `Content-Disposition` (RFC 6266), with any name.

use std::fmt::Write;

/// To be shown or to be saved, under a name that people chose: nothing of it gets out of its parameter.
pub(crate) fn of(is_shown: bool, name: &str) -> String {
    let kind = if is_shown { "inline" } else { "attachment" };
    let plain: String = name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            exact.push(char::from(byte));
        } else {
            // Writing into a string can't fail.
            let _ = write!(exact, "%{byte:02X}");
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

/// Whether a letter can stand between quotation marks, for those who can't read the exact name.
const fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '.' | '_' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_gets_out_of_its_place() {
        assert_eq!(of(true, "lamp.jpg"), "inline; filename=\"lamp.jpg\"; filename*=UTF-8''lamp.jpg");
        assert_eq!(
            of(false, "Größe\".pdf"),
            "attachment; filename=\"Gr__e_.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%22.pdf"
        );
        assert!(of(false, "a\r\nSet-Cookie: x;\u{202e}").is_ascii());
        assert!(!of(false, "a\r\nSet-Cookie: x").contains(['\r', '\n']));
    }
}
