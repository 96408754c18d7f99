//! Shops that tell orders by webhooks, the secrets with which they sign, and what came of the last webhooks. A secret leaves the store
//! to check a signature, and for nothing else.

use subrosa_proto::shop::{ShopDelivery, ShopKind, ShopRefusal, ShopRefusalReason};
use subrosa_proto::{AccountId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params};
use crate::{Error, Tx};

const KINDS: [(ShopKind, i64); 2] = [(ShopKind::Shopify, 1), (ShopKind::Woocommerce, 2)];
number_of!(ShopKind, KINDS);

/// A shop, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownShop {
    pub kind: ShopKind,
    pub since: Timestamp,
    pub taken: Option<ShopDelivery>,
    pub refused: Option<ShopRefusal>,
}

impl FromRow for KnownShop {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (taken_at, topic): (Option<Timestamp>, Option<String>) = (row.get(2)?, row.get(3)?);
        let (refused_at, detail): (Option<Timestamp>, Option<String>) = (row.get(4)?, row.get(5)?);
        let reason = if detail.is_some() { ShopRefusalReason::Order } else { ShopRefusalReason::Signature };
        Ok(Self {
            kind: row.get(0)?,
            since: row.get(1)?,
            taken: taken_at.map(|at| ShopDelivery { at, topic: topic.unwrap_or_default() }),
            refused: refused_at.map(|at| ShopRefusal { at, reason, detail }),
        })
    }
}

/// Keeps a shop's secret, in place of an older one with all that came by it.
pub async fn save(
    tx: &mut Tx<'_>,
    (brand, kind): (AccountId, ShopKind),
    secret: &str,
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO shops (brand, kind, secret, since, taken_at, topic, refused_at, detail)
         VALUES ($1, $2, $3, $4, NULL, NULL, NULL, NULL)
         ON CONFLICT (brand, kind) DO UPDATE SET secret = excluded.secret, since = excluded.since,
             taken_at = excluded.taken_at, topic = excluded.topic, refused_at = excluded.refused_at, detail = excluded.detail",
        params![brand, kind, secret, now],
    )
    .await?;
    Ok(())
}

/// The shops of a brand.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId) -> Result<Vec<KnownShop>, Error> {
    tx.fetch(
        "SELECT kind, since, taken_at, topic, refused_at, detail FROM shops WHERE brand = $1 ORDER BY kind LIMIT 10",
        params![brand],
    )
    .await
}

/// The secret with which a shop signs, and when one of its webhooks was last refused.
pub async fn secret(
    tx: &mut Tx<'_>,
    (brand, kind): (AccountId, ShopKind),
) -> Result<Option<(String, Option<Timestamp>)>, Error> {
    tx.fetch_optional("SELECT secret, refused_at FROM shops WHERE brand = $1 AND kind = $2", params![brand, kind]).await
}

/// Notes that a webhook was taken.
pub async fn note_taken(
    tx: &mut Tx<'_>,
    (brand, kind): (AccountId, ShopKind),
    topic: &str,
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE shops SET taken_at = $1, topic = $2 WHERE brand = $3 AND kind = $4",
        params![now, topic, brand, kind],
    )
    .await?;
    Ok(())
}

/// Notes that a webhook was refused: with a detail for its order, without one for its signature.
pub async fn note_refused(
    tx: &mut Tx<'_>,
    (brand, kind): (AccountId, ShopKind),
    detail: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE shops SET refused_at = $1, detail = $2 WHERE brand = $3 AND kind = $4",
        params![now, detail, brand, kind],
    )
    .await?;
    Ok(())
}

/// Forgets a shop; false when there is none.
pub async fn remove(tx: &mut Tx<'_>, (brand, kind): (AccountId, ShopKind)) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM shops WHERE brand = $1 AND kind = $2", params![brand, kind]).await? > 0)
}
