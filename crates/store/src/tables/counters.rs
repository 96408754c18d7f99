//! The change numbers of accounts: the one place where a number is taken.
//!
//! A number comes from updating the account's own row, so it commits in the order in which it was taken: a reader of a
//! database sequence would pass over numbers that commit late.

use subrosa_proto::AccountId;

use crate::value::{params, values};
use crate::{Error, Tx};

/// Begins an account's numbers at 0.
pub(super) async fn create(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
    tx.execute("INSERT INTO counters (account, number) VALUES ($1, 0)", params![account]).await?;
    Ok(())
}

/// Takes the account's next `count` numbers and returns the last of them. Take accounts in rising order of their ids.
pub async fn take(tx: &mut Tx<'_>, account: AccountId, count: i64) -> Result<i64, Error> {
    // The amount comes first because parameters are named in the order of their appearance.
    let (number,) = tx
        .fetch_one(
            "UPDATE counters SET number = number + $1 WHERE account = $2 RETURNING number",
            params![count, account],
        )
        .await?;
    Ok(number)
}

/// Takes numbers of several accounts, which are given in rising order; returns the last of each.
pub async fn take_many(tx: &mut Tx<'_>, counts: &[(AccountId, i64)]) -> Result<Vec<i64>, Error> {
    let rows: Vec<_> = counts.iter().map(|(account, count)| values![*count, *account]).collect();
    let taken =
        tx.fetch_many("UPDATE counters SET number = number + $1 WHERE account = $2 RETURNING number", &rows).await?;
    taken
        .into_iter()
        .map(|rows: Vec<(i64,)>| rows.first().map(|(number,)| *number))
        .map(|number| number.ok_or_else(|| Error::Bug("an account has no counter".to_owned())))
        .collect()
}

/// The account's newest number.
pub async fn newest(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, Error> {
    let (number,) = tx.fetch_one("SELECT number FROM counters WHERE account = $1", params![account]).await?;
    Ok(number)
}
