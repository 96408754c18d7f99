//! What rules of retention would remove at once.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_desk::kept_since;
use subrosa_messaging::Error;
use subrosa_proto::limits::RETENTION_COUNTED as MOST;
use subrosa_proto::retention::{RetentionPreview, RetentionRequest, RetentionSettings};
use subrosa_store::{brand_retention, custom_events};

use super::check::check;
use crate::Engage;

impl Engage {
    /// How much would be removed if the rules held now. Nothing is changed.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn preview_retention(&self, actor: &Actor, request: RetentionRequest) -> Result<RetentionPreview, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        let RetentionRequest { conversations_days, files_days, custom_events_days } = request;
        let days = check(RetentionSettings { conversations_days, files_days, custom_events_days })?;
        let now = self.messaging.now();
        let [conversations, files, custom_events] = days.map(|days| days.map(|days| kept_since(now, days)));
        let read = self.messaging.db().read(async move |tx| {
            let mut preview = RetentionPreview::default();
            if let Some(until) = conversations {
                preview.conversations = brand_retention::count_due(tx, brand, until, MOST).await?;
            }
            if let Some(until) = files {
                preview.files = brand_retention::count_files_due(tx, brand, until, MOST).await?;
            }
            if let Some(until) = custom_events {
                preview.custom_events = custom_events::count_old(tx, brand, until, MOST).await?;
            }
            Ok::<_, Error>(preview)
        });
        read.await
    }
}
