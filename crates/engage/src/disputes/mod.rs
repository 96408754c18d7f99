//! Disputes, as both sides read them.

mod read;
