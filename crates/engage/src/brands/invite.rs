//! Invite a person to work for a brand.

use subrosa_access::{Actor, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::{InviteMember, Member, Role};
use subrosa_proto::limits::BRAND_MEMBERS;
use subrosa_proto::{ErrorCode, handle};
use subrosa_store::{accounts, brand_members};

use crate::Engage;

impl Engage {
    /// Invites a person, who becomes a member by accepting.
    ///
    /// # Errors
    /// `recipient_unavailable` when there is no such person, `already_member`, `forbidden` (only owners make owners),
    /// `invalid_parameter` when the brand has as many members as it can, `too_many_requests`.
    pub async fn invite_member(&self, actor: &Actor, request: InviteMember) -> Result<Member, Error> {
        let permit = permit::<ManageMembers>(actor, &Subject::Own)?;
        let (brand, by, role) = (permit.account()?, permit.role()?, request.role);
        if role == Role::Owner && by != Role::Owner {
            return Err(Error::new(ErrorCode::Forbidden));
        }
        refuse_bot(role)?;
        self.messaging.check_starts(permit.person()?)?;
        let wanted = handle::normalise(&request.handle);
        let now = self.messaging.now();
        let deed = self.deed(actor, brand, AuditDeed::MemberInvited);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
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
                deed.about(&account.handle).note(tx).await?;
                Ok(Member {
                    account,
                    role,
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

/// People do what people do.
pub(super) fn refuse_bot(role: Role) -> Result<(), Error> {
    match role {
        Role::Bot => Err(Error::field(ErrorCode::Forbidden, "role", "a bot is made, not invited")),
        _ => Ok(()),
    }
}
