//! How a brand asks its customers.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::survey::SurveySettings;
use subrosa_store::brand_surveys;

use crate::Engage;

impl Engage {
    /// How the brand asks; off, with words to begin with, where nothing was set.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn survey(&self, actor: &Actor) -> Result<SurveySettings, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| brand_surveys::find(tx, brand).await).await;
        found.map_err(Error::from)
    }
}
