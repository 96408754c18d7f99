//! An outbox that lives as long as the process: for programs that are restarted together with what they send.

use std::io;

use super::{Change, Outbox, Unsent};

/// Keeps unsent messages in memory: nothing is lost with the connection, everything with the process.
///
/// The client keeps its own list of what is unsent, so there is nothing to hold here.
#[derive(Debug, Default)]
pub struct MemoryOutbox;

impl Outbox for MemoryOutbox {
    fn unsent(&mut self) -> io::Result<Vec<Unsent>> {
        Ok(Vec::new())
    }

    fn write(&mut self, _: &[Change]) -> io::Result<()> {
        Ok(())
    }
}
