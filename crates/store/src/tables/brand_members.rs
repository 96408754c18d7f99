//! Who works for which brand.

use subrosa_proto::brand::{Member, Membership, Role};
use subrosa_proto::right::HeldRole;
use subrosa_proto::{AccountId, DeviceId, RoleId, Timestamp};

use super::accounts::profile;
use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const ROLES: [(Role, i64); 6] =
    [(Role::Owner, 1), (Role::Admin, 2), (Role::Agent, 3), (Role::Marketer, 4), (Role::Analyst, 5), (Role::Bot, 6)];

number_of!(Role, ROLES);

impl FromRow for Membership {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { brand: profile(row, 0)?, role: row.get(7)?, invited: row.get(8)?, own_role: own_role(row, 9)? })
    }
}

impl FromRow for Member {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            account: profile(row, 0)?,
            role: row.get(7)?,
            invited: row.get(8)?,
            since: row.get(9)?,
            available: row.get(10)?,
            away: row.get(11)?,
            load: row.get(12)?,
            capacity: row.get(13)?,
            skills: row.get::<String>(14)?.lines().map(str::to_owned).collect(),
            own_role: own_role(row, 15)?,
        })
    }
}

/// A role of the brand's own, in this column and the next, where there is one.
fn own_role(row: &Row<'_>, first: usize) -> Result<Option<HeldRole>, Error> {
    let id: Option<RoleId> = row.get(first)?;
    id.map(|id| Ok(HeldRole { id, name: row.get(first + 1)? })).transpose()
}

/// What a member is, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The built-in role, or the one that the brand's own is like.
    pub role: Role,
    pub own: Option<RoleId>,
    /// The rights of the brand's own.
    pub rights: Option<i64>,
    pub is_joined: bool,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { role: row.get(0)?, own: row.get(1)?, rights: row.get(2)?, is_joined: row.get(3)? })
    }
}

/// Adds a member, or an invited person when there is no moment of joining.
///
/// # Errors
/// [`Error::Conflict`] when the person is there already.
pub async fn insert(
    tx: &mut Tx<'_>,
    brand: AccountId,
    person: AccountId,
    role: Role,
    (since, joined_at): (Timestamp, Option<Timestamp>),
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO brand_members (brand, person, role, joined_at, since) VALUES ($1, $2, $3, $4, $5)",
        params![brand, person, role, joined_at, since],
    )
    .await?;
    Ok(())
}

/// A person's role at a brand, and whether they have joined.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<Option<(Role, bool)>, Error> {
    tx.fetch_optional(
        "SELECT role, joined_at IS NOT NULL FROM brand_members WHERE brand = $1 AND person = $2",
        params![brand, person],
    )
    .await
}

/// What someone is at a brand; nothing for who neither works for it nor is invited.
pub async fn find_kept(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<Option<Kept>, Error> {
    tx.fetch_optional(
        "SELECT m.role, m.own_role, r.rights, m.joined_at IS NOT NULL
         FROM brand_members m LEFT JOIN brand_roles r ON r.id = m.own_role WHERE m.brand = $1 AND m.person = $2",
        params![brand, person],
    )
    .await
}

/// The roles of people who have joined brands, with the rights of those of the brand's own, one for each pair of brand and person, and keeps them as they are until the
/// transaction ends. Give the pairs in rising order.
pub async fn hold(
    tx: &mut Tx<'_>,
    pairs: &[(AccountId, AccountId)],
) -> Result<Vec<Option<(Role, Option<i64>)>>, Error> {
    let rows: Vec<_> = pairs.iter().map(|(brand, person)| values![*brand, *person]).collect();
    tx.lock_many("SELECT person FROM brand_members WHERE brand = $1 AND person = $2", &rows).await?;
    let found = tx
        .fetch_many(
            "SELECT m.role, r.rights FROM brand_members m LEFT JOIN brand_roles r ON r.id = m.own_role
             WHERE m.brand = $1 AND m.person = $2 AND m.joined_at IS NOT NULL",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(Role, Option<i64>)>| rows.first().copied()).collect())
}

/// Whoever holds a token, as a member of a brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByToken {
    /// The role that they have, with the rights of one of the brand's own.
    pub role: (Role, Option<i64>),
    pub person: AccountId,
    pub device: DeviceId,
    /// Whether they signed in as the brand wants it.
    pub is_admitted: bool,
}

impl FromRow for ByToken {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let role = (row.get(0)?, row.get(1)?);
        Ok(Self { role, person: row.get(2)?, device: row.get(3)?, is_admitted: row.get(4)? })
    }
}

/// The role that whoever holds a token has at a brand, who that is, and whether they signed in as the brand wants it. Nothing when they have not joined it, or an account of the
/// two is disabled.
pub async fn find_by_token(tx: &mut Tx<'_>, brand: AccountId, token_hash: &[u8]) -> Result<Option<ByToken>, Error> {
    tx.fetch_optional(
        "SELECT m.role, r.rights, d.account, d.id,
                p.brand IS NULL OR m.role IN (1, 6) OR coalesce(d.sign_on, 0) = m.brand FROM devices d
         JOIN brand_members m ON m.brand = $1 AND m.person = d.account AND m.joined_at IS NOT NULL
         JOIN accounts a ON a.id = d.account AND a.disabled_at IS NULL
         JOIN accounts b ON b.id = m.brand AND b.disabled_at IS NULL
         LEFT JOIN brand_roles r ON r.id = m.own_role
         LEFT JOIN sign_on_providers p ON p.brand = m.brand AND p.is_required = 1
         WHERE d.token_hash = $2",
        params![brand, token_hash],
    )
    .await
}

/// Those devices, of these pairs of brand and device, whose person may act for the brand now, each with the brand's newest number.
pub async fn newest_numbers(
    tx: &mut Tx<'_>,
    sessions: &[(AccountId, DeviceId)],
) -> Result<Vec<(AccountId, DeviceId, i64)>, Error> {
    let rows: Vec<_> = sessions.iter().map(|(brand, device)| values![*brand, *device]).collect();
    let found = tx
        .fetch_many(
            "SELECT m.brand, d.id, c.number FROM devices d
             JOIN brand_members m ON m.brand = $1 AND m.person = d.account AND m.joined_at IS NOT NULL
             JOIN accounts a ON a.id = d.account AND a.disabled_at IS NULL
             JOIN accounts b ON b.id = m.brand AND b.disabled_at IS NULL
             JOIN counters c ON c.account = m.brand
             LEFT JOIN sign_on_providers p ON p.brand = m.brand AND p.is_required = 1
             WHERE d.id = $2 AND (p.brand IS NULL OR m.role IN (1, 6) OR coalesce(d.sign_on, 0) = m.brand)",
            &rows,
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// The members of a brand, invited people included, in the order of their accounts. Those are available who were seen since a moment
/// and do not say that they are away, and bots.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, seen: Timestamp, limit: u32) -> Result<Vec<Member>, Error> {
    tx.fetch(
        "SELECT a.id, a.handle, a.display_name, a.bio, a.avatar, a.disabled_at IS NOT NULL, a.kind,
                m.role, m.joined_at IS NULL, m.since,
                m.role = 6 OR (m.joined_at IS NOT NULL AND v.away IS NOT NULL AND v.away = 0 AND v.seen_at >= $1),
                v.away IS NOT NULL AND v.away = 1,
                (SELECT count(*) FROM tickets t WHERE t.brand = m.brand AND t.assignee = m.person AND t.status = 1),
                m.capacity, m.skills, r.id, r.name
         FROM brand_members m JOIN accounts a ON a.id = m.person
         LEFT JOIN brand_roles r ON r.id = m.own_role
         LEFT JOIN availability v ON v.brand = m.brand AND v.person = m.person
         WHERE m.brand = $2 ORDER BY m.person LIMIT $3",
        params![seen, brand, limit],
    )
    .await
}

/// Says what a member is good at.
pub async fn set_skills(tx: &mut Tx<'_>, brand: AccountId, person: AccountId, skills: &[String]) -> Result<(), Error> {
    let skills = skills.join("\n");
    tx.execute(
        "UPDATE brand_members SET skills = $1 WHERE brand = $2 AND person = $3",
        params![&skills, brand, person],
    )
    .await?;
    Ok(())
}

/// Says how many open tickets a member holds at most.
pub async fn set_capacity(
    tx: &mut Tx<'_>,
    brand: AccountId,
    person: AccountId,
    capacity: Option<i64>,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE brand_members SET capacity = $1 WHERE brand = $2 AND person = $3",
        params![capacity, brand, person],
    )
    .await?;
    Ok(())
}

/// The brands of a person, those that invited them included.
pub async fn memberships(tx: &mut Tx<'_>, person: AccountId, limit: u32) -> Result<Vec<Membership>, Error> {
    tx.fetch(
        "SELECT a.id, a.handle, a.display_name, a.bio, a.avatar, a.disabled_at IS NOT NULL, a.kind,
                m.role, m.joined_at IS NULL, r.id, r.name
         FROM brand_members m JOIN accounts a ON a.id = m.brand LEFT JOIN brand_roles r ON r.id = m.own_role
         WHERE m.person = $1 ORDER BY m.brand LIMIT $2",
        params![person, limit],
    )
    .await
}

/// How many have a role at a brand and have joined.
pub async fn count_joined(tx: &mut Tx<'_>, brand: AccountId, role: Role) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM brand_members WHERE brand = $1 AND role = $2 AND joined_at IS NOT NULL",
            params![brand, role],
        )
        .await?;
    Ok(count)
}

/// Makes an invited person a member; false when there is no invitation.
pub async fn join(tx: &mut Tx<'_>, brand: AccountId, person: AccountId, at: Timestamp) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE brand_members SET joined_at = $1 WHERE brand = $2 AND person = $3 AND joined_at IS NULL",
            params![at, brand, person],
        )
        .await?;
    Ok(changed > 0)
}

/// Gives a member another role: a built-in one, or one of the brand's own with the built-in one that it is like.
pub async fn set_role(
    tx: &mut Tx<'_>,
    brand: AccountId,
    person: AccountId,
    (role, own): (Role, Option<RoleId>),
) -> Result<(), Error> {
    tx.execute(
        "UPDATE brand_members SET role = $1, own_role = $2 WHERE brand = $3 AND person = $4",
        params![role, own, brand, person],
    )
    .await?;
    Ok(())
}

/// Removes a member or an invitation.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<(), Error> {
    tx.execute("DELETE FROM brand_members WHERE brand = $1 AND person = $2", params![brand, person]).await?;
    Ok(())
}
