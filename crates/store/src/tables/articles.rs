//! Articles of brands, and their versions.

use subrosa_proto::knowledge::{Article, ArticleText, ArticleVersion};
use subrosa_proto::{AccountId, ArticleId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// In place of a person where the operator did it.
const OPERATOR: AccountId = AccountId::new(0);

fn person(id: AccountId) -> Option<AccountId> {
    (id != OPERATOR).then_some(id)
}

fn link(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

impl FromRow for Article {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            language: row.get(2)?,
            link: link(row.get(3)?),
            labels: lines(&row.get::<String>(4)?),
            version: row.get(5)?,
            published: row.get(6)?,
            changed_at: row.get(7)?,
            changed_by: person(row.get(8)?),
        })
    }
}

impl FromRow for ArticleText {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            title: row.get(0)?,
            language: row.get(1)?,
            link: link(row.get(2)?),
            labels: lines(&row.get::<String>(3)?),
            markdown: row.get(4)?,
        })
    }
}

impl FromRow for ArticleVersion {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { version: row.get(0)?, title: row.get(1)?, at: row.get(2)?, author: person(row.get(3)?) })
    }
}

/// Adds an article's row; its version is added apart.
///
/// # Errors
/// [`Error::Conflict`] when the brand has one from this source.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, source: Option<&str>, article: &Article) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO articles (id, brand, source, title, language, link, labels, version, published, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            article.id,
            brand,
            source,
            &article.title,
            &article.language,
            article.link.as_deref().unwrap_or_default(),
            &article.labels.join("\n"),
            article.version,
            article.published,
            article.changed_at,
            article.changed_by.unwrap_or(OPERATOR)
        ],
    )
    .await?;
    Ok(())
}

/// Writes how an article stands.
pub async fn update(tx: &mut Tx<'_>, brand: AccountId, article: &Article) -> Result<(), Error> {
    tx.execute(
        "UPDATE articles SET title = $1, language = $2, link = $3, labels = $4, version = $5, published = $6, changed_at = $7,
                changed_by = $8
         WHERE id = $9 AND brand = $10",
        params![
            &article.title,
            &article.language,
            article.link.as_deref().unwrap_or_default(),
            &article.labels.join("\n"),
            article.version,
            article.published,
            article.changed_at,
            article.changed_by.unwrap_or(OPERATOR),
            article.id,
            brand
        ],
    )
    .await?;
    Ok(())
}

/// Removes an article with all its versions and its vectors; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, id: ArticleId) -> Result<bool, Error> {
    if tx.execute("DELETE FROM articles WHERE id = $1 AND brand = $2", params![id, brand]).await? == 0 {
        return Ok(false);
    }
    tx.execute("DELETE FROM article_versions WHERE article = $1", params![id]).await?;
    tx.execute("DELETE FROM article_vectors WHERE brand = $1 AND article = $2", params![brand, id]).await?;
    Ok(true)
}

/// The brand's article of this id.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, id: ArticleId) -> Result<Option<Article>, Error> {
    tx.fetch_optional(
        "SELECT id, title, language, link, labels, version, published, changed_at, changed_by
         FROM articles WHERE id = $1 AND brand = $2",
        params![id, brand],
    )
    .await
}

/// The brand's article that an import called so.
pub async fn find_by_source(tx: &mut Tx<'_>, brand: AccountId, source: &str) -> Result<Option<Article>, Error> {
    tx.fetch_optional(
        "SELECT id, title, language, link, labels, version, published, changed_at, changed_by
         FROM articles WHERE brand = $1 AND source = $2",
        params![brand, source],
    )
    .await
}

/// The articles of a brand, in the order of their making.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Article>, Error> {
    tx.fetch(
        "SELECT id, title, language, link, labels, version, published, changed_at, changed_by
         FROM articles WHERE brand = $1 ORDER BY id LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// How many articles a brand has.
pub async fn count(tx: &mut Tx<'_>, brand: AccountId) -> Result<i64, Error> {
    let (count,) = tx.fetch_one("SELECT count(*) FROM articles WHERE brand = $1", params![brand]).await?;
    Ok(count)
}

/// Adds a version of an article.
pub async fn insert_version(
    tx: &mut Tx<'_>,
    (article, version): (ArticleId, i64),
    text: &ArticleText,
    (at, author): (Timestamp, Option<AccountId>),
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO article_versions (article, version, title, language, link, labels, markdown, at, author)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            article,
            version,
            &text.title,
            &text.language,
            text.link.as_deref().unwrap_or_default(),
            &text.labels.join("\n"),
            &text.markdown,
            at,
            author.unwrap_or(OPERATOR)
        ],
    )
    .await?;
    Ok(())
}

/// The text of a version. Ask for the article first: this does not know the brand.
pub async fn text(tx: &mut Tx<'_>, article: ArticleId, version: i64) -> Result<Option<ArticleText>, Error> {
    tx.fetch_optional(
        "SELECT title, language, link, labels, markdown FROM article_versions WHERE article = $1 AND version = $2",
        params![article, version],
    )
    .await
}

/// The versions that are kept, the newest first.
pub async fn versions(tx: &mut Tx<'_>, article: ArticleId, limit: u32) -> Result<Vec<ArticleVersion>, Error> {
    tx.fetch(
        "SELECT version, title, at, author FROM article_versions WHERE article = $1 ORDER BY version DESC LIMIT $2",
        params![article, limit],
    )
    .await
}

/// Forgets the versions up to one, but for the one that is kept.
pub async fn forget_versions(tx: &mut Tx<'_>, article: ArticleId, up_to: i64, kept: i64) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM article_versions WHERE article = $1 AND version <= $2 AND version <> $3",
        params![article, up_to, kept],
    )
    .await?;
    Ok(())
}
