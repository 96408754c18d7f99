//! The change numbers of accounts: the one place where a number is taken.
//!
//! A number comes from updating the account's own row, so it commits in the order in which it was taken: a reader of a
//! database sequence would pass over numbers that commit late.

use subrosa_proto::AccountId;

use crate::value::params;
use crate::{Error, Tx};

/// Begins an account's numbers at 0.
pub async fn create(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
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

/// The account's newest number.
pub async fn newest(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, Error> {
    let (number,) = tx.fetch_one("SELECT number FROM counters WHERE account = $1", params![account]).await?;
    Ok(number)
}
