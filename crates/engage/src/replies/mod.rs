//! Saved replies: what a brand's members write again and again.

mod create;
mod list;
mod remove;
mod replace;

use subrosa_messaging::Error;
use subrosa_proto::brand::SaveReply;
use subrosa_proto::limits::{REPLY_NAME_CHARACTERS, TEXT_CHARACTERS};
use subrosa_proto::text;

/// The name and the text, as they are kept.
fn check(reply: SaveReply) -> Result<(String, String), Error> {
    let name = reply.name.trim().to_owned();
    text::check_line(&name, REPLY_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
    text::check_message(&reply.text, TEXT_CHARACTERS).map_err(|why| Error::text("text", why))?;
    Ok((name, reply.text))
}
