//! The topics of a brand.

use std::collections::BTreeSet;

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
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

    /// What a brand asks its customers to agree to, by what programs call it.
    pub(crate) async fn topics_asked_for(&self, brand: AccountId) -> Result<BTreeSet<String>, Error> {
        let found = self.messaging.db().read(async move |tx| topics::list(tx, brand, BRAND_TOPICS).await).await;
        let asked_for = found.map_err(Error::from)?.into_iter().filter(|topic| !topic.is_archived);
        Ok(asked_for.map(|topic| topic.name).collect())
    }
}
