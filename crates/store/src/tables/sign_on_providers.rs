//! Identity providers of brands. A secret leaves the store to be shown to its provider, and for nothing else.

use subrosa_proto::sign_on::Provider;
use subrosa_proto::{AccountId, DeviceId};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for Provider {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            issuer: row.get(0)?,
            client_id: row.get(1)?,
            domains: row.get::<String>(2)?.lines().map(str::to_owned).collect(),
            role: row.get(3)?,
            is_required: row.get(4)?,
            since: row.get(5)?,
        })
    }
}

/// The provider of a brand.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<Option<Provider>, Error> {
    tx.fetch_optional(
        "SELECT issuer, client_id, domains, role, is_required, since FROM sign_on_providers WHERE brand = $1",
        params![brand],
    )
    .await
}

/// Its secret.
pub async fn secret(tx: &mut Tx<'_>, brand: AccountId) -> Result<Option<String>, Error> {
    let found: Option<(String,)> =
        tx.fetch_optional("SELECT client_secret FROM sign_on_providers WHERE brand = $1", params![brand]).await?;
    Ok(found.map(|(secret,)| secret))
}

/// Keeps the provider of a brand, in place of the one before.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, provider: &Provider, secret: &str) -> Result<(), Error> {
    let domains = provider.domains.join("\n");
    tx.execute(
        "INSERT INTO sign_on_providers (brand, issuer, client_id, client_secret, domains, role, is_required, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (brand) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id,
             client_secret = excluded.client_secret, domains = excluded.domains, role = excluded.role,
             is_required = excluded.is_required, since = excluded.since",
        params![
            brand,
            &provider.issuer,
            &provider.client_id,
            secret,
            &domains,
            provider.role,
            provider.is_required,
            provider.since
        ],
    )
    .await?;
    Ok(())
}

/// Forgets it; false when there is none.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM sign_on_providers WHERE brand = $1", params![brand]).await? > 0)
}

/// The members' devices that did not sign in by the brand's provider, owners' and bots' excepted.
pub async fn strangers(tx: &mut Tx<'_>, brand: AccountId) -> Result<Vec<DeviceId>, Error> {
    let found: Vec<(DeviceId,)> = tx
        .fetch(
            "SELECT d.id FROM brand_members m JOIN devices d ON d.account = m.person
             WHERE m.brand = $1 AND m.role NOT IN (1, 6) AND coalesce(d.sign_on, 0) <> m.brand ORDER BY d.id",
            params![brand],
        )
        .await?;
    Ok(found.into_iter().map(|(device,)| device).collect())
}
