//! Change what a member does: their role, how much work they hold, what they are good at.

use subrosa_access::{Actor, ManageMembers, Permit, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::{MemberChange, Role};
use subrosa_proto::limits::{MEMBER_CAPACITY, TICKET_LABELS};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{accounts, assignment, brand_members, devices, teams};

use super::leave::refuse_last_owner;
use crate::Engage;
use crate::roles::{Given, check_reach, held};

impl Engage {
    /// Changes what a member does for the brand. With another role their sessions for it begin anew.
    ///
    /// # Errors
    /// `not_found`; `last_owner`; `invalid_parameter`; `label_invalid`; `forbidden` (only owners make and change owners).
    pub async fn change_member(&self, actor: &Actor, person: AccountId, change: MemberChange) -> Result<(), Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        let given = Given::of(change.role, change.own_role)?;
        if change.capacity.is_some() || change.skills.is_some() {
            self.set_work(actor, (brand, person), change.capacity, change.skills).await?;
        }
        match given {
            Some(given) => self.set_role(actor, &permit, person, given).await,
            None => Ok(()),
        }
    }

    /// How much they hold at most, and what they are good at; what is absent stays.
    async fn set_work(
        &self,
        actor: &Actor,
        (brand, person): (AccountId, AccountId),
        capacity: Option<Option<i64>>,
        skills: Option<Vec<String>>,
    ) -> Result<(), Error> {
        if let Some(Some(capacity)) = capacity {
            range::check("capacity", capacity, 0..=MEMBER_CAPACITY)?;
        }
        let skills = skills.as_deref().map(check_skills).transpose()?;
        let deed = self.deed(actor, brand, AuditDeed::MemberWorkChanged);
        self.messaging
            .db()
            .write(async move |tx| {
                if brand_members::find(tx, brand, person).await?.is_none() {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                if let Some(capacity) = capacity {
                    brand_members::set_capacity(tx, brand, person, capacity).await?;
                }
                if let Some(skills) = skills {
                    brand_members::set_skills(tx, brand, person, &skills).await?;
                }
                deed.of(tx, person).await?.note(tx).await
            })
            .await?;
        self.messaging.stir_queue(brand);
        Ok(())
    }

    async fn set_role(
        &self,
        actor: &Actor,
        permit: &Permit<ManageMembers>,
        person: AccountId,
        given: Given,
    ) -> Result<(), Error> {
        let (brand, by) = (permit.account()?, permit.held()?);
        let deed = self.deed(actor, brand, AuditDeed::RoleChanged);
        let (devices, answers) = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                // Nobody is given a ticket by themselves while their role changes: the member first, then the brand, as batches lock them.
                brand_members::hold(tx, &[(brand, person)]).await?;
                assignment::lock(tx, &[brand]).await?;
                let found = brand_members::find_kept(tx, brand, person).await?;
                let before = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                if before.role == Role::Bot {
                    return Err(Error::field(ErrorCode::Forbidden, "role", "a bot stays one"));
                }
                let after = given.checked(tx, brand, by).await?;
                let (role, own) = given.kept(after);
                if (before.role, before.own) == (role, own) {
                    return Ok((Vec::new(), true));
                }
                check_reach(held(&before), by)?;
                if before.role == Role::Owner && before.is_joined {
                    refuse_last_owner(tx, brand).await?;
                }
                brand_members::set_role(tx, brand, person, (role, own)).await?;
                if !role.answers() {
                    teams::drop_member(tx, brand, person).await?;
                }
                deed.of(tx, person).await?.note(tx).await?;
                Ok::<_, Error>((devices::list(tx, person).await?, role.answers()))
            })
            .await?;
        // A session knows the role with which it began.
        self.end_sessions(brand, &devices);
        if !answers {
            self.hand_on(brand, person).await?;
        }
        Ok(())
    }
}

/// Labels, in the order of their letters.
fn check_skills(skills: &[String]) -> Result<Vec<String>, Error> {
    if skills.len() > TICKET_LABELS {
        return Err(Error::field(ErrorCode::LabelInvalid, "skills", format!("at most {TICKET_LABELS} labels")));
    }
    let mut checked = Vec::with_capacity(skills.len());
    for skill in skills {
        let label = subrosa_desk::check_label(skill);
        checked.push(label.map_err(|why| Error::field(ErrorCode::LabelInvalid, "skills", why.to_string()))?);
    }
    checked.sort_unstable();
    checked.dedup();
    Ok(checked)
}
