//! The brand that a member acts for.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::brand::Brand;
use subrosa_store::{accounts, brands};

use crate::Engage;

impl Engage {
    /// The brand, as the member sees it.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn brand(&self, actor: &Actor) -> Result<Brand, Error> {
        let permit = permit::<ReadBrand>(actor, &Subject::Own)?;
        let (id, role, member) = (permit.account()?, permit.role()?, permit.person()?);
        self.messaging
            .db()
            .read(async move |tx| {
                let found = (accounts::find(tx, id).await?, brands::reopen_seconds(tx, id).await?);
                let (Some(account), Some(reopen_seconds)) = found else { return Err(Error::new(ErrorCode::NotFound)) };
                Ok(Brand { account: account.profile, role, member, reopen_seconds })
            })
            .await
    }
}
