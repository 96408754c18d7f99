//! Randomness, injected: for the names of sends and for spreading retries.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use subrosa_proto::ClientId;
use uuid::{Uuid, Variant, Version};

/// A source of random bits. Tests give their own and see the same run each time.
#[derive(Clone)]
pub struct Random(Arc<dyn Fn() -> u128 + Send + Sync>);

impl Random {
    /// The operating system's, behind the time: UUIDs of version 7 (RFC 9562), which a store keeps beside those of the same moment.
    #[must_use]
    pub fn system() -> Self {
        Self::from_fn(|| Uuid::now_v7().as_u128())
    }

    /// Bits from a function. Its values must never repeat: sends are named by them.
    pub fn from_fn(bits: impl Fn() -> u128 + Send + Sync + 'static) -> Self {
        Self(Arc::new(bits))
    }

    /// A name for a send.
    #[must_use]
    pub fn client_id(&self) -> ClientId {
        let bits = uuid::Builder::from_u128((self.0)());
        ClientId(bits.with_variant(Variant::RFC4122).with_version(Version::SortRand).into_uuid())
    }

    /// A duration between none and `most`, all equally likely.
    #[must_use]
    pub fn up_to(&self, most: Duration) -> Duration {
        // The lowest: a UUID's time and fixed bits are above.
        let lowest = u32::try_from((self.0)() & u128::from(u32::MAX)).unwrap_or(u32::MAX);
        let fraction = f64::from(lowest) / f64::from(u32::MAX);
        most.mul_f64(fraction)
    }
}

impl Default for Random {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Random")
    }
}
