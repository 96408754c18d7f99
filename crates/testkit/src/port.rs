//! Ports for what a test starts.

use std::net::TcpListener;

use crate::Outcome;

/// Below those that systems give to connections: one of these could take a port between this and its use, or while a server is down.
const PORTS: std::ops::Range<u16> = 10_000..32_000;
const TRIES: usize = 100;

/// A port that was free a moment ago.
///
/// # Errors
/// When there is none.
pub fn free() -> Outcome<u16> {
    for _ in 0..TRIES {
        let port = fastrand::u16(PORTS);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err("there is no free port".into())
}
