//! Invite a person to work for a brand.

use subrosa_access::{Actor, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::{InviteMember, Member};
use subrosa_proto::limits::BRAND_MEMBERS;
use subrosa_proto::{ErrorCode, handle};
use subrosa_store::{accounts, brand_members, brand_roles};

use crate::Engage;
use crate::roles::Given;

impl Engage {
    /// Invites a person, who becomes a member by accepting.
    ///
    /// # Errors
    /// `recipient_unavailable` when there is no such person, `already_member`, `forbidden` (only owners make owners),
    /// `invalid_parameter` when the brand has as many members as it can, `too_many_requests`.
    pub async fn invite_member(&self, actor: &Actor, request: InviteMember) -> Result<Member, Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let (brand, by) = (permit.account()?, permit.held()?);
        let missing = || Error::field(ErrorCode::InvalidParameter, "role", "say which role");
        let given = Given::of(request.role, request.own_role)?.ok_or_else(missing)?;
        self.messaging.check_starts(permit.person()?)?;
        let wanted = handle::normalise(&request.handle);
        let now = self.messaging.now();
        let deed = self.deed(actor, brand, AuditDeed::MemberInvited);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let (role, own) = given.kept(given.checked(tx, brand, by).await?);
                let found = accounts::find_by_handle(tx, &wanted).await?;
                let found = found.filter(|found| !found.profile.disabled && found.profile.kind.is_person());
                let account = found.ok_or_else(|| Error::new(ErrorCode::RecipientUnavailable))?.profile;
                let members = brand_members::list(tx, brand, now, BRAND_MEMBERS).await?;
                if members.iter().any(|member| member.account.id == account.id) {
                    return Err(Error::new(ErrorCode::AlreadyMember));
                }
                if members.len() >= usize::try_from(BRAND_MEMBERS).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_MEMBERS} members");
                    return Err(Error::field(ErrorCode::InvalidParameter, "handle", detail));
                }
                brand_members::insert(tx, brand, account.id, role, (now, None)).await?;
                brand_members::set_role(tx, brand, account.id, (role, own)).await?;
                let own_role = brand_roles::of_member(tx, brand, account.id).await?;
                deed.about(&account.handle).note(tx).await?;
                Ok(Member {
                    account,
                    role,
                    own_role,
                    invited: true,
                    since: now,
                    available: false,
                    away: false,
                    load: 0,
                    capacity: None,
                    skills: Vec::new(),
                })
            })
            .await
    }
}
