//! Sources: the systems of a brand that tell by tracking calls what customers do, each with a write key of its own.
//!
//! Never: a key that is kept, or shown twice.

mod create;
mod list;
mod remove;
mod replace;

use subrosa_messaging::Error;
use subrosa_proto::limits::SOURCE_NAME_CHARACTERS;
use subrosa_proto::source::SaveSource;
use subrosa_proto::{ErrorCode, money, text};

/// The name and currency to keep.
///
/// # Errors
/// `text_invalid`, `invalid_parameter`.
fn check(request: SaveSource) -> Result<(String, Option<String>), Error> {
    let name = request.name.trim().to_owned();
    text::check_line(&name, SOURCE_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
    if request.currency.as_deref().is_some_and(|currency| !money::is_currency(currency)) {
        return Err(Error::field(ErrorCode::InvalidParameter, "currency", "three capital letters"));
    }
    Ok((name, request.currency))
}
