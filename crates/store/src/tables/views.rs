//! Views of inboxes that members keep. Which tickets stand in one is found by [`crate::filter`].

use subrosa_proto::inbox::TicketOrder;
use subrosa_proto::view::View;
use subrosa_proto::{AccountId, ViewId};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const ORDERS: [(TicketOrder, i64); 2] = [(TicketOrder::Newest, 1), (TicketOrder::Oldest, 2)];
number_of!(TicketOrder, ORDERS);

/// In place of an owner where a view is all members'.
const EVERYONE: AccountId = AccountId::new(0);

/// A view, and whose it is; nobody's alone when it is shared.
struct Owned {
    view: View,
    owner: AccountId,
}

impl FromRow for Owned {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (owner, filter): (AccountId, Vec<u8>) = (row.get(1)?, row.get(4)?);
        let filter = serde_json::from_slice(&filter);
        let filter = filter.map_err(|_| Error::Corrupt("a view's filter is not of this version".to_owned()))?;
        let view = View { id: row.get(0)?, name: row.get(2)?, shared: owner == EVERYONE, order: row.get(3)?, filter };
        Ok(Self { view, owner })
    }
}

const fn owner_of(view: &View, person: AccountId) -> AccountId {
    if view.shared { EVERYONE } else { person }
}

fn filter_of(view: &View) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(&view.filter).map_err(|error| Error::Bug(error.to_string()))
}

/// Adds a view of all members, or of one, behind the others.
pub async fn insert(tx: &mut Tx<'_>, (brand, person): (AccountId, AccountId), view: &View) -> Result<(), Error> {
    let (owner, filter) = (owner_of(view, person), filter_of(view)?);
    let (place,): (i64,) = tx
        .fetch_one(
            "SELECT coalesce(max(place), 0) + 1 FROM views WHERE brand = $1 AND owner = $2",
            params![brand, owner],
        )
        .await?;
    tx.execute(
        "INSERT INTO views (id, brand, owner, place, name, sorted, filter) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![view.id, brand, owner, place, &view.name, view.order, filter.as_slice()],
    )
    .await?;
    Ok(())
}

/// Writes a view anew; it stays in its place.
pub async fn update(tx: &mut Tx<'_>, (brand, person): (AccountId, AccountId), view: &View) -> Result<(), Error> {
    let (owner, filter) = (owner_of(view, person), filter_of(view)?);
    tx.execute(
        "UPDATE views SET owner = $1, name = $2, sorted = $3, filter = $4 WHERE id = $5 AND brand = $6",
        params![owner, &view.name, view.order, filter.as_slice(), view.id, brand],
    )
    .await?;
    Ok(())
}

/// Removes a view of the brand.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, id: ViewId) -> Result<(), Error> {
    tx.execute("DELETE FROM views WHERE id = $1 AND brand = $2", params![id, brand]).await?;
    Ok(())
}

/// Removes all that a member kept for themselves.
pub async fn remove_of(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<(), Error> {
    tx.execute("DELETE FROM views WHERE brand = $1 AND owner = $2", params![brand, person]).await?;
    Ok(())
}

/// A view that a member has: one of all, or of their own.
pub async fn find(tx: &mut Tx<'_>, (brand, person): (AccountId, AccountId), id: ViewId) -> Result<Option<View>, Error> {
    let found: Option<Owned> = tx
        .fetch_optional(
            "SELECT id, owner, name, sorted, filter FROM views WHERE id = $1 AND brand = $2",
            params![id, brand],
        )
        .await?;
    Ok(found.filter(|found| found.owner == EVERYONE || found.owner == person).map(|found| found.view))
}

/// The views that a member has: those of all, then their own, each in their places.
pub async fn list(tx: &mut Tx<'_>, (brand, person): (AccountId, AccountId), limit: u32) -> Result<Vec<View>, Error> {
    let owners = [values![brand, EVERYONE, limit], values![brand, person, limit]];
    let found: Vec<Vec<Owned>> = tx
        .fetch_many(
            "SELECT id, owner, name, sorted, filter FROM views
             WHERE brand = $1 AND owner = $2 ORDER BY place, id LIMIT $3",
            &owners,
        )
        .await?;
    Ok(found.into_iter().flatten().map(|owned| owned.view).collect())
}

/// How many views all members of a brand have together (nobody given), or one keeps.
pub async fn count(tx: &mut Tx<'_>, brand: AccountId, person: Option<AccountId>) -> Result<i64, Error> {
    let owner = person.unwrap_or(EVERYONE);
    let (count,) =
        tx.fetch_one("SELECT count(*) FROM views WHERE brand = $1 AND owner = $2", params![brand, owner]).await?;
    Ok(count)
}

/// Puts views of a brand into places.
pub async fn place_many(tx: &mut Tx<'_>, brand: AccountId, places: &[(ViewId, i64)]) -> Result<(), Error> {
    let rows: Vec<_> = places.iter().map(|(id, place)| values![*place, *id, brand]).collect();
    tx.execute_many("UPDATE views SET place = $1 WHERE id = $2 AND brand = $3", &rows).await
}
