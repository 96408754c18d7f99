//! From starting the process to the first ready answer, with many messages stored.

use std::path::Path;

use crate::Failure;
use crate::node::Node;
use crate::people::Workshop;

/// What each start gave.
pub(crate) struct Starts {
    /// Milliseconds until ready.
    pub(crate) ready: Vec<f64>,
    /// Bytes of memory then.
    pub(crate) memory: Vec<f64>,
}

/// Starts on a store of so many messages.
///
/// # Errors
/// When the server does not start.
pub(crate) async fn measure(folder: &Path, messages: usize, runs: usize) -> Result<Starts, Failure> {
    let workshop = Workshop::open(folder)?;
    workshop.past(messages).await?;
    workshop.close(folder).await;
    starts(folder, runs).await
}

/// Starts on a store as it is.
///
/// # Errors
/// When the server does not start.
pub(crate) async fn starts(folder: &Path, runs: usize) -> Result<Starts, Failure> {
    let mut starts = Starts { ready: Vec::new(), memory: Vec::new() };
    for _ in 0..runs {
        let node = Node::start(folder).await?;
        starts.ready.push(node.ready_after.as_secs_f64() * 1e3);
        starts.memory.push(node.memory()?);
    }
    Ok(starts)
}
