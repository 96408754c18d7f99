//! Keeps vectors of what is published: in the background, a few articles at a time, on whichever node comes first.
//!
//! A watermark for each brand says up to which of its changes that is done. It moves in the same transaction in which the vectors are kept, and
//! what has vectors already is passed over: so a step that is done twice, or that two nodes do, changes nothing.

use std::time::Duration;

use subrosa_knowledge::{Vector, embedded, passages};
use subrosa_messaging::{EmbeddingSettings, Error, WeakMessaging};
use subrosa_proto::{AccountId, ArticleId};
use subrosa_store::article_vectors::{self, ArticleVectors};
use subrosa_store::brand_vectors::{self, BrandVectors};
use subrosa_store::{accounts, articles, knowledge};

use super::ask::{Missing, Texts};
use super::vectors_model;
use crate::{Engage, Memory};

/// How often it looks whether something was published.
const LOOK: Duration = Duration::from_secs(3);
/// Seconds for which a brand is one node's: longer than the requests of a step take.
const HELD_SECONDS: i64 = 600;
/// Seconds after which what failed is tried again, and what the budget is used up for.
const RETRY_SECONDS: i64 = 60;
const SPENT_SECONDS: i64 = 15 * 60;
/// Articles that a step looks at.
const ARTICLES: u32 = 20;

/// A version of an article of which there are no vectors, as a model is told it.
struct Wanted {
    article: ArticleId,
    version: i64,
    texts: Vec<String>,
}

impl Engage {
    /// Begins to make vectors, where the operator has a model for it. It ends when messaging does. Must be called inside a Tokio runtime.
    pub fn keep_vectors(&self) {
        if self.messaging.embeddings().is_some() {
            tokio::spawn(run(self.messaging.downgrade(), self.memory.clone()));
        }
    }

    /// Makes all vectors that are due, here and now.
    ///
    /// # Errors
    /// When the store fails. What the model does not answer is put off.
    pub async fn make_due_vectors(&self) -> Result<(), Error> {
        while self.make_some().await? {}
        Ok(())
    }

    /// One step for one brand; whether there was one to take.
    async fn make_some(&self) -> Result<bool, Error> {
        let Some(settings) = self.messaging.embeddings() else { return Ok(false) };
        let (model, now) = (vectors_model(settings), self.messaging.now());
        let of = model.clone();
        let read = self.messaging.db().read(async move |tx| brand_vectors::is_any_behind(tx, &of, now).await);
        if !read.await.map_err(Error::from)? {
            return Ok(false);
        }
        let (of, until) = (model.clone(), now.plus_seconds(HELD_SECONDS));
        let claimed = self.messaging.db().write(async move |tx| brand_vectors::claim(tx, &of, now, until).await);
        let claimed: Option<BrandVectors> = claimed.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
        let Some(mut at) = claimed else { return Ok(false) };
        if at.model != model {
            (at.number, at.model) = (0, model);
        }
        let brand = at.brand;
        let (at, wanted) = self.wanted(at, settings.batch).await?;
        match self.vectors_of(brand, settings, wanted).await {
            Ok(made) => self.keep(at, made).await?,
            Err(missing) => {
                let seconds = if missing == Missing::Spent { SPENT_SECONDS } else { RETRY_SECONDS };
                tracing::warn!(%brand, why = ?missing, "vectors of articles are not made now; it is tried again");
                let later = self.messaging.now().plus_seconds(seconds);
                let put = self.messaging.db().write(async move |tx| brand_vectors::put_off(tx, brand, later).await);
                put.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
            }
        }
        Ok(true)
    }

    /// What comes next: articles without vectors until a request is full, and how far it has come with them.
    async fn wanted(&self, mut at: BrandVectors, batch: usize) -> Result<(BrandVectors, Vec<Wanted>), Error> {
        let read = self.messaging.db().read(async move |tx| {
            let mut wanted: Vec<Wanted> = Vec::new();
            let changed = knowledge::changed(tx, at.brand, at.number, ARTICLES).await?;
            if changed.is_empty() {
                at.number = knowledge::number(tx, at.brand).await?;
            }
            for change in changed {
                at.number = change.number;
                let (Some(version), Some(text)) = (change.version, change.text) else { continue };
                if article_vectors::is_there(tx, (at.brand, change.article), version, &at.model).await? {
                    continue;
                }
                let texts = passages(&text.markdown).iter().map(|one| embedded(&text.title, one)).collect();
                wanted.push(Wanted { article: change.article, version, texts });
                if wanted.iter().map(|one| one.texts.len()).sum::<usize>() >= batch {
                    break;
                }
            }
            Ok::<_, subrosa_store::Error>((at.clone(), wanted))
        });
        read.await.map_err(Error::from)
    }

    /// The vectors of several articles. One whose texts the endpoint does not take goes without.
    async fn vectors_of(
        &self,
        brand: AccountId,
        settings: &EmbeddingSettings,
        wanted: Vec<Wanted>,
    ) -> Result<Vec<ArticleVectors>, Missing> {
        let texts: Vec<String> = wanted.iter().flat_map(|one| one.texts.iter().cloned()).collect();
        match self.vectors(brand, settings, &texts).await {
            Ok(vectors) => {
                let mut vectors = vectors.into_iter();
                let made =
                    wanted.iter().map(|one| one.with(&vectors.by_ref().take(one.texts.len()).collect::<Vec<_>>()));
                return Ok(made.collect());
            }
            Err(Missing::Texts) => {}
            Err(missing) => return Err(missing),
        }
        let mut made = Vec::new();
        for one in &wanted {
            match self.vectors(brand, settings, &one.texts).await {
                Ok(vectors) => made.push(one.with(&vectors)),
                Err(Missing::Texts) => {
                    tracing::warn!(%brand, article = %one.article, "the model takes no texts of this article");
                }
                Err(missing) => return Err(missing),
            }
        }
        Ok(made)
    }

    /// Those of any number of texts, a request's worth at a time.
    async fn vectors(
        &self,
        brand: AccountId,
        settings: &EmbeddingSettings,
        texts: &[String],
    ) -> Result<Vec<Vector>, Missing> {
        let mut all = Vec::with_capacity(texts.len());
        for some in texts.chunks(settings.batch.max(1)) {
            all.extend(self.embed(brand, settings, (Texts::Articles, some), settings.model.limit).await?);
        }
        Ok(all)
    }

    /// Keeps what was made of versions that are still published, and has the indexes in memory follow.
    async fn keep(&self, at: BrandVectors, made: Vec<ArticleVectors>) -> Result<(), Error> {
        let now = self.messaging.now();
        let kept = self.messaging.db().write(async move |tx| {
            accounts::lock(tx, at.brand).await?;
            for one in made.iter().filter(|one| one.passages > 0) {
                let article = articles::find(tx, at.brand, one.article).await?;
                if article.is_some_and(|article| article.published == Some(one.version)) {
                    article_vectors::save(tx, at.brand, &at.model, one).await?;
                    knowledge::change(tx, at.brand, one.article).await?;
                }
            }
            brand_vectors::advance(tx, &at, now).await
        });
        kept.await.map_err(|error: subrosa_store::Error| Error::from(error))
    }
}

impl Wanted {
    fn with(&self, vectors: &[Vector]) -> ArticleVectors {
        ArticleVectors {
            article: self.article,
            version: self.version,
            passages: i64::try_from(vectors.len()).unwrap_or(i64::MAX),
            vectors: vectors.iter().flat_map(Vector::bytes).collect(),
        }
    }
}

async fn run(weak: WeakMessaging, memory: Memory) {
    loop {
        tokio::time::sleep(LOOK).await;
        loop {
            let Some(messaging) = weak.upgrade() else { return };
            let engage = Engage { messaging, memory: memory.clone() };
            match engage.make_some().await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(%error, "vectors of articles could not be kept up; it is tried again");
                    break;
                }
            }
        }
    }
}
