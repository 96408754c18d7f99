//! Brands: what a brand's account has beyond a person's.

use subrosa_proto::AccountId;
use subrosa_proto::wait::{WaitLanguage, WaitSettings, WaitTold};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

/// Adds what belongs to a brand's account.
pub async fn insert(tx: &mut Tx<'_>, account: AccountId, reopen_seconds: i64) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO brands (account, tickets, reopen_seconds) VALUES ($1, 0, $2)",
        params![account, reopen_seconds],
    )
    .await?;
    Ok(())
}

/// Within how many seconds after its resolution a ticket is opened again by the customer.
pub async fn reopen_seconds(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<i64>, Error> {
    let found: Option<(i64,)> =
        tx.fetch_optional("SELECT reopen_seconds FROM brands WHERE account = $1", params![account]).await?;
    Ok(found.map(|(seconds,)| seconds))
}

/// What of a brand decides on what happens in its conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    pub reopen_seconds: i64,
    /// Whether it has bots, live or not.
    pub has_bots: bool,
    /// How many seconds after a resolution the customer is asked about it; never without.
    pub survey_delay: Option<i64>,
    /// Whether tickets of any of its queues are given to members by themselves.
    pub assigns: bool,
    /// Whether one of its rules is on.
    pub has_rules: bool,
    /// Whether it promises anything by service levels.
    pub has_levels: bool,
    /// Whether any address is told what happens.
    pub has_webhooks: bool,
    /// What customers are told of their wait for a person.
    pub wait: WaitSettings,
}

impl FromRow for Rules {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            reopen_seconds: row.get(0)?,
            has_bots: row.get(1)?,
            survey_delay: row.get(2)?,
            has_rules: row.get(3)?,
            assigns: row.get(4)?,
            has_levels: row.get(5)?,
            has_webhooks: row.get(6)?,
            wait: WaitSettings { told: row.get(7)?, language: row.get(8)? },
        })
    }
}

/// The rules of several brands, one for each.
pub async fn rules_of(tx: &mut Tx<'_>, accounts: &[AccountId]) -> Result<Vec<Option<Rules>>, Error> {
    let rows: Vec<_> = accounts.iter().map(|account| values![*account]).collect();
    let found = tx
        .fetch_many(
            "SELECT reopen_seconds, bots > 0, survey_delay, rules > 0, assigns > 0, has_levels, webhooks > 0,
                    wait_told, wait_language
             FROM brands WHERE account = $1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Rules>| rows.first().copied()).collect())
}

/// Changes it.
pub async fn set_reopen_seconds(tx: &mut Tx<'_>, account: AccountId, seconds: i64) -> Result<(), Error> {
    tx.execute("UPDATE brands SET reopen_seconds = $1 WHERE account = $2", params![seconds, account]).await?;
    Ok(())
}

const TOLD: [(WaitTold, i64); 3] = [(WaitTold::Never, 1), (WaitTold::AfterBots, 2), (WaitTold::Always, 3)];
number_of!(WaitTold, TOLD);

const LANGUAGES: [(WaitLanguage, i64); 5] =
    [(WaitLanguage::En, 1), (WaitLanguage::De, 2), (WaitLanguage::Es, 3), (WaitLanguage::Fr, 4), (WaitLanguage::Ar, 5)];
number_of!(WaitLanguage, LANGUAGES);

/// Says what customers are told of their wait for a person.
pub async fn set_wait(tx: &mut Tx<'_>, account: AccountId, wait: WaitSettings) -> Result<(), Error> {
    tx.execute(
        "UPDATE brands SET wait_told = $1, wait_language = $2 WHERE account = $3",
        params![wait.told, wait.language, account],
    )
    .await?;
    Ok(())
}

/// Takes the next ordinals of several brands' tickets, brands in rising order; returns the last of each.
pub async fn take_ordinals(tx: &mut Tx<'_>, counts: &[(AccountId, i64)]) -> Result<Vec<i64>, Error> {
    let rows: Vec<_> = counts.iter().map(|(account, count)| values![*count, *account]).collect();
    let taken =
        tx.fetch_many("UPDATE brands SET tickets = tickets + $1 WHERE account = $2 RETURNING tickets", &rows).await?;
    taken
        .into_iter()
        .map(|rows: Vec<(i64,)>| rows.first().map(|(ordinal,)| *ordinal))
        .map(|ordinal| ordinal.ok_or_else(|| Error::Corrupt("a brand's account has no brand".to_owned())))
        .collect()
}
