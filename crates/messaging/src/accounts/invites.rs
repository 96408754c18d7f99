//! Invites: codes for sign-up where it is by invite.

use subrosa_access::{Actor, Administer, Subject, permit};
use subrosa_store::invites;

use super::token;
use crate::{Error, Messaging};

impl Messaging {
    /// Makes an invite that can be used `uses` times within `days`; the code is shown once.
    ///
    /// # Errors
    /// `forbidden` unless the operator asks.
    pub async fn create_invite(&self, actor: &Actor, uses: u32, days: u32) -> Result<String, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let code = token::mint_invite(self.core.randomness.as_ref());
        let hash = token::hash(&code);
        let now = self.core.now();
        let expires_at = now.plus_seconds(i64::from(days) * 86_400);
        self.core
            .db
            .write(async move |tx| invites::insert(tx, &hash, uses, now, expires_at).await)
            .await
            .map_err(Error::from)?;
        Ok(code)
    }
}
