//! Whom identity providers know under which name. An account may have several.

use subrosa_proto::sign_on::SignOnLink;
use subrosa_proto::{AccountId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{is_no_text, params};
use crate::{Error, Tx};

impl FromRow for SignOnLink {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { issuer: row.get(0)?, since: row.get(1)? })
    }
}

/// Who a provider's subject is.
pub async fn find(tx: &mut Tx<'_>, issuer: &str, subject: &str) -> Result<Option<AccountId>, Error> {
    if is_no_text(subject) {
        return Ok(None);
    }
    let found: Option<(AccountId,)> = tx
        .fetch_optional(
            "SELECT account FROM sign_on_links WHERE issuer = $1 AND subject = $2",
            params![issuer, subject],
        )
        .await?;
    Ok(found.map(|(account,)| account))
}

/// Says who a provider's subject is; false when it is someone already.
pub async fn insert(
    tx: &mut Tx<'_>,
    (issuer, subject): (&str, &str),
    account: AccountId,
    since: Timestamp,
) -> Result<bool, Error> {
    let added = tx
        .execute(
            "INSERT INTO sign_on_links (issuer, subject, account, since) VALUES ($1, $2, $3, $4)
             ON CONFLICT (issuer, subject) DO NOTHING",
            params![issuer, subject, account, since],
        )
        .await?;
    Ok(added > 0)
}

/// The providers that know an account.
pub async fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<SignOnLink>, Error> {
    tx.fetch(
        "SELECT issuer, since FROM sign_on_links WHERE account = $1 ORDER BY since, issuer LIMIT 100",
        params![account],
    )
    .await
}

/// Forgets under which names a provider knows an account; how many they were.
pub async fn remove(tx: &mut Tx<'_>, account: AccountId, issuer: &str) -> Result<u64, Error> {
    if is_no_text(issuer) {
        return Ok(0);
    }
    tx.execute("DELETE FROM sign_on_links WHERE account = $1 AND issuer = $2", params![account, issuer]).await
}

/// Whether an account can sign in by any of them: that of a brand which still has it.
pub async fn is_any_good(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT 1 FROM sign_on_links l JOIN sign_on_providers p ON p.issuer = l.issuer WHERE l.account = $1 LIMIT 1",
            params![account],
        )
        .await?;
    Ok(found.is_some())
}
