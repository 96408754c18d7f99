//! How often: one place for all rates, keyed by account or address. Kept in memory, per node.
//!
//! Time here is the monotonic clock of the limiter, so a wall clock that jumps neither opens nor shuts a gate.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use subrosa_proto::AccountId;

/// How many a minute, and how many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub per_minute: u32,
    pub burst: u32,
}

/// The rates of everything that is limited.
#[derive(Debug, Clone, Copy)]
pub struct LimitSettings {
    /// Messages of one account.
    pub messages: Rate,
    /// Other commands of one account.
    pub commands: Rate,
    /// Conversations that one account begins.
    pub starts: Rate,
    /// Sign-in attempts from one address.
    pub sign_ins_by_address: Rate,
    /// Sign-in attempts at one account from one address.
    pub sign_ins_by_account_and_address: Rate,
    /// Sign-in attempts at one account from all addresses it has never signed in from.
    pub sign_ins_by_account: Rate,
    /// New accounts from one address.
    pub sign_ups: Rate,
    /// Sign-ins by the host platform's token from one address.
    pub platform_sign_ins: Rate,
    /// Changes of one account's name, picture or bio.
    pub profile_changes: Rate,
    /// Files that one person uploads.
    pub uploads: Rate,
    /// Short links that are opened from one address.
    pub links: Rate,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            messages: Rate { per_minute: 600, burst: 120 },
            commands: Rate { per_minute: 3_000, burst: 600 },
            starts: Rate { per_minute: 20, burst: 30 },
            sign_ins_by_address: Rate { per_minute: 30, burst: 60 },
            sign_ins_by_account_and_address: Rate { per_minute: 6, burst: 10 },
            sign_ins_by_account: Rate { per_minute: 10, burst: 50 },
            sign_ups: Rate { per_minute: 10, burst: 20 },
            platform_sign_ins: Rate { per_minute: 3_000, burst: 600 },
            profile_changes: Rate { per_minute: 20, burst: 20 },
            uploads: Rate { per_minute: 30, burst: 40 },
            links: Rate { per_minute: 1_200, burst: 600 },
        }
    }
}

/// Too much in too short a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many; wait {retry_after} s")]
pub struct TooMany {
    /// Seconds until the next may pass.
    pub retry_after: u32,
}

struct Gate<K: Hash + Eq + Clone>(DefaultKeyedRateLimiter<K>);

impl<K: Hash + Eq + Clone> Gate<K> {
    fn new(rate: Rate) -> Self {
        let per_minute = NonZeroU32::new(rate.per_minute).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN);
        Self(RateLimiter::keyed(Quota::per_minute(per_minute).allow_burst(burst)))
    }

    fn pass(&self, key: &K) -> Result<(), TooMany> {
        self.0.check_key(key).map_err(|not_until| {
            let seconds = not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            TooMany { retry_after: u32::try_from(seconds).unwrap_or(u32::MAX) }
        })
    }

    fn forget_idle(&self) {
        self.0.retain_recent();
    }
}

/// The gates. Shared by everyone who asks.
pub struct Limits {
    messages: Gate<AccountId>,
    commands: Gate<AccountId>,
    starts: Gate<AccountId>,
    by_address: Gate<IpAddr>,
    by_account_and_address: Gate<(String, IpAddr)>,
    by_account: Gate<String>,
    sign_ups: Gate<IpAddr>,
    platform_sign_ins: Gate<IpAddr>,
    profile_changes: Gate<AccountId>,
    uploads: Gate<AccountId>,
    links: Gate<IpAddr>,
}

/// One household or host: an IPv6 customer has a whole /64 to roam in.
#[must_use]
pub fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6((u128::from(six) & !u128::from(u64::MAX)).into()),
        },
    }
}

impl Limits {
    /// Gates with these rates, all open.
    #[must_use]
    pub fn new(settings: &LimitSettings) -> Self {
        Self {
            messages: Gate::new(settings.messages),
            commands: Gate::new(settings.commands),
            starts: Gate::new(settings.starts),
            by_address: Gate::new(settings.sign_ins_by_address),
            by_account_and_address: Gate::new(settings.sign_ins_by_account_and_address),
            by_account: Gate::new(settings.sign_ins_by_account),
            sign_ups: Gate::new(settings.sign_ups),
            platform_sign_ins: Gate::new(settings.platform_sign_ins),
            profile_changes: Gate::new(settings.profile_changes),
            uploads: Gate::new(settings.uploads),
            links: Gate::new(settings.links),
        }
    }

    /// One message of an account.
    ///
    /// # Errors
    /// When there were too many; so for all of these.
    pub fn message(&self, account: AccountId) -> Result<(), TooMany> {
        self.messages.pass(&account)
    }

    /// Any other command of an account.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn command(&self, account: AccountId) -> Result<(), TooMany> {
        self.commands.pass(&account)
    }

    /// A conversation begun by an account.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn start(&self, account: AccountId) -> Result<(), TooMany> {
        self.starts.pass(&account)
    }

    /// A try at an account's own password by someone signed in to it.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn password(&self, account: AccountId) -> Result<(), TooMany> {
        self.by_account.pass(&account.to_string())
    }

    /// A new account from an address.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn sign_up(&self, address: IpAddr) -> Result<(), TooMany> {
        self.sign_ups.pass(&network_of(address))
    }

    /// A sign-in by the host platform's token from an address. The platform's backend may sign in everyone from one, so this is
    /// as wide as commands are.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn platform_sign_in(&self, address: IpAddr) -> Result<(), TooMany> {
        self.platform_sign_ins.pass(&network_of(address))
    }

    /// A challenge for a passkey from an address: each is one try to sign in, of whoever it may be.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn passkey(&self, address: IpAddr) -> Result<(), TooMany> {
        self.by_address.pass(&network_of(address))
    }

    /// A change of an account's profile, which everyone who knows it has to learn of.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn profile_change(&self, account: AccountId) -> Result<(), TooMany> {
        self.profile_changes.pass(&account)
    }

    /// A file that a person uploads, whomever they act for.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn upload(&self, person: AccountId) -> Result<(), TooMany> {
        self.uploads.pass(&person)
    }

    /// A short link that is opened from an address. Thousands of a network operator's customers may share one, so it is wide.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn link(&self, address: IpAddr) -> Result<(), TooMany> {
        self.links.pass(&network_of(address))
    }

    /// A try to sign in. `known` says that the account signed in from this address before: such addresses are not slowed
    /// by what strangers try, so nobody can lock an owner out.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn sign_in(&self, handle: &str, address: IpAddr, known: bool) -> Result<(), TooMany> {
        let network = network_of(address);
        self.by_address.pass(&network)?;
        self.by_account_and_address.pass(&(handle.to_owned(), network))?;
        if known { Ok(()) } else { self.by_account.pass(&handle.to_owned()) }
    }

    /// Forgets keys that have been idle: to be called now and then, so that memory stays bounded.
    pub fn forget_idle(&self) {
        self.messages.forget_idle();
        self.commands.forget_idle();
        self.starts.forget_idle();
        self.by_address.forget_idle();
        self.by_account_and_address.forget_idle();
        self.by_account.forget_idle();
        self.sign_ups.forget_idle();
        self.platform_sign_ins.forget_idle();
        self.profile_changes.forget_idle();
        self.uploads.forget_idle();
        self.links.forget_idle();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_is_slowed_without_locking_the_owner_out() {
        let limits = Limits::new(&LimitSettings {
            sign_ins_by_account: Rate { per_minute: 1, burst: 3 },
            ..LimitSettings::default()
        });
        let owner: IpAddr = [10, 0, 0, 1].into();
        let outcomes: Vec<bool> =
            (0..20_u8).map(|host| limits.sign_in("ada", [192, 0, 2, host].into(), false).is_ok()).collect();
        assert_eq!(outcomes.iter().filter(|&&passed| passed).count(), 3);
        assert!(limits.sign_in("ada", owner, true).is_ok());
    }

    #[test]
    fn a_whole_v6_network_counts_as_one() {
        let limits =
            Limits::new(&LimitSettings { sign_ups: Rate { per_minute: 1, burst: 1 }, ..LimitSettings::default() });
        assert!(limits.sign_up("2001:db8::1".parse().expect("an address")).is_ok());
        assert!(limits.sign_up("2001:db8::2".parse().expect("an address")).is_err());
    }
}
