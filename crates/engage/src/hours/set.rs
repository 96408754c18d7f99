//! Set a brand's business hours.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_desk::hours::Hours as Checked;
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::hours::{BusinessHours, Hours};
use subrosa_store::brand_hours;

use crate::Engage;

impl Engage {
    /// Keeps business hours in place of those before. Reports count days by the clocks of their zone from then on, past ones
    /// included.
    ///
    /// # Errors
    /// `hours_invalid`, `forbidden`.
    pub async fn set_hours(&self, actor: &Actor, hours: BusinessHours) -> Result<Hours, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        Checked::of(&hours).map_err(|wrong| Error::field(ErrorCode::HoursInvalid, wrong.field(), wrong.to_string()))?;
        let kept = hours.clone();
        let deed = self.deed(actor, brand, AuditDeed::HoursChanged);
        let saved = self.messaging.db().write(async move |tx| {
            brand_hours::save(tx, brand, &kept).await?;
            deed.note(tx).await
        });
        saved.await?;
        self.stand(hours)
    }
}
