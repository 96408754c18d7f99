//! Whether one's own sign-ins ask for a code.

use subrosa_access::{Actor, ReadOwnAccount, Subject, permit};
use subrosa_proto::second_factor::SecondFactor;
use subrosa_store::{recovery_codes, second_factors};

use crate::{Error, Messaging};

impl Messaging {
    /// The actor's second factor, as far as it is shown.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn second_factor(&self, actor: &Actor) -> Result<SecondFactor, Error> {
        let account = permit::<ReadOwnAccount>(actor, &Subject::Own)?.account()?;
        self.core
            .db
            .read(async move |tx| {
                let since = second_factors::find(tx, account).await?.and_then(|factor| factor.since);
                let left = recovery_codes::count(tx, account).await?;
                Ok(SecondFactor { since, recovery_codes: u32::try_from(left).unwrap_or_default() })
            })
            .await
    }
}
