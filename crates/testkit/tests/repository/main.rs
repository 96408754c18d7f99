//! The rules of the repository that a compiler does not check: which room may know which, how long a file may be, where
//! SQL may stand, that every error has its page and every link its target.
//!
//! Each module is marked as a test, because clippy does not count an integration test's helpers as such.
//!
//! Never: a rule that is not written down for people in `docs/ARCHITECTURE.md` or `CONTRIBUTING.md`.

#[cfg(test)]
mod errors;
#[cfg(test)]
mod files;
#[cfg(test)]
mod links;
#[cfg(test)]
mod rooms;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod tree;
