//! A brand's business hours, and how they stand now.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_desk::hours::Hours as Checked;
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::hours::{BusinessHours, Hours};
use subrosa_store::brand_hours;

use crate::Engage;

impl Engage {
    /// The brand's business hours; those of a brand that never set any are all hours, by the clocks of UTC.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn hours(&self, actor: &Actor) -> Result<Hours, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| brand_hours::find(tx, brand).await).await;
        self.stand(found.map_err(Error::from)?)
    }

    /// How business hours stand now.
    pub(super) fn stand(&self, hours: BusinessHours) -> Result<Hours, Error> {
        let now = self.messaging.now();
        let checked = Checked::of(&hours).map_err(|_| Error::new(ErrorCode::Internal))?;
        let is_open = checked.is_open_at(now);
        let opens_at = if is_open { None } else { checked.next_opening(now) };
        Ok(Hours { hours, is_open, opens_at })
    }
}
