//! Leave a brand, decline its invitation, or remove someone from it: the same for the brand. What the member held is nobody's again.

use subrosa_access::{Actor, Held, JoinBrands, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::Role;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::devices::Device;
use subrosa_store::{Tx, accounts, assignment, availability, brand_members, devices, followers, teams, tickets, views};

use crate::Engage;
use crate::audit::Deed;
use crate::roles::{check_reach, held};

/// Tickets handed on in one go.
const STEP: u32 = 100;

impl Engage {
    /// Leaves a brand, or declines its invitation.
    ///
    /// # Errors
    /// `not_found`; `last_owner`.
    pub async fn leave_brand(&self, actor: &Actor, brand: AccountId) -> Result<(), Error> {
        let person = permit::<JoinBrands>(actor, &Subject::Own)?.account()?;
        self.remove(self.deed(actor, brand, AuditDeed::MemberLeft), (brand, person), Role::Owner.into()).await
    }

    /// Removes a member, or takes an invitation back; their sessions for the brand end at once.
    ///
    /// # Errors
    /// `not_found`; `last_owner`; `forbidden` (only owners remove owners).
    pub async fn remove_member(&self, actor: &Actor, person: AccountId) -> Result<(), Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        self.remove(self.deed(actor, brand, AuditDeed::MemberRemoved), (brand, person), permit.held()?).await
    }

    async fn remove(&self, deed: Deed, (brand, person): (AccountId, AccountId), by: Held) -> Result<(), Error> {
        let devices = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                // Nobody is given a ticket by themselves while they leave: the member first, then the brand, as batches lock them.
                brand_members::hold(tx, &[(brand, person)]).await?;
                assignment::lock(tx, &[brand]).await?;
                let found = brand_members::find_kept(tx, brand, person).await?;
                let before = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                if before.role == Role::Bot {
                    return Err(Error::field(ErrorCode::Forbidden, "account", "a bot is removed among the bots"));
                }
                check_reach(held(&before), by)?;
                if before.role == Role::Owner && before.is_joined {
                    refuse_last_owner(tx, brand).await?;
                }
                brand_members::remove(tx, brand, person).await?;
                teams::drop_member(tx, brand, person).await?;
                availability::remove(tx, brand, person).await?;
                assignment::forget(tx, brand, person).await?;
                followers::remove_all(tx, brand, person).await?;
                views::remove_of(tx, brand, person).await?;
                deed.of(tx, person).await?.note(tx).await?;
                Ok(devices::list(tx, person).await?)
            })
            .await?;
        self.end_sessions(brand, &devices);
        self.hand_on(brand, person).await
    }

    /// Ends the sessions that these devices have for the brand.
    pub(crate) fn end_sessions(&self, brand: AccountId, devices: &[Device]) {
        for device in devices {
            self.messaging.bus().revoke(brand, Some(device.id));
        }
    }

    /// Takes from a person who answers no customers any more all that they held. Nothing can be given to them by now.
    pub(crate) async fn hand_on(&self, brand: AccountId, person: AccountId) -> Result<(), Error> {
        loop {
            let held = self.messaging.db().read(async move |tx| tickets::held_by(tx, brand, person, STEP).await).await;
            let held = held.map_err(Error::from)?;
            if held.is_empty() {
                return Ok(());
            }
            for conversation in held {
                self.messaging.hand_on(conversation, person).await?;
            }
        }
    }
}

/// Refuses to leave a brand without an owner who has joined it.
pub(super) async fn refuse_last_owner(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    if brand_members::count_joined(tx, brand, Role::Owner).await? < 2 {
        return Err(Error::new(ErrorCode::LastOwner));
    }
    Ok(())
}
