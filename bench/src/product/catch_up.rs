//! Catch-up of an account that was away: messages received per second, from hello to caught up.

use std::path::Path;
use std::time::Instant;

use subrosa_client::raw::{Dialer, frame};
use tokio::task::JoinSet;

use crate::Failure;
use crate::node::Node;
use crate::people::{Person, Workshop};

/// Friends who write at the same time while the store is filled.
const FRIENDS_AT_ONCE: usize = 100;

/// Messages per second for an account with `conversations` conversations and `messages` new messages in all.
///
/// # Errors
/// When anything is missing.
pub(crate) async fn measure(
    folder: &Path,
    conversations: usize,
    messages: usize,
    runs: usize,
) -> Result<Vec<f64>, Failure> {
    let workshop = Workshop::open(folder)?;
    let away = workshop.person("away").await?;
    let mut filling = JoinSet::new();
    for index in 0..conversations {
        if filling.len() == FRIENDS_AT_ONCE
            && let Some(filled) = filling.join_next().await
        {
            filled??;
        }
        let (workshop, handle) = (workshop.clone(), away.handle.clone());
        filling.spawn(async move {
            let friend = workshop.person(&format!("friend{index}")).await?;
            let conversation = workshop.conversation(&friend, &handle).await?;
            workshop.fill(&friend, conversation, messages / conversations).await
        });
    }
    for filled in filling.join_all().await {
        filled?;
    }
    let cursor = format!("{:016x}.0", workshop.messaging.db().epoch().0);
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    let mut rates = Vec::new();
    for _ in 0..runs {
        rates.push(once(&node, &away, &cursor, messages).await?);
    }
    Ok(rates)
}

async fn once(node: &Node, away: &Person, cursor: &str, messages: usize) -> Result<f64, Failure> {
    let dialer = Dialer::new(&node.url(), 64 * 1024)?;
    let (mut writer, mut reader) = dialer.open(&away.token).await?;
    let begun = Instant::now();
    writer.feed(frame("hello", None, &serde_json::json!({ "cursor": cursor }))?).await?;
    writer.flush().await?;
    let mut received = 0;
    while let Some(frame) = reader.next().await? {
        match frame.entry() {
            Some(entry) => received += entry.events.len(),
            None if frame.kind() == "caught_up" => break,
            None => {}
        }
    }
    let took = begun.elapsed().as_secs_f64();
    if received != messages {
        return Err(format!("{received} of {messages} messages came").into());
    }
    #[expect(clippy::cast_precision_loss, reason = "thousands of messages, not 2^52")]
    Ok(received as f64 / took)
}
