//! Make a role.

use subrosa_access::{Actor, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_ROLES;
use subrosa_proto::right::{OwnRole, SaveRole};
use subrosa_proto::{ErrorCode, RoleId};
use subrosa_store::{accounts, brand_roles};

use super::{check, check_name};
use crate::Engage;

impl Engage {
    /// Keeps a new role.
    ///
    /// # Errors
    /// `text_invalid`, `name_taken`; `forbidden`, also for a right that whoever makes it lacks; `invalid_parameter` when the brand has as
    /// many as it can.
    pub async fn create_role(&self, actor: &Actor, role: SaveRole) -> Result<OwnRole, Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        let (name, rights) = check(&role, permit.held()?)?;
        let id = RoleId::new(self.messaging.next_id());
        let deed = self.deed(actor, brand, AuditDeed::RoleSaved).about(&name);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                check_name(tx, brand, &name, id).await?;
                let there = brand_roles::list(tx, brand, BRAND_ROLES).await?;
                if there.len() >= usize::try_from(BRAND_ROLES).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_ROLES} roles");
                    return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
                }
                brand_roles::insert(tx, brand, id, (&name, rights.number())).await?;
                deed.note(tx).await?;
                Ok(OwnRole { id, name: name.clone(), rights: rights.list(), members: 0 })
            })
            .await
    }
}
