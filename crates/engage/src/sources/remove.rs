//! Let a system of the brand tell nothing any more.

use subrosa_access::{Actor, ManageSources, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{ErrorCode, SourceId};
use subrosa_store::sources;

use crate::Engage;

impl Engage {
    /// Forgets a source with its key, which opens nothing from then on. What it told stays.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_source(&self, actor: &Actor, source: SourceId) -> Result<(), Error> {
        let brand = permit::<ManageSources>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::SourceRemoved).about(source.to_string());
        self.messaging
            .db()
            .write(async move |tx| {
                if !sources::remove(tx, (brand, source)).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                deed.note(tx).await
            })
            .await
    }
}
