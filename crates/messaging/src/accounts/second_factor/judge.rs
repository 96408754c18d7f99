//! Whether a code is right. Each is taken once, and guessing gets slower and slower.

use subrosa_access::TooMany;
use subrosa_proto::passkey::PasskeyProof;
use subrosa_proto::{AccountId, ErrorCode, Timestamp};
use subrosa_store::second_factors::SecondFactor;
use subrosa_store::{Tx, accounts, devices, passkeys, recovery_codes, second_factors};
use totp_rs::{Builder, Totp};

use crate::accounts::session::Origin;
use crate::accounts::token;
use crate::{Error, Messaging};

/// Steps of 30 seconds by which a code may be early or late: clocks differ, and typing takes time (RFC 6238, section 5.2).
const SKEW: u16 = 1;
/// Wrong codes in a row that cost nothing but themselves.
const FREE_FAILURES: i64 = 4;
/// How long the next one makes everyone wait, in seconds; each after that twice as long.
const FIRST_WAIT: i64 = 30;
/// No wait is longer: 24 tries a day, each of which is right once in 300,000.
const LONGEST_WAIT: i64 = 3_600;

/// What an app does with a secret. Names of the installation and the account are for its list.
pub(super) fn totp(secret: &[u8], names: Option<(&str, &str)>) -> Result<Totp, Error> {
    let mut builder = Builder::new().with_skew(SKEW).with_secret(secret.to_vec());
    if let Some((installation, handle)) = names {
        // In the address that apps read, a colon stands between the two.
        builder = builder.with_issuer(Some(installation.replace(':', " "))).with_account_name(handle);
    }
    builder.build().map_err(|_| Error::new(ErrorCode::Internal))
}

/// What became of a code.
pub(super) enum Judged {
    Right,
    Wrong,
    /// None is looked at for as long.
    TooMany(TooMany),
}

impl Judged {
    /// # Errors
    /// `second_factor_failed`, `too_many_requests`.
    pub(super) fn accept(self) -> Result<(), Error> {
        match self {
            Self::Right => Ok(()),
            Self::Wrong => Err(Error::field(ErrorCode::SecondFactorFailed, "code", "the code is another, or was used")),
            Self::TooMany(too_many) => Err(too_many.into()),
        }
    }
}

/// Which codes are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    /// Those of an app that is to come into force.
    New,
    /// Those of the app in force, if there is one, and recovery codes.
    InForce,
}

/// Looks at a code and keeps what came of it, which must be committed also when the code is wrong. The account is locked.
pub(super) async fn judge(
    tx: &mut Tx<'_>,
    account: AccountId,
    factor: &SecondFactor,
    (code, which): (&str, Codes),
    now: Timestamp,
) -> Result<Judged, Error> {
    if factor.blocked_until > now {
        let seconds = (factor.blocked_until.microseconds() - now.microseconds()).div_euclid(1_000_000) + 1;
        return Ok(Judged::TooMany(TooMany { retry_after: u32::try_from(seconds).unwrap_or(u32::MAX) }));
    }
    let code: String = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    let has_app = factor.since.is_some() || which == Codes::New;
    if has_app && let Some(step) = step_of(factor, &code, now)? {
        second_factors::take(tx, account, step).await?;
        return Ok(Judged::Right);
    }
    if which == Codes::InForce && recovery_codes::use_up(tx, account, &token::hash(&code.to_lowercase())).await? {
        second_factors::take(tx, account, factor.last_step).await?;
        return Ok(Judged::Right);
    }
    let failures = factor.failures.saturating_add(1);
    let doublings = u32::try_from(failures - FREE_FAILURES - 1).ok();
    let wait = doublings.map_or(0, |times| 2_i64.saturating_pow(times).saturating_mul(FIRST_WAIT).min(LONGEST_WAIT));
    second_factors::refuse(tx, account, failures, now.plus_seconds(wait)).await?;
    Ok(Judged::Wrong)
}

/// The step of time that a code is of, if it is right and newer than all that were taken.
fn step_of(factor: &SecondFactor, code: &str, now: Timestamp) -> Result<Option<i64>, Error> {
    let seconds = u64::try_from(now.microseconds() / 1_000_000).unwrap_or_default();
    let step = totp(&factor.secret, None)?.check(code, seconds).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| *step > factor.last_step))
}

/// Whether signing in with the password asks an account for more.
pub(super) async fn is_asked(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Error> {
    let app = second_factors::find(tx, account).await?.and_then(|factor| factor.since);
    Ok(app.is_some() || passkeys::count(tx, account).await? > 0)
}

impl Messaging {
    /// Asks whoever showed the password of an account for a code or a passkey, if it has a second factor. A repetition of a sign-in that
    /// was carried out is not asked again.
    ///
    /// # Errors
    /// `second_factor_required` without either, `second_factor_failed`, `passkey_failed`, `too_many_requests`.
    pub(in crate::accounts) async fn pass_second_factor(
        &self,
        account: AccountId,
        (code, passkey): (Option<&str>, Option<&PasskeyProof>),
        origin: &Origin,
    ) -> Result<(), Error> {
        let request_key = origin.request_key.clone();
        let asked = self.core.db.read(async move |tx| {
            let done = match request_key {
                Some(key) => devices::find_by_request(tx, account, &key).await?.is_some(),
                None => false,
            };
            Ok::<_, Error>(!done && is_asked(tx, account).await?)
        });
        if !asked.await? {
            return Ok(());
        }
        if let Some(passkey) = passkey {
            let used = self.check_passkey(passkey).await?;
            if used.account != account {
                return Err(Error::new(ErrorCode::PasskeyFailed));
            }
            return self.core.db.write(async move |tx| used.write(tx).await).await;
        }
        let code = code.ok_or_else(|| Error::new(ErrorCode::SecondFactorRequired))?.to_owned();
        let now = self.core.now();
        let judged = self.core.db.write(async move |tx| {
            accounts::lock(tx, account).await?;
            if !is_asked(tx, account).await? {
                return Ok(Judged::Right);
            }
            let factor = second_factors::find_or_begin(tx, account).await?;
            judge(tx, account, &factor, (&code, Codes::InForce), now).await
        });
        judged.await?.accept()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, with its secret for SHA-1, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890".to_vec();
        let mut factor = SecondFactor {
            secret,
            since: None,
            last_step: 0,
            failures: 0,
            blocked_until: Timestamp::from_microseconds(0),
        };
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            let at = Timestamp::from_microseconds(seconds * 1_000_000);
            assert_eq!(step_of(&factor, code, at).ok().flatten(), Some(seconds / 30), "{code}");
            assert_eq!(step_of(&factor, code, at.plus_seconds(90)).ok().flatten(), None, "late");
        }
        factor.last_step = 59 / 30;
        assert_eq!(step_of(&factor, "287082", Timestamp::from_microseconds(59_000_000)).ok().flatten(), None, "used");
    }
}
