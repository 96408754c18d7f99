//! Give a source another name or currency.

use subrosa_access::{Actor, ManageSources, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_SOURCES;
use subrosa_proto::source::{SaveSource, Source};
use subrosa_proto::{ErrorCode, SourceId};
use subrosa_store::sources;

use super::check;
use crate::Engage;

impl Engage {
    /// Puts another name and currency in place of a source's. Its key stays.
    ///
    /// # Errors
    /// `not_found`, `text_invalid`, `invalid_parameter`, `forbidden`.
    pub async fn replace_source(&self, actor: &Actor, source: SourceId, request: SaveSource) -> Result<Source, Error> {
        let brand = permit::<ManageSources>(actor, &Subject::Own)?.account()?;
        let (name, currency) = check(request)?;
        let deed = self.deed(actor, brand, AuditDeed::SourceSaved).about(&name);
        let changed = self.messaging.db().write(async move |tx| {
            let not_found = || Error::new(ErrorCode::NotFound);
            if !sources::change(tx, (brand, source), &name, currency.as_deref()).await? {
                return Err(not_found());
            }
            deed.note(tx).await?;
            let all = sources::list(tx, brand, BRAND_SOURCES).await?;
            all.into_iter().find(|one| one.id == source).ok_or_else(not_found)
        });
        changed.await
    }
}
