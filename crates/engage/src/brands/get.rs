//! The brand that a member acts for.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::brand::{Brand, Closes};
use subrosa_store::{accounts, brand_closing, brand_roles, brands};

use crate::Engage;

impl Engage {
    /// The brand, as the member sees it.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn brand(&self, actor: &Actor) -> Result<Brand, Error> {
        let permit = permit::<ReadBrand>(actor, &Subject::Own)?;
        let (id, held, member) = (permit.account()?, permit.held()?, permit.person()?);
        self.messaging
            .db()
            .read(async move |tx| {
                let found = (accounts::find(tx, id).await?, brands::reopen_seconds(tx, id).await?);
                let (Some(account), Some(reopen_seconds)) = found else { return Err(Error::new(ErrorCode::NotFound)) };
                let (closing, since) = brand_closing::find(tx, id).await?;
                let closes = since.filter(|_| closing.is_on).map(|since| Closes { days: closing.days, since });
                let own_role = brand_roles::of_member(tx, id, member).await?;
                let (account, role, rights) = (account.profile, held.role(), held.rights().list());
                Ok(Brand { account, role, own_role, rights, member, reopen_seconds, closes })
            })
            .await
    }
}
