//! Change how a brand works.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::{Brand, BrandChange, BrandPart};
use subrosa_store::brands;

use crate::Engage;

/// A year.
const MOST_REOPEN_SECONDS: i64 = 365 * 24 * 3_600;

impl Engage {
    /// Changes the brand's settings. Its name, picture and words are those of its account.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn change_brand(&self, actor: &Actor, change: BrandChange) -> Result<Brand, Error> {
        let id = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        if let Some(seconds) = change.reopen_seconds {
            let seconds = range::check("reopen_seconds", seconds, 0..=MOST_REOPEN_SECONDS)?;
            let deed = self.deed(actor, id, AuditDeed::BrandChanged).about("reopen_seconds");
            let changed = self.messaging.db().write(async move |tx| {
                brands::set_reopen_seconds(tx, id, seconds).await?;
                deed.note(tx).await
            });
            changed.await?;
            self.messaging.brand_changed(id, BrandPart::Brand);
        }
        self.brand(actor).await
    }
}
