//! The check of the place of pictures: whether one can be written, read and removed there.

use subrosa_messaging::{Media, MediaSettings};

use super::finding::Finding;

/// Pictures can be kept; nothing is said when they are in the database.
pub(super) fn media(settings: &MediaSettings) -> Option<Finding> {
    const CHECK: &str = "pictures";
    const ADVICE: &str = "check the `media` settings, and that the place is there and may be written to; until then no picture can be set";
    let look = async {
        match Media::open(settings)? {
            Some(media) => media.probe().await.map(Some),
            None => Ok(None),
        }
    };
    let looked = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(look).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match looked {
        Ok(None) => None,
        Ok(Some(())) => Some(Finding::ok(CHECK, format!("can be kept in {settings}"))),
        Err(why) => Some(Finding::fail(CHECK, format!("{settings}: {why}"), ADVICE)),
    }
}
