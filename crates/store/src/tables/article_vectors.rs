//! Vectors of published articles: those of all its passages in one row, so that they are there together or not at all.

use subrosa_proto::{AccountId, ArticleId};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// The vectors of a version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleVectors {
    pub article: ArticleId,
    pub version: i64,
    /// How many passages they are of.
    pub passages: i64,
    /// `f32`, little-endian, one vector after the other.
    pub vectors: Vec<u8>,
}

impl FromRow for ArticleVectors {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { article: row.get(0)?, version: row.get(1)?, passages: row.get(2)?, vectors: row.get(3)? })
    }
}

/// Keeps them in place of the article's former ones.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, model: &str, of: &ArticleVectors) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO article_vectors (brand, article, version, model, passages, vectors) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (brand, article) DO UPDATE SET version = excluded.version, model = excluded.model,
             passages = excluded.passages, vectors = excluded.vectors",
        params![brand, of.article, of.version, model, of.passages, of.vectors.as_slice()],
    )
    .await?;
    Ok(())
}

/// Forgets an article's.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, article: ArticleId) -> Result<(), Error> {
    tx.execute("DELETE FROM article_vectors WHERE brand = $1 AND article = $2", params![brand, article]).await?;
    Ok(())
}

/// Whether this version has vectors of this model.
pub async fn is_there(
    tx: &mut Tx<'_>,
    (brand, article): (AccountId, ArticleId),
    version: i64,
    model: &str,
) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT version FROM article_vectors WHERE brand = $1 AND article = $2 AND version = $3 AND model = $4",
            params![brand, article, version, model],
        )
        .await?;
    Ok(found.is_some())
}

/// Those that a model has made of what is published and has changed behind a number, in the order of the changes: with each the number of
/// its change.
pub async fn changed(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (behind, up_to): (i64, i64),
    model: &str,
    limit: u32,
) -> Result<Vec<(i64, ArticleVectors)>, Error> {
    let found: Vec<Numbered> = tx
        .fetch(
            "SELECT v.article, v.version, v.passages, v.vectors, c.number
             FROM article_changes c
             JOIN articles a ON a.id = c.article
             JOIN article_vectors v ON v.brand = c.brand AND v.article = c.article AND v.version = a.published
             WHERE c.brand = $1 AND c.number > $2 AND c.number <= $3 AND v.model = $4
             ORDER BY c.number LIMIT $5",
            params![brand, behind, up_to, model, limit],
        )
        .await?;
    Ok(found.into_iter().map(|one| (one.number, one.vectors)).collect())
}

struct Numbered {
    number: i64,
    vectors: ArticleVectors,
}

impl FromRow for Numbered {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { number: row.get(4)?, vectors: ArticleVectors::from_row(row)? })
    }
}

/// How far a model has come with a brand's articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Articles that are published.
    pub published: i64,
    /// Of these, those that have vectors of the published version.
    pub articles: i64,
    /// Passages of these.
    pub passages: i64,
}

impl FromRow for State {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { published: row.get(0)?, articles: row.get(1)?, passages: row.get(2)? })
    }
}

/// It.
pub async fn state(tx: &mut Tx<'_>, brand: AccountId, model: &str) -> Result<State, Error> {
    tx.fetch_one(
        "SELECT count(a.published), count(v.article), CAST(coalesce(sum(v.passages), 0) AS BIGINT)
         FROM articles a
         LEFT JOIN article_vectors v ON v.brand = a.brand AND v.article = a.id AND v.version = a.published AND v.model = $1
         WHERE a.brand = $2",
        params![model, brand],
    )
    .await
}
