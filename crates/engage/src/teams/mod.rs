//! Teams of a brand's members, and who is at work.

mod assignment;
mod availability;
mod create;
mod list;
mod remove;
mod replace;

use subrosa_messaging::Error;
use subrosa_proto::limits::{BRAND_MEMBERS, TEAM_NAME_CHARACTERS};
use subrosa_proto::team::{SaveTeam, Team};
use subrosa_proto::{AccountId, ErrorCode, TeamId, text};
use subrosa_store::{Tx, brand_members, teams};

/// Characters of what flows call a team, as of every name in a flow.
const KEY_CHARACTERS: usize = 40;

/// The team as it is kept.
fn check(id: TeamId, team: SaveTeam) -> Result<Team, Error> {
    let name = team.name.trim().to_owned();
    text::check_line(&name, TEAM_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
    let key = team.key;
    let is_plain = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let begins = key.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    if !is_plain || !begins || key.len() > KEY_CHARACTERS {
        let detail = "up to 40 lower-case letters, digits and underscores, beginning with a letter";
        return Err(Error::field(ErrorCode::InvalidParameter, "key", detail));
    }
    let mut members = team.members;
    members.sort_unstable();
    members.dedup();
    if members.len() > usize::try_from(BRAND_MEMBERS).unwrap_or(usize::MAX) {
        return Err(Error::field(ErrorCode::InvalidParameter, "members", "more than a brand has"));
    }
    Ok(Team { id, name, key, members, assignment: team.assignment })
}

/// Sees that the brand, whose account is locked, has no other team like this, and that all of its members answer customers.
async fn check_in(tx: &mut Tx<'_>, brand: AccountId, team: &Team) -> Result<(), Error> {
    let alike = teams::find_like(tx, brand, &team.name, &team.key).await?;
    if alike.iter().any(|other| *other != team.id) {
        return Err(Error::new(ErrorCode::NameTaken));
    }
    for person in &team.members {
        match brand_members::find(tx, brand, *person).await? {
            Some((role, true)) if role.answers() => {}
            _ => {
                let detail = "a team has owners, admins, agents and bots of the brand";
                return Err(Error::field(ErrorCode::InvalidParameter, "members", detail));
            }
        }
    }
    Ok(())
}
