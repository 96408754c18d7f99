//! Change a role. Whoever has it has its new rights at once.

use subrosa_access::{Actor, Held, ManageMembers, Rights, Subject, base, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_MEMBERS;
use subrosa_proto::right::{OwnRole, SaveRole};
use subrosa_proto::{AccountId, ErrorCode, RoleId};
use subrosa_store::{accounts, assignment, brand_members, brand_roles, devices, teams};

use super::{check, check_name, check_reach};
use crate::Engage;

impl Engage {
    /// Puts another name and other rights in the place of a role's. The sessions of those who have it begin anew; where it answers customers
    /// no more, what they held is nobody's.
    ///
    /// # Errors
    /// `not_found`, `text_invalid`, `name_taken`; `forbidden`, also for a right, of before or from now on, that whoever changes it lacks.
    pub async fn replace_role(&self, actor: &Actor, id: RoleId, role: SaveRole) -> Result<OwnRole, Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let (brand, by) = (permit.account()?, permit.held()?);
        let (name, rights) = check(&role, by)?;
        let deed = self.deed(actor, brand, AuditDeed::RoleSaved).about(&name);
        let answers = base(rights).answers();
        let (kept, holders) = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let before = brand_roles::find(tx, brand, id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                check_reach(Held::own(Rights::from_number(before.rights)), by)?;
                check_name(tx, brand, &name, id).await?;
                // Nobody is given a ticket by themselves meanwhile: the members first, then the brand, as batches lock them.
                let holders = brand_roles::holders(tx, brand, id, BRAND_MEMBERS).await?;
                let pairs: Vec<(AccountId, AccountId)> = holders.iter().map(|person| (brand, *person)).collect();
                brand_members::hold(tx, &pairs).await?;
                assignment::lock(tx, &[brand]).await?;
                brand_roles::update(tx, brand, id, (&name, rights.number())).await?;
                let mut all = Vec::with_capacity(holders.len());
                for person in holders {
                    brand_members::set_role(tx, brand, person, (base(rights), Some(id))).await?;
                    if !answers {
                        teams::drop_member(tx, brand, person).await?;
                    }
                    all.push((person, devices::list(tx, person).await?));
                }
                deed.note(tx).await?;
                let role = OwnRole { id, name: name.clone(), rights: rights.list(), members: before.members };
                Ok::<_, Error>((role, all))
            })
            .await?;
        for (person, devices) in holders {
            // A session knows the rights with which it began.
            self.end_sessions(brand, &devices);
            if !answers {
                self.hand_on(brand, person).await?;
            }
        }
        Ok(kept)
    }
}
