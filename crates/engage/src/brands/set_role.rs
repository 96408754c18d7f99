//! Give a member another role.

use subrosa_access::{Actor, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::{MemberChange, Role};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{accounts, brand_members, devices};

use super::invite::refuse_bot;
use super::leave::refuse_last_owner;
use crate::Engage;

impl Engage {
    /// Changes what a member does for the brand; their sessions for it begin anew.
    ///
    /// # Errors
    /// `not_found`; `last_owner`; `forbidden` (only owners make and change owners).
    pub async fn set_role(&self, actor: &Actor, person: AccountId, change: MemberChange) -> Result<(), Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let (brand, by, role) = (permit.account()?, permit.role()?, change.role);
        refuse_bot(role)?;
        let deed = self.deed(actor, brand, AuditDeed::RoleChanged);
        let devices = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let found = brand_members::find(tx, brand, person).await?;
                let (before, is_joined) = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                if before == Role::Bot {
                    return Err(Error::field(ErrorCode::Forbidden, "role", "a bot stays one"));
                }
                if before == role {
                    return Ok(Vec::new());
                }
                if (before == Role::Owner || role == Role::Owner) && by != Role::Owner {
                    return Err(Error::new(ErrorCode::Forbidden));
                }
                if before == Role::Owner && is_joined {
                    refuse_last_owner(tx, brand).await?;
                }
                brand_members::set_role(tx, brand, person, role).await?;
                deed.of(tx, person).await?.note(tx).await?;
                Ok::<_, Error>(devices::list(tx, person).await?)
            })
            .await?;
        // A session knows the role with which it began.
        self.end_sessions(brand, &devices);
        if matches!(role, Role::Marketer | Role::Analyst) {
            self.hand_on(brand, person).await?;
        }
        Ok(())
    }
}
