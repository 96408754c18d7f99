//! What the brand uses the language model for.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::{EmbeddingSettings, Error};
use subrosa_proto::AccountId;
use subrosa_proto::model::{BrandEmbeddings, BrandModel};
use subrosa_store::article_vectors;
use subrosa_store::brand_models::{self, Budget};

use super::budget::day;
use crate::Engage;
use crate::embeddings::vectors_model;

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
                brand_models::spent(tx, brand, today, Budget::Model).await?,
            ))
        });
        let (uses, spent) = found.await.map_err(Error::from)?;
        let embeddings = match self.messaging.embeddings() {
            Some(settings) => Some(self.embeddings_of(brand, settings, today).await?),
            None => None,
        };
        let settings = self.messaging.model();
        Ok(BrandModel {
            name: settings.map(|settings| settings.name.clone()),
            host: settings.map(|settings| host(&settings.url).to_owned()),
            uses,
            spent: bounded(spent),
            daily: settings.map_or(0, |settings| settings.daily),
            embeddings,
        })
    }

    async fn embeddings_of(
        &self,
        brand: AccountId,
        settings: &EmbeddingSettings,
        today: i64,
    ) -> Result<BrandEmbeddings, Error> {
        let form = vectors_model(settings);
        let read = self.messaging.db().read(async move |tx| {
            Ok::<_, subrosa_store::Error>((
                article_vectors::state(tx, brand, &form).await?,
                brand_models::spent(tx, brand, today, Budget::Embeddings).await?,
            ))
        });
        let (state, spent) = read.await.map_err(Error::from)?;
        Ok(BrandEmbeddings {
            name: settings.model.name.clone(),
            host: host(&settings.model.url).to_owned(),
            published: bounded(state.published),
            articles: bounded(state.articles),
            passages: bounded(state.passages),
            spent: bounded(spent),
            daily: settings.model.daily,
        })
    }
}

/// A count that can't be below 0.
fn bounded(count: i64) -> u32 {
    u32::try_from(count.max(0)).unwrap_or(u32::MAX)
}

/// The host of an address, with its port.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
