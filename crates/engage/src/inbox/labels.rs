//! The labels that a brand uses.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::inbox::LabelList;
use subrosa_store::labels;

use crate::Engage;

/// Labels that are listed.
const MOST: u32 = 1_000;

impl Engage {
    /// Every label that was ever put on one of the brand's tickets, up to 1,000.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn labels(&self, actor: &Actor) -> Result<LabelList, Error> {
        let brand = permit::<ReadInbox>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| labels::list(tx, brand, MOST).await).await;
        Ok(LabelList { labels: found.map_err(Error::from)? })
    }
}
