//! From starting the process to the first ready answer, with many messages stored.

use std::path::Path;

use tokio::task::JoinSet;

use crate::Failure;
use crate::node::Node;
use crate::people::Workshop;

/// Milliseconds of each start, and the memory at rest in bytes.
///
/// # Errors
/// When the server does not start.
pub(crate) async fn measure(folder: &Path, messages: usize, runs: usize) -> Result<(Vec<f64>, Vec<f64>), Failure> {
    let workshop = Workshop::open(folder)?;
    let pairs = workshop.pairs(100).await?;
    let mut filling = JoinSet::new();
    for pair in pairs {
        let workshop = workshop.clone();
        filling.spawn(async move { workshop.fill(&pair.sender, pair.conversation, messages / 100).await });
    }
    for filled in filling.join_all().await {
        filled?;
    }
    workshop.close(folder).await;
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let node = Node::start(folder).await?;
        starts.push(node.ready_after.as_secs_f64() * 1e3);
        memory.push(node.memory()?);
    }
    Ok((starts, memory))
}
