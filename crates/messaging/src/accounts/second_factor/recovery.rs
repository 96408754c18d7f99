//! Codes for when the app is lost.

use subrosa_access::Actor;
use subrosa_proto::second_factor::{RecoveryCodes, SecondFactorCode};

use super::use_code::Purpose;
use crate::accounts::token;
use crate::core::Core;
use crate::{Error, Messaging};

/// How many an account has.
const CODES: usize = 10;

/// New codes: to be shown, and to be kept.
pub(in crate::accounts) struct Fresh {
    pub(in crate::accounts) shown: RecoveryCodes,
    pub(in crate::accounts) hashes: Vec<[u8; 32]>,
}

impl Fresh {
    /// 80 random bits each, as invites have them.
    pub(in crate::accounts) fn mint(core: &Core) -> Self {
        let codes: Vec<String> = (0..CODES).map(|_| token::mint_invite(core.randomness.as_ref())).collect();
        let hashes = codes.iter().map(|code| token::hash(&code.replace('-', ""))).collect();
        Self { shown: RecoveryCodes { codes }, hashes }
    }
}

impl Messaging {
    /// Replaces the recovery codes, given a code.
    ///
    /// # Errors
    /// `second_factor_failed`, `not_found` without a second factor, `too_many_requests`.
    pub async fn new_recovery_codes(&self, actor: &Actor, request: SecondFactorCode) -> Result<RecoveryCodes, Error> {
        let Fresh { shown, hashes } = Fresh::mint(&self.core);
        self.use_code(actor, request, Purpose::Renew(hashes)).await?;
        Ok(shown)
    }
}
