//! Handles: the short public name by which a person is found. Lower case ASCII letters, digits, `_` and `.`,
//! 3 to 30 of them, beginning with a letter and never two dots in a row: nothing that looks like another.

use crate::limits::HANDLE_CHARACTERS;

/// Names that would pass for the system itself.
const RESERVED: &[&str] = &[
    "admin",
    "administrator",
    "api",
    "help",
    "me",
    "moderator",
    "null",
    "official",
    "root",
    "security",
    "settings",
    "staff",
    "subrosa",
    "support",
    "system",
    "team",
    "undefined",
];

/// Why a handle was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHandle {
    #[error("a handle has 3 to 30 letters, digits, dots or underscores and begins with a letter")]
    Shape,
    #[error("this handle is reserved")]
    Reserved,
}

/// The handle in the one form that is stored and compared: without a leading `@`, in lower case.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.trim().trim_start_matches('@').to_ascii_lowercase()
}

/// Checks a normalised handle that someone wants to own.
///
/// # Errors
/// When its shape is wrong or it is reserved.
pub fn check(handle: &str) -> Result<(), InvalidHandle> {
    let shape = HANDLE_CHARACTERS.contains(&handle.len())
        && handle.starts_with(|first: char| first.is_ascii_lowercase())
        && handle.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.'))
        && !handle.contains("..")
        && !handle.ends_with('.');
    if !shape {
        return Err(InvalidHandle::Shape);
    }
    if RESERVED.contains(&handle) {
        return Err(InvalidHandle::Reserved);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_and_refuses() {
        assert_eq!(check(&normalise(" @Ada.Lovelace ")), Ok(()));
        for bad in ["ab", "9lives", "a..b", "ends.", "spaced out", "ünal", ""] {
            assert_eq!(check(bad), Err(InvalidHandle::Shape), "{bad}");
        }
        assert_eq!(check("admin"), Err(InvalidHandle::Reserved));
    }
}
