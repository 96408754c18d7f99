//! Server memory per idle signed-in socket.

use std::path::Path;

use subrosa_client::raw::Dialer;
use tokio::task::JoinSet;

use super::open;
use crate::Failure;
use crate::node::Node;
use crate::people::Workshop;

/// What one run gave, in bytes.
pub(crate) struct Run {
    pub(crate) per_socket: f64,
    /// The server's memory before the first socket.
    pub(crate) at_rest: f64,
}

/// Opens `count` sockets of a hundredth as many people, each with so many conversations of 20 messages, and looks at the server's
/// memory before and after.
///
/// # Errors
/// When a socket is refused.
pub(crate) async fn measure(folder: &Path, count: usize, conversations: usize) -> Result<Run, Failure> {
    let workshop = Workshop::open(folder)?;
    let people = count.div_ceil(100).max(1);
    let mut making = JoinSet::new();
    for index in 0..people {
        let workshop = workshop.clone();
        making.spawn(async move {
            let handle = format!("person{index}");
            workshop.person(&handle).await?;
            for friend in 0..conversations {
                let friend = workshop.person(&format!("{handle}.{friend}")).await?;
                let conversation = workshop.conversation(&friend, &handle).await?;
                workshop.fill(&friend, conversation, 20).await?;
            }
            let mut devices = Vec::new();
            for _ in 0..count.div_ceil(people) {
                devices.push(workshop.device(&handle).await?);
            }
            Ok::<_, Failure>(devices)
        });
    }
    let mut devices = Vec::new();
    for made in making.join_all().await {
        devices.extend(made?);
    }
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    let dialer = Dialer::new(&node.url(), 1024)?;
    // A first socket brings in what all share.
    let first = open(&dialer, &devices[0].token).await?;
    let at_rest = node.memory()?;
    let mut sockets = vec![first];
    for device in devices.iter().take(count).skip(1) {
        sockets.push(open(&dialer, &device.token).await?);
    }
    #[expect(clippy::cast_precision_loss, reason = "thousands of sockets, not 2^52")]
    let per_socket = (node.memory()? - at_rest) / (sockets.len() - 1) as f64;
    Ok(Run { per_socket, at_rest })
}
