//! What the brand uses the language model for.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::model::BrandModel;
use subrosa_store::brand_models;

use super::ask::day;
use crate::Engage;

impl Engage {
    /// It, which model that is, where texts go, and how much of it is left today.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn brand_model(&self, actor: &Actor) -> Result<BrandModel, Error> {
        self.model_of(permit::<ReadBrand>(actor, &Subject::Own)?.account()?).await
    }

    pub(super) async fn model_of(&self, brand: AccountId) -> Result<BrandModel, Error> {
        let today = day(self.messaging.now());
        let found = self.messaging.db().read(async move |tx| {
            Ok::<_, subrosa_store::Error>((
                brand_models::find(tx, brand).await?,
                brand_models::spent(tx, brand, today).await?,
            ))
        });
        let (uses, spent) = found.await.map_err(Error::from)?;
        let settings = self.messaging.model();
        Ok(BrandModel {
            name: settings.map(|settings| settings.name.clone()),
            host: settings.map(|settings| host(&settings.url).to_owned()),
            uses,
            spent: u32::try_from(spent).unwrap_or(u32::MAX),
            daily: settings.map_or(0, |settings| settings.daily),
        })
    }
}

/// The host of an address, with its port.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
