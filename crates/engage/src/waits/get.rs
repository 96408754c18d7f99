//! What a brand's customers are told of their wait.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::wait::WaitSettings;
use subrosa_store::brands;

use crate::Engage;

impl Engage {
    /// When they are told, and in which language.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn wait(&self, actor: &Actor) -> Result<WaitSettings, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| brands::rules_of(tx, &[brand]).await).await?;
        let rules = found.into_iter().flatten().next();
        rules.map(|rules| rules.wait).ok_or_else(|| Error::new(ErrorCode::Internal))
    }
}
