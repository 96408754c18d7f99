//! Show that the app has the secret.

use subrosa_access::Actor;
use subrosa_proto::second_factor::{RecoveryCodes, SecondFactorCode};

use super::recovery::Fresh;
use super::use_code::Purpose;
use crate::{Error, Messaging};

impl Messaging {
    /// Brings the secret of [`Self::begin_second_factor`] into force, given a code of it. Recovery codes come with it.
    ///
    /// # Errors
    /// `second_factor_failed`, `not_found` when no secret was asked for or one is in force, `too_many_requests`.
    pub async fn confirm_second_factor(
        &self,
        actor: &Actor,
        request: SecondFactorCode,
    ) -> Result<RecoveryCodes, Error> {
        let Fresh { shown, hashes } = Fresh::mint(&self.core);
        self.use_code(actor, request, Purpose::Confirm(hashes)).await?;
        Ok(shown)
    }
}
