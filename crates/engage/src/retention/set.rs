//! Set for how long a brand keeps conversations.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::retention::RetentionSettings;
use subrosa_store::brand_retention;

use super::check::check;
use crate::Engage;

impl Engage {
    /// Keeps it in place of what was set before. What is older goes from now on, for good.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn set_retention(&self, actor: &Actor, settings: RetentionSettings) -> Result<RetentionSettings, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        let days = check(settings)?;
        let about = days.map(|days| days.map_or_else(|| "–".to_owned(), |days| days.to_string())).join(" / ");
        let deed = self.deed(actor, brand, AuditDeed::RetentionChanged).about(about);
        self.messaging
            .db()
            .write(async move |tx| {
                brand_retention::save(tx, brand, settings).await?;
                deed.note(tx).await?;
                Ok(settings)
            })
            .await
    }
}
