//! A file that is said with a message: what is told of it. Its bytes are uploaded before, and read by its id.
//!
//! Never: the bytes themselves, nor what they are; that is found by looking at them, where they come in.

use serde::{Deserialize, Serialize};

use crate::AttachmentId;
use crate::limits::{ATTACHMENT_BYTES, ATTACHMENT_NAME_CHARACTERS, ATTACHMENT_SIDE};
use crate::text::{self, InvalidText};

/// A file of a message, as the answer to its upload says it. A message says all of it again, word by word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// By which it is read.
    pub id: AttachmentId,
    /// A name for the file: 1 to 150 characters on one line, without path separators. It ends as files of its type do.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 150, example = "invoice.pdf"))]
    pub name: String,
    /// What it is (RFC 6838), as its bytes show.
    #[cfg_attr(feature = "schema", schema(min_length = 3, max_length = 100, example = "application/pdf"))]
    pub media_type: String,
    /// How many bytes it has.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 10485760))]
    pub bytes: i64,
    /// Of a picture: how many pixels it is wide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 2048))]
    pub width: Option<i64>,
    /// Of a picture: how many pixels it is high.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 2048))]
    pub height: Option<i64>,
}

/// The name of a file and of its upload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct UploadRequest {
    /// The file's name: 1 to 150 characters on one line, without path separators.
    #[cfg_attr(feature = "schema", param(required = true, nullable = false, min_length = 1, max_length = 150))]
    pub name: Option<String>,
    /// A name for this upload (a UUID), made before the first try: the same again gives the first result.
    #[cfg_attr(feature = "schema", param(required = true, nullable = false, format = "uuid"))]
    pub client_id: Option<String>,
}

/// Why a file can't be called this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    #[error("{0}")]
    Text(#[from] InvalidText),
    #[error("it has a path separator, or is nothing but dots")]
    Path,
}

/// Checks the name of a file.
///
/// # Errors
/// When it is blank, too long, not on one line, reorders text, or could lead out of a folder.
pub fn check_name(name: &str) -> Result<(), InvalidName> {
    text::check_line(name, ATTACHMENT_NAME_CHARACTERS, false)?;
    let is_path = name.contains(['/', '\\']) || name.chars().all(|character| character == '.');
    if is_path { Err(InvalidName::Path) } else { Ok(()) }
}

impl Attachment {
    /// Whether this is a picture, which can be shown as it is.
    #[must_use]
    pub const fn is_picture(&self) -> bool {
        self.width.is_some() && self.height.is_some()
    }

    /// Whether all that is told of it is within bounds. Whether it is true, its row says.
    #[must_use]
    pub(crate) fn is_bounded(&self) -> bool {
        let is_side = |side: &i64| (1..=i64::from(ATTACHMENT_SIDE)).contains(side);
        check_name(&self.name).is_ok()
            && (3..=100).contains(&self.media_type.len())
            && self.media_type.is_ascii()
            && usize::try_from(self.bytes).is_ok_and(|bytes| (1..=ATTACHMENT_BYTES).contains(&bytes))
            && self.width.iter().chain(&self.height).all(is_side)
            && self.width.is_some() == self.height.is_some()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_files_stay_in_their_folder() {
        for good in ["invoice.pdf", "Rechnung für März.pdf", "صورة.jpg", ".profile", "a..b"] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        for bad in ["../a.pdf", "a/b.pdf", "C:\\a.pdf", ".", ".."] {
            assert_eq!(check_name(bad), Err(InvalidName::Path), "{bad}");
        }
        assert_eq!(check_name(" "), Err(InvalidName::Text(InvalidText::Empty)));
        assert_eq!(check_name("a\r\nb.pdf"), Err(InvalidName::Text(InvalidText::Control)));
        assert_eq!(check_name("invoice\u{202e}fdp.exe"), Err(InvalidName::Text(InvalidText::Reorders)));
        assert_eq!(check_name(&"n".repeat(151)), Err(InvalidName::Text(InvalidText::TooLong(150))));
    }

    proptest! {
        #[test]
        fn no_accepted_name_is_a_path_or_breaks_a_line(name in any::<String>()) {
            if check_name(&name).is_ok() {
                let leads_out = name.contains(['/', '\\', '\0', '\r', '\n', '\u{202e}']) || name == "..";
                prop_assert!(!leads_out);
            }
        }
    }
}
