//! Remove a role that nobody has.

use subrosa_access::{Actor, Held, ManageMembers, Rights, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{ErrorCode, RoleId};
use subrosa_store::{accounts, brand_roles};

use super::check_reach;
use crate::Engage;

impl Engage {
    /// Removes a role for good.
    ///
    /// # Errors
    /// `not_found`; `role_in_use` while somebody has it, invited or not; `forbidden`, also where it has a right that whoever removes it lacks.
    pub async fn remove_role(&self, actor: &Actor, id: RoleId) -> Result<(), Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let (brand, by) = (permit.account()?, permit.held()?);
        let deed = self.deed(actor, brand, AuditDeed::RoleRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let found = brand_roles::find(tx, brand, id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                check_reach(Held::own(Rights::from_number(found.rights)), by)?;
                if found.members > 0 {
                    return Err(Error::new(ErrorCode::RoleInUse));
                }
                brand_roles::remove(tx, brand, id).await?;
                deed.about(found.name).note(tx).await
            })
            .await
    }
}
