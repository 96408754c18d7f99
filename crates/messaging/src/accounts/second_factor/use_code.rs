//! What those who are signed in use a code for.

use subrosa_access::{Actor, ChangeOwnAccount, Subject, permit};
use subrosa_proto::ErrorCode;
use subrosa_proto::second_factor::SecondFactorCode;
use subrosa_store::{accounts, passkeys, recovery_codes, second_factors};

use super::judge::{Codes, Judged, judge};
use crate::{Error, Messaging};

/// What is done when the code is right.
#[derive(Clone)]
pub(super) enum Purpose {
    /// The secret comes into force, with recovery codes of these hashes.
    Confirm(Vec<[u8; 32]>),
    /// Recovery codes of these hashes take the place of those that were.
    Renew(Vec<[u8; 32]>),
    /// There is no app any more.
    Remove,
}

impl Messaging {
    /// Looks at a code of the actor's own, and does what it is for in the same transaction.
    ///
    /// # Errors
    /// `second_factor_failed`; `not_found` when there is nothing to confirm, or nothing in force to renew or remove;
    /// `too_many_requests`.
    pub(super) async fn use_code(
        &self,
        actor: &Actor,
        request: SecondFactorCode,
        purpose: Purpose,
    ) -> Result<(), Error> {
        let account = permit::<ChangeOwnAccount>(actor, &Subject::Own)?.account()?;
        let now = self.core.now();
        let judged = self.core.db.write(async move |tx| {
            accounts::lock(tx, account).await?;
            let factor = second_factors::find_or_begin(tx, account).await?;
            let has_passkeys = passkeys::count(tx, account).await? > 0;
            let (is_there, which) = match purpose {
                Purpose::Confirm(_) => (factor.since.is_none() && !factor.secret.is_empty(), Codes::New),
                Purpose::Renew(_) => (factor.since.is_some() || has_passkeys, Codes::InForce),
                Purpose::Remove => (factor.since.is_some(), Codes::InForce),
            };
            if !is_there {
                return Err(Error::new(ErrorCode::NotFound));
            }
            let judged = judge(tx, account, &factor, (&request.code, which), now).await?;
            if matches!(judged, Judged::Right) {
                match &purpose {
                    Purpose::Confirm(hashes) => {
                        second_factors::confirm(tx, account, now).await?;
                        recovery_codes::replace(tx, account, hashes).await?;
                    }
                    Purpose::Renew(hashes) => recovery_codes::replace(tx, account, hashes).await?,
                    Purpose::Remove => {
                        second_factors::remove(tx, account).await?;
                        if !has_passkeys {
                            recovery_codes::replace(tx, account, &[]).await?;
                        }
                    }
                }
            }
            Ok::<_, Error>(judged)
        });
        judged.await?.accept()
    }
}
