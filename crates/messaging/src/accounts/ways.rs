//! The ways in which someone can sign in. The last one stays.

use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, accounts, passkeys, sign_on_links};

use crate::{Error, Messaging};

/// Looks whether an account still has a way in, when one of them was taken away.
///
/// # Errors
/// `last_sign_in`
pub(super) async fn check_one_is_left(
    tx: &mut Tx<'_>,
    account: AccountId,
    platform: Option<&str>,
) -> Result<(), Error> {
    if accounts::password_hash(tx, account).await?.is_some() || passkeys::count(tx, account).await? > 0 {
        return Ok(());
    }
    let comes_from = accounts::platform_issuer(tx, account).await?;
    let by_platform = comes_from.is_some() && comes_from.as_deref() == platform;
    if by_platform || sign_on_links::is_any_good(tx, account).await? {
        return Ok(());
    }
    Err(Error::new(ErrorCode::LastSignIn))
}

impl Messaging {
    /// The host platform, if there is one.
    pub(super) fn platform_issuer(&self) -> Option<String> {
        self.core.platform.as_ref().map(|platform| platform.issuer.clone())
    }
}
