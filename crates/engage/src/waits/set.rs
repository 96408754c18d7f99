//! Say what a brand's customers are told of their wait.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::wait::WaitSettings;
use subrosa_store::brands;

use crate::Engage;

impl Engage {
    /// Keeps it in place of what was set before. Who waits already is told nothing anew.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn set_wait(&self, actor: &Actor, settings: WaitSettings) -> Result<WaitSettings, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::WaitChanged);
        self.messaging
            .db()
            .write(async move |tx| {
                brands::set_wait(tx, brand, settings).await?;
                deed.note(tx).await?;
                Ok(settings)
            })
            .await
    }
}
