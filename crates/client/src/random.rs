//! Randomness, injected: for the names of sends and for spreading retries.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use subrosa_proto::ClientId;
use uuid::Uuid;

/// A source of random bits. Tests give their own and see the same run each time.
#[derive(Clone)]
pub struct Random(Arc<dyn Fn() -> u128 + Send + Sync>);

impl Random {
    /// The operating system's.
    #[must_use]
    pub fn system() -> Self {
        Self::from_fn(|| Uuid::new_v4().as_u128())
    }

    /// Bits from a function. Its values must never repeat: sends are named by them.
    pub fn from_fn(bits: impl Fn() -> u128 + Send + Sync + 'static) -> Self {
        Self(Arc::new(bits))
    }

    /// A name for a send.
    #[must_use]
    pub fn client_id(&self) -> ClientId {
        ClientId(uuid::Builder::from_random_bytes((self.0)().to_be_bytes()).into_uuid())
    }

    /// A duration between none and `most`, all equally likely.
    #[must_use]
    pub fn up_to(&self, most: Duration) -> Duration {
        // The upper half: a UUID's fixed bits are in the lower parts.
        let fraction = f64::from(u32::try_from((self.0)() >> 96).unwrap_or(u32::MAX)) / f64::from(u32::MAX);
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
