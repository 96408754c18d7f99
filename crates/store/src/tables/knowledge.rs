//! What of brands' articles is published, and its changes: from these an index in memory follows.

use subrosa_proto::knowledge::ArticleText;
use subrosa_proto::{AccountId, ArticleId};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// An article whose published text has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub article: ArticleId,
    /// The number of the change.
    pub number: i64,
    /// The version that is published now.
    pub version: Option<i64>,
    /// What is published now; nothing where it is a draft again, or has gone.
    pub text: Option<ArticleText>,
}

impl FromRow for Changed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let title: Option<String> = row.get(2)?;
        let text = match title {
            None => None,
            Some(title) => {
                let link: String = row.get(4)?;
                let labels: String = row.get(5)?;
                Some(ArticleText {
                    title,
                    language: row.get(3)?,
                    link: (!link.is_empty()).then_some(link),
                    labels: labels.lines().map(str::to_owned).collect(),
                    markdown: row.get(6)?,
                })
            }
        };
        Ok(Self { article: row.get(0)?, number: row.get(1)?, version: row.get(7)?, text })
    }
}

/// The number of the newest change of what a brand has published; 0 before the first.
pub async fn number(tx: &mut Tx<'_>, brand: AccountId) -> Result<i64, Error> {
    let found: Option<(i64,)> =
        tx.fetch_optional("SELECT number FROM knowledge WHERE brand = $1", params![brand]).await?;
    Ok(found.map_or(0, |(number,)| number))
}

/// Takes down that what is published of an article has changed. Holds the brand's count until the transaction ends, so that numbers
/// become visible in their order.
pub async fn change(tx: &mut Tx<'_>, brand: AccountId, article: ArticleId) -> Result<(), Error> {
    let (number,): (i64,) = tx
        .fetch_one(
            "INSERT INTO knowledge (brand, number) VALUES ($1, 1)
             ON CONFLICT (brand) DO UPDATE SET number = knowledge.number + 1 RETURNING number",
            params![brand],
        )
        .await?;
    tx.execute(
        "INSERT INTO article_changes (brand, article, number) VALUES ($1, $2, $3)
         ON CONFLICT (brand, article) DO UPDATE SET number = excluded.number",
        params![brand, article, number],
    )
    .await?;
    Ok(())
}

/// What has changed behind a number, in the order of the numbers.
pub async fn changed(tx: &mut Tx<'_>, brand: AccountId, behind: i64, limit: u32) -> Result<Vec<Changed>, Error> {
    tx.fetch(
        "SELECT c.article, c.number, v.title, v.language, v.link, v.labels, v.markdown, v.version
         FROM article_changes c
         LEFT JOIN articles a ON a.id = c.article
         LEFT JOIN article_versions v ON v.article = a.id AND v.version = a.published
         WHERE c.brand = $1 AND c.number > $2 ORDER BY c.number LIMIT $3",
        params![brand, behind, limit],
    )
    .await
}
