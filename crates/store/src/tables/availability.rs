//! Who of brands' members is at work.

use subrosa_proto::{AccountId, DeviceId, Timestamp};

use crate::value::{params, values};
use crate::{Error, Tx};

/// Notes that sessions of brands' members are here: of these devices, each for a brand. Nothing is noted of who is no member. Give them
/// in rising order.
pub async fn see_many(tx: &mut Tx<'_>, sessions: &[(AccountId, DeviceId)], now: Timestamp) -> Result<(), Error> {
    let rows: Vec<_> = sessions.iter().map(|(brand, device)| values![now, *brand, *device]).collect();
    tx.execute_many(
        "INSERT INTO availability (brand, person, away, seen_at)
         SELECT m.brand, m.person, 0, CAST($1 AS BIGINT) FROM devices d
         JOIN brand_members m ON m.brand = $2 AND m.person = d.account AND m.joined_at IS NOT NULL
         WHERE d.id = $3
         ON CONFLICT (brand, person) DO UPDATE SET seen_at = excluded.seen_at",
        &rows,
    )
    .await
}

/// Keeps whether a member is away by their own word. They are here now: they have just said so.
pub async fn set_away(
    tx: &mut Tx<'_>,
    brand: AccountId,
    person: AccountId,
    away: bool,
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO availability (brand, person, away, seen_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (brand, person) DO UPDATE SET away = excluded.away, seen_at = excluded.seen_at",
        params![brand, person, away, now],
    )
    .await?;
    Ok(())
}

/// Forgets a person who works for the brand no more.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<(), Error> {
    tx.execute("DELETE FROM availability WHERE brand = $1 AND person = $2", params![brand, person]).await?;
    Ok(())
}
