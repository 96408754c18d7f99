//! The message templates of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_TEMPLATES;
use subrosa_proto::template::TemplateList;
use subrosa_store::templates;

use crate::Engage;

impl Engage {
    /// All of them, by title.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn templates(&self, actor: &Actor) -> Result<TemplateList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| templates::list(tx, brand, BRAND_TEMPLATES).await).await;
        Ok(TemplateList { templates: found.map_err(Error::from)? })
    }
}
