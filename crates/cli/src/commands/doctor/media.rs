//! The check of the place of pictures: whether one can be written, read and removed there.

use std::convert::identity;

use subrosa_messaging::{Media, MediaSettings};

use super::finding::Finding;
use super::looking::look;

/// Pictures can be kept; nothing is said when they are in the database.
pub(super) fn media(settings: &MediaSettings) -> Option<Finding> {
    const CHECK: &str = "pictures";
    const ADVICE: &str = "check the `media` settings, and that the place is there and may be written to; until then no picture can be set";
    let looking = async {
        match Media::open(settings).map_err(|error| error.to_string())? {
            Some(media) => media.probe().await.map(Some).map_err(|error| error.to_string()),
            None => Ok(None),
        }
    };
    match look(looking, identity) {
        Ok(None) => None,
        Ok(Some(())) => Some(Finding::ok(CHECK, format!("can be kept in {settings}"))),
        Err(why) => Some(Finding::fail(CHECK, format!("{settings}: {why}"), ADVICE)),
    }
}
