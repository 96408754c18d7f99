//! Ports for what a test starts.

use std::fs::File;
use std::net::TcpListener;
use std::sync::Mutex;

use crate::Outcome;

/// Below those that systems give to connections: one of these could take a port between this and its use, or while a server is down.
const PORTS: std::ops::Range<u16> = 10_000..32_000;
const TRIES: usize = 100;

/// The locks that this process holds, one for each of its ports, until it ends.
static HELD: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// A port that was free a moment ago, and that no other test is given while this process lives: tests run beside one another, each in a
/// process of its own, and what they start takes a while to listen.
///
/// # Errors
/// When there is none, or the temporary folder can't be written.
pub fn free() -> Outcome<u16> {
    let folder = std::env::temp_dir().join("subrosa-test-ports");
    std::fs::create_dir_all(&folder)?;
    for _ in 0..TRIES {
        let port = fastrand::u16(PORTS);
        let lock = File::create(folder.join(port.to_string()))?;
        if lock.try_lock().is_ok() && TcpListener::bind(("127.0.0.1", port)).is_ok() {
            HELD.lock().map_err(|_| "a test failed while it took a port")?.push(lock);
            return Ok(port);
        }
    }
    Err("there is no free port".into())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    #[test]
    fn a_port_is_given_once() {
        let ports: Vec<u16> = (0..500).map(|_| super::free().expect("a port")).collect();
        assert_eq!(ports.iter().collect::<HashSet<_>>().len(), ports.len());
    }
}
