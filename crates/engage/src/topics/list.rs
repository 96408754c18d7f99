//! The topics of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::consent::TopicList;
use subrosa_proto::limits::BRAND_TOPICS;
use subrosa_store::topics;

use crate::Engage;

impl Engage {
    /// All of them, archived ones included, in the order of their making.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn topics(&self, actor: &Actor) -> Result<TopicList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| topics::list(tx, brand, BRAND_TOPICS).await).await;
        Ok(TopicList { topics: found.map_err(Error::from)? })
    }
}
