//! What accounts show of themselves: a name and a line about themselves, as they were typed.

use subrosa_proto::limits::{BIO_CHARACTERS, DISPLAY_NAME_CHARACTERS};
use subrosa_proto::text;

use crate::Error;

/// A name to show, without the spaces around it.
///
/// # Errors
/// `text_invalid`, which names the field: when it is empty, longer than [`DISPLAY_NAME_CHARACTERS`] or more than a line.
pub fn name_in(field: &'static str, typed: &str) -> Result<String, Error> {
    let name = typed.trim();
    text::check_line(name, DISPLAY_NAME_CHARACTERS, false).map_err(|why| Error::text(field, why))?;
    Ok(name.to_owned())
}

/// A line about an account, without the spaces around it. It may be empty.
///
/// # Errors
/// `text_invalid` of the field `bio`: when it is longer than [`BIO_CHARACTERS`] or more than a line.
pub fn bio(typed: &str) -> Result<String, Error> {
    let bio = typed.trim();
    text::check_line(bio, BIO_CHARACTERS, true).map_err(|why| Error::text("bio", why))?;
    Ok(bio.to_owned())
}
