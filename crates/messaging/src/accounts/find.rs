//! Find a person by handle.

use subrosa_access::{Actor, FindAccount, Subject, permit};
use subrosa_proto::sync::FoundAccount;
use subrosa_proto::{ErrorCode, handle};
use subrosa_store::accounts;

use crate::{Error, Messaging};

impl Messaging {
    /// The profile of the person with this handle.
    ///
    /// # Errors
    /// `recipient_unavailable` when there is none.
    pub async fn find_account(&self, actor: &Actor, name: &str) -> Result<FoundAccount, Error> {
        permit::<FindAccount>(actor, &Subject::Installation)?;
        let wanted = handle::normalise(name);
        let found = self.core.db.read(async move |tx| accounts::find_by_handle(tx, &wanted).await).await;
        let account = found.map_err(Error::from)?.filter(|account| account.profile.can_be_written_to());
        account
            .map(|account| FoundAccount { account: account.profile })
            .ok_or_else(|| Error::new(ErrorCode::RecipientUnavailable))
    }
}
