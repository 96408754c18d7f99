//! Make a brand. Whoever makes it is its first owner.

use subrosa_access::{Actor, JoinBrands, Rights, Subject, permit};
use subrosa_messaging::Error;
use subrosa_messaging::accounts::shown;
use subrosa_proto::account::{AccountKind, Profile};
use subrosa_proto::brand::{Brand, NewBrand, Role};
use subrosa_proto::{AccountId, ErrorCode, handle};
use subrosa_store::accounts::NewAccount;
use subrosa_store::{accounts, brand_members, brands};

use crate::Engage;

/// A week: who writes again within it most likely means the same.
const REOPEN_SECONDS: i64 = 7 * 24 * 3_600;

impl Engage {
    /// Makes a brand, not verified yet.
    ///
    /// # Errors
    /// `handle_invalid`, `handle_taken`, `text_invalid`, `too_many_requests`; `forbidden` when a brand's member acts for it.
    pub async fn create_brand(&self, actor: &Actor, request: NewBrand) -> Result<Brand, Error> {
        let owner = permit::<JoinBrands>(actor, &Subject::Own)?.account()?;
        let wanted = handle::normalise(&request.handle);
        handle::check(&wanted).map_err(|why| Error::field(ErrorCode::HandleInvalid, "handle", why.to_string()))?;
        let display_name = shown::name_in("display_name", &request.display_name)?;
        let bio = shown::bio(&request.bio)?;
        self.messaging.check_starts(owner)?;
        let id = AccountId::new(self.messaging.next_id());
        let now = self.messaging.now();
        let (avatar, disabled, kind) = (None, false, AccountKind::Brand);
        let account = Profile { id, handle: wanted, display_name, bio, avatar, disabled, kind };
        self.messaging
            .db()
            .write(async move |tx| {
                if accounts::find_by_handle(tx, &account.handle).await?.is_some() {
                    return Err(Error::new(ErrorCode::HandleTaken));
                }
                let new = NewAccount {
                    id,
                    handle: &account.handle,
                    display_name: &account.display_name,
                    bio: &account.bio,
                    password_hash: None,
                    platform: None,
                    kind: AccountKind::Brand,
                    created_at: now,
                };
                accounts::insert(tx, &new).await?;
                brands::insert(tx, id, REOPEN_SECONDS).await?;
                brand_members::insert(tx, id, owner, Role::Owner, (now, Some(now))).await?;
                let (role, rights) = (Role::Owner, Rights::of(Role::Owner).list());
                Ok(Brand {
                    account,
                    role,
                    own_role: None,
                    rights,
                    member: owner,
                    reopen_seconds: REOPEN_SECONDS,
                    closes: None,
                })
            })
            .await
    }
}
