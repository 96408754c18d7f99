//! Roles of brands' own. What their rights are, as a number, only `access` knows.

use subrosa_proto::right::HeldRole;
use subrosa_proto::{AccountId, RoleId};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// A role as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: RoleId,
    pub name: String,
    pub rights: i64,
    /// How many have it, those invited included.
    pub members: i64,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, name: row.get(1)?, rights: row.get(2)?, members: row.get(3)? })
    }
}

/// Adds a role.
///
/// # Errors
/// [`Error::Conflict`] when the brand has one of this name.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, id: RoleId, (name, rights): (&str, i64)) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO brand_roles (id, brand, name, rights) VALUES ($1, $2, $3, $4)",
        params![id, brand, name, rights],
    )
    .await?;
    Ok(())
}

/// Writes a role anew; false when the brand has none of this id.
///
/// # Errors
/// [`Error::Conflict`] when the brand has another of this name.
pub async fn update(tx: &mut Tx<'_>, brand: AccountId, id: RoleId, (name, rights): (&str, i64)) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE brand_roles SET name = $1, rights = $2 WHERE id = $3 AND brand = $4",
            params![name, rights, id, brand],
        )
        .await?;
    Ok(changed > 0)
}

/// Removes a role; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, id: RoleId) -> Result<bool, Error> {
    let removed = tx.execute("DELETE FROM brand_roles WHERE id = $1 AND brand = $2", params![id, brand]).await?;
    Ok(removed > 0)
}

/// The roles of a brand, by name.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Kept>, Error> {
    tx.fetch(
        "SELECT r.id, r.name, r.rights, (SELECT count(*) FROM brand_members m WHERE m.own_role = r.id)
         FROM brand_roles r WHERE r.brand = $1 ORDER BY r.name LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// One of a brand's roles.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, id: RoleId) -> Result<Option<Kept>, Error> {
    tx.fetch_optional(
        "SELECT r.id, r.name, r.rights, (SELECT count(*) FROM brand_members m WHERE m.own_role = r.id)
         FROM brand_roles r WHERE r.id = $1 AND r.brand = $2",
        params![id, brand],
    )
    .await
}

/// The brand's role of this name.
pub async fn find_named(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<Option<RoleId>, Error> {
    let found: Option<(RoleId,)> =
        tx.fetch_optional("SELECT id FROM brand_roles WHERE brand = $1 AND name = $2", params![brand, name]).await?;
    Ok(found.map(|(id,)| id))
}

/// The role of the brand's own that a member has.
pub async fn of_member(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<Option<HeldRole>, Error> {
    let found: Option<(RoleId, String)> = tx
        .fetch_optional(
            "SELECT r.id, r.name FROM brand_members m JOIN brand_roles r ON r.id = m.own_role
             WHERE m.brand = $1 AND m.person = $2",
            params![brand, person],
        )
        .await?;
    Ok(found.map(|(id, name)| HeldRole { id, name }))
}

/// Those who have a role, in the order of their accounts.
pub async fn holders(tx: &mut Tx<'_>, brand: AccountId, id: RoleId, limit: u32) -> Result<Vec<AccountId>, Error> {
    let found: Vec<(AccountId,)> = tx
        .fetch(
            "SELECT person FROM brand_members WHERE brand = $1 AND own_role = $2 ORDER BY person LIMIT $3",
            params![brand, id, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(person,)| person).collect())
}
