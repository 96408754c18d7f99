//! Where randomness comes from; injected everywhere so that tests can repeat themselves.

/// A source of random bytes. Outside tests it is the operating system's generator, fit for keys and tokens.
pub trait Randomness: Send + Sync {
    /// Fills all of `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}
