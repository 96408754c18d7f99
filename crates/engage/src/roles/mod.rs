//! Roles of a brand's own, and who may give which role to whom: nobody gives, changes or takes away more than they hold.

mod create;
mod list;
mod remove;
mod replace;

use subrosa_access::{Held, Rights};
use subrosa_messaging::Error;
use subrosa_proto::brand::Role;
use subrosa_proto::limits::ROLE_NAME_CHARACTERS;
use subrosa_proto::right::{OwnRole, SaveRole};
use subrosa_proto::{AccountId, ErrorCode, RoleId, text};
use subrosa_store::{Tx, brand_members, brand_roles};

/// A role that is to be given to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    BuiltIn(Role),
    Own(RoleId),
}

impl Given {
    /// The one that is asked for, if any.
    ///
    /// # Errors
    /// `invalid_parameter` where both are; `forbidden` for the role of a bot.
    pub(crate) fn of(role: Option<Role>, own: Option<RoleId>) -> Result<Option<Self>, Error> {
        match (role, own) {
            (Some(_), Some(_)) => {
                Err(Error::field(ErrorCode::InvalidParameter, "own_role", "a member has one role: leave the other out"))
            }
            (Some(Role::Bot), None) => Err(Error::field(ErrorCode::Forbidden, "role", "a bot is made, not invited")),
            (Some(role), None) => Ok(Some(Self::BuiltIn(role))),
            (None, Some(own)) => Ok(Some(Self::Own(own))),
            (None, None) => Ok(None),
        }
    }

    /// What it is to hold it, if a member who holds `by` may give it. The brand's account is locked.
    ///
    /// # Errors
    /// `forbidden`; `invalid_parameter` when the brand has no such role.
    pub(crate) async fn checked(self, tx: &mut Tx<'_>, brand: AccountId, by: Held) -> Result<Held, Error> {
        let held = match self {
            Self::BuiltIn(role) => role.into(),
            Self::Own(id) => {
                let found = brand_roles::find(tx, brand, id).await?;
                let missing = || Error::field(ErrorCode::InvalidParameter, "own_role", "the brand has no such role");
                Held::own(Rights::from_number(found.ok_or_else(missing)?.rights))
            }
        };
        check_reach(held, by)?;
        Ok(held)
    }

    /// The same as it is kept with a member.
    pub(crate) const fn kept(self, held: Held) -> (Role, Option<RoleId>) {
        match self {
            Self::BuiltIn(role) => (role, None),
            Self::Own(id) => (held.role(), Some(id)),
        }
    }
}

/// What a member holds, as it was kept.
pub(crate) fn held(kept: &brand_members::Kept) -> Held {
    Held::kept(kept.role, kept.rights)
}

/// Sees that a member who holds `by` may give, change or take away what another holds.
///
/// # Errors
/// `forbidden` where it is more than they hold themselves: only owners make and change owners.
pub(crate) fn check_reach(held: Held, by: Held) -> Result<(), Error> {
    let is_owners = held.role() == Role::Owner && by.role() != Role::Owner;
    if is_owners || !held.rights().are_within(by.rights()) {
        return Err(Error::field(ErrorCode::Forbidden, "role", "it has rights that you do not have"));
    }
    Ok(())
}

/// A name and rights that a member who holds `by` may keep.
fn check(role: &SaveRole, by: Held) -> Result<(String, Rights), Error> {
    let name = role.name.trim().to_owned();
    text::check_line(&name, ROLE_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
    let rights = Rights::from_list(&role.rights);
    if !rights.are_within(by.rights()) {
        return Err(Error::field(ErrorCode::Forbidden, "rights", "among them is one that you do not have"));
    }
    Ok((name, rights))
}

/// Sees that the brand, whose account is locked, has no other role of this name.
async fn check_name(tx: &mut Tx<'_>, brand: AccountId, name: &str, own: RoleId) -> Result<(), Error> {
    match brand_roles::find_named(tx, brand, name).await? {
        Some(other) if other != own => Err(Error::new(ErrorCode::NameTaken)),
        _ => Ok(()),
    }
}

fn shown(kept: brand_roles::Kept) -> OwnRole {
    let rights = Rights::from_number(kept.rights).list();
    OwnRole { id: kept.id, name: kept.name, rights, members: kept.members }
}
