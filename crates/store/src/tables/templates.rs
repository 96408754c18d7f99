//! Message templates of brands.

use serde::{Deserialize, Serialize};
use subrosa_proto::AccountId;
use subrosa_proto::template::{Template, TemplateKind, TemplateVariant};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params};
use crate::{Error, Tx};

const KINDS: [(TemplateKind, i64); 2] = [(TemplateKind::Utility, 1), (TemplateKind::Promotion, 2)];
number_of!(TemplateKind, KINDS);

/// What a template says, as it is kept.
#[derive(Serialize, Deserialize)]
struct Said<V> {
    fallback: String,
    variants: V,
}

impl FromRow for Template {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let said: Vec<u8> = row.get(4)?;
        let said: Said<Vec<TemplateVariant>> = serde_json::from_slice(&said)
            .map_err(|_| Error::Corrupt("what a template says is not of this version".to_owned()))?;
        Ok(Self {
            name: row.get(0)?,
            title: row.get(1)?,
            kind: row.get(2)?,
            topic: row.get(3)?,
            fallback: said.fallback,
            variants: said.variants,
            version: row.get(5)?,
            changed_at: row.get(6)?,
            changed_by: row.get(7)?,
        })
    }
}

/// Keeps a template, new or in place of what it was.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, template: &Template) -> Result<(), Error> {
    let said = Said { fallback: template.fallback.clone(), variants: &template.variants };
    let said = serde_json::to_vec(&said).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO templates (brand, name, title, kind, topic, said, version, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (brand, name) DO UPDATE SET title = excluded.title, kind = excluded.kind, topic = excluded.topic,
             said = excluded.said, version = excluded.version, changed_at = excluded.changed_at,
             changed_by = excluded.changed_by",
        params![
            brand,
            &template.name,
            &template.title,
            template.kind,
            template.topic.as_deref(),
            said.as_slice(),
            template.version,
            template.changed_at,
            template.changed_by
        ],
    )
    .await?;
    Ok(())
}

/// Removes a template; false when the brand has none of this name.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM templates WHERE brand = $1 AND name = $2", params![brand, name]).await? > 0)
}

/// A brand's template.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<Option<Template>, Error> {
    tx.fetch_optional(
        "SELECT name, title, kind, topic, said, version, changed_at, changed_by FROM templates
         WHERE brand = $1 AND name = $2",
        params![brand, name],
    )
    .await
}

/// How many templates a brand has.
pub async fn count(tx: &mut Tx<'_>, brand: AccountId) -> Result<i64, Error> {
    let (count,) = tx.fetch_one("SELECT count(*) FROM templates WHERE brand = $1", params![brand]).await?;
    Ok(count)
}

/// The templates of a brand, by title.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Template>, Error> {
    let mut found: Vec<Template> = tx
        .fetch(
            "SELECT name, title, kind, topic, said, version, changed_at, changed_by FROM templates
             WHERE brand = $1 ORDER BY name LIMIT $2",
            params![brand, limit],
        )
        .await?;
    // Databases have orders of their own.
    found.sort_unstable_by(|one, other| (&one.title, &one.name).cmp(&(&other.title, &other.name)));
    Ok(found)
}
