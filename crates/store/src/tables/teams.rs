//! Teams of brands.

use std::collections::HashMap;

use subrosa_proto::team::Team;
use subrosa_proto::{AccountId, TeamId};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// A team without its members.
struct Bare(Team);

impl FromRow for Bare {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self(Team {
            id: row.get(0)?,
            name: row.get(1)?,
            key: row.get(2)?,
            members: Vec::new(),
            assignment: row.get(3)?,
        }))
    }
}

/// Adds a team.
///
/// # Errors
/// [`Error::Conflict`] when the brand has one of this name or key.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, team: &Team) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO teams (id, brand, name, key, assignment) VALUES ($1, $2, $3, $4, $5)",
        params![team.id, brand, &team.name, &team.key, team.assignment],
    )
    .await?;
    add_members(tx, team).await
}

/// Writes a team anew; false when the brand has none of this id.
///
/// # Errors
/// [`Error::Conflict`] when the brand has another of this name or key.
pub async fn update(tx: &mut Tx<'_>, brand: AccountId, team: &Team) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE teams SET name = $1, key = $2, assignment = $3 WHERE id = $4 AND brand = $5",
            params![&team.name, &team.key, team.assignment, team.id, brand],
        )
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    tx.execute("DELETE FROM team_members WHERE team = $1", params![team.id]).await?;
    add_members(tx, team).await?;
    Ok(true)
}

async fn add_members(tx: &mut Tx<'_>, team: &Team) -> Result<(), Error> {
    let rows: Vec<_> = team.members.iter().map(|person| values![team.id, *person]).collect();
    tx.execute_many("INSERT INTO team_members (team, person) VALUES ($1, $2)", &rows).await
}

/// Removes a team; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, id: TeamId) -> Result<bool, Error> {
    let removed = tx.execute("DELETE FROM teams WHERE id = $1 AND brand = $2", params![id, brand]).await?;
    if removed > 0 {
        tx.execute("DELETE FROM team_members WHERE team = $1", params![id]).await?;
    }
    Ok(removed > 0)
}

/// Takes a person out of all teams of a brand.
pub async fn drop_member(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM team_members WHERE person = $1 AND team IN (SELECT id FROM teams WHERE brand = $2)",
        params![person, brand],
    )
    .await?;
    Ok(())
}

/// The teams of a brand with their members, by name.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Team>, Error> {
    let bare: Vec<Bare> = tx
        .fetch(
            "SELECT id, name, key, assignment FROM teams WHERE brand = $1 ORDER BY name LIMIT $2",
            params![brand, limit],
        )
        .await?;
    let rows: Vec<_> = bare.iter().map(|Bare(team)| values![team.id]).collect();
    let members = tx.fetch_many("SELECT person FROM team_members WHERE team = $1 ORDER BY person", &rows).await?;
    let mut teams: Vec<Team> =
        bare.into_iter().zip(members).map(|(Bare(team), members)| Team { members: people(members), ..team }).collect();
    // Databases have orders of their own.
    teams.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(teams)
}

fn people(rows: Vec<(AccountId,)>) -> Vec<AccountId> {
    rows.into_iter().map(|(person,)| person).collect()
}

/// How many teams a brand has.
pub async fn count(tx: &mut Tx<'_>, brand: AccountId) -> Result<i64, Error> {
    let (count,) = tx.fetch_one("SELECT count(*) FROM teams WHERE brand = $1", params![brand]).await?;
    Ok(count)
}

/// The name of a brand's team.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, id: TeamId) -> Result<Option<String>, Error> {
    let found: Option<(String,)> =
        tx.fetch_optional("SELECT name FROM teams WHERE id = $1 AND brand = $2", params![id, brand]).await?;
    Ok(found.map(|(name,)| name))
}

/// The brand's team that has this name or this key.
pub async fn find_like(tx: &mut Tx<'_>, brand: AccountId, name: &str, key: &str) -> Result<Vec<TeamId>, Error> {
    let found: Vec<(TeamId,)> = tx
        .fetch("SELECT id FROM teams WHERE brand = $1 AND (name = $2 OR key = $3)", params![brand, name, key])
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Which of these teams their brands have, and keeps those until the transaction ends. Give the pairs in rising order of teams.
pub async fn hold(tx: &mut Tx<'_>, pairs: &[(TeamId, AccountId)]) -> Result<Vec<(TeamId, AccountId)>, Error> {
    let rows: Vec<_> = pairs.iter().map(|(team, brand)| values![*team, *brand]).collect();
    tx.lock_many("SELECT id FROM teams WHERE id = $1 AND brand = $2", &rows).await?;
    let found = tx.fetch_many("SELECT id, brand FROM teams WHERE id = $1 AND brand = $2", &rows).await?;
    Ok(found.into_iter().flatten().collect())
}

/// The teams that brands call by these keys, each found with its brand and key.
pub async fn find_by_keys(
    tx: &mut Tx<'_>,
    keys: &[(AccountId, &str)],
) -> Result<HashMap<(AccountId, String), TeamId>, Error> {
    let rows: Vec<_> = keys.iter().map(|(brand, key)| values![*brand, *key]).collect();
    let found: Vec<Vec<(AccountId, String, TeamId)>> =
        tx.fetch_many("SELECT brand, key, id FROM teams WHERE brand = $1 AND key = $2", &rows).await?;
    Ok(found.into_iter().flatten().map(|(brand, key, id)| ((brand, key), id)).collect())
}
