//! What a rule of retention would remove at once.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_desk::kept_since;
use subrosa_messaging::{Error, range};
use subrosa_proto::limits::{RETENTION_COUNTED, RETENTION_DAYS};
use subrosa_proto::retention::{RetentionPreview, RetentionRequest};
use subrosa_store::brand_retention;

use crate::Engage;

impl Engage {
    /// Of how many conversations something would be removed if the rule held now. Nothing is changed.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn preview_retention(&self, actor: &Actor, request: RetentionRequest) -> Result<RetentionPreview, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        let days = range::check("conversations_days", request.conversations_days, RETENTION_DAYS)?;
        let until = kept_since(self.messaging.now(), days);
        let read = self.messaging.db().read(async move |tx| {
            let conversations = brand_retention::count_due(tx, brand, until, RETENTION_COUNTED).await?;
            Ok::<_, Error>(RetentionPreview { conversations })
        });
        read.await
    }
}
