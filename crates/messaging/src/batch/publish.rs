//! Serialises what was committed, once per account, and hands it to the bus.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use serde::Serialize;
use subrosa_bus::{Bus, Live};
use subrosa_proto::conversation::Conversation;
use subrosa_proto::event::Event;
use subrosa_proto::journal::JournalEntry;
use tokio::sync::mpsc;

use super::apply::Applied;
use crate::conversations::view;

/// An entry frame about a conversation: the same JSON as `ServerFrame::Entry`, without owning its parts.
#[derive(Serialize)]
struct EntryFrame<'a> {
    r#type: &'static str,
    previous: i64,
    number: i64,
    conversation: &'a Conversation,
    events: &'a [Event],
    #[serde(skip_serializing_if = "<[JournalEntry]>::is_empty")]
    journal: &'a [JournalEntry],
}

/// Applied batches that may wait to be published.
const UNPUBLISHED: usize = 64;

/// Publishes applied batches in the order of their commits.
///
/// When much is going on, a task of its own does it while the next batch is applied. When nothing waits, whoever applied the batch does
/// it, which spares the recipient a task's wake-up.
pub(super) struct Publisher {
    bus: Bus,
    later: mpsc::Sender<Applied>,
    /// Batches that the task has not published yet. While there are any, every other goes behind them.
    behind: Arc<AtomicUsize>,
}

impl Publisher {
    /// Starts the task. It ends with the publisher, when the last batch is published.
    pub(super) fn start(bus: Bus) -> Self {
        let (later, mut applied) = mpsc::channel::<Applied>(UNPUBLISHED);
        let behind = Arc::new(AtomicUsize::new(0));
        let (task_bus, task_behind) = (bus.clone(), Arc::clone(&behind));
        tokio::spawn(async move {
            while let Some(applied) = applied.recv().await {
                publish(&task_bus, &applied);
                task_behind.fetch_sub(1, Ordering::Release);
            }
        });
        Self { bus, later, behind }
    }

    /// Publishes a batch, at once if `is_quiet`.
    pub(super) async fn publish(&self, applied: Applied, is_quiet: bool) {
        if is_quiet && self.behind.load(Ordering::Acquire) == 0 {
            publish(&self.bus, &applied);
            return;
        }
        self.behind.fetch_add(1, Ordering::Relaxed);
        // Fails only when the process ends; clients then read the store.
        let _ending = self.later.send(applied).await;
    }
}

fn publish(bus: &Bus, applied: &Applied) {
    let events: Vec<Vec<Event>> = applied.folded.iter().map(super::folded::Folded::events).collect();
    for changed in &applied.changed {
        if !bus.has_listeners(changed.account) {
            continue;
        }
        let folded = &applied.folded[changed.folded];
        // The customer's frame has nothing of the brand's side.
        let business = folded.business.as_ref().filter(|business| business.side == changed.side);
        let frame = EntryFrame {
            r#type: "entry",
            previous: changed.previous,
            number: changed.number,
            conversation: &view::conversation(&folded.state, changed.side, business.map(|business| &business.thread)),
            events: &events[changed.folded],
            journal: business.map_or(&[], |business| &business.journal),
        };
        match serde_json::to_vec(&frame) {
            Ok(bytes) => {
                let (previous, number) = (changed.previous, changed.number);
                let live = Live { previous, number, frame: Bytes::from(bytes), committed: applied.committed };
                bus.publish(changed.account, live);
            }
            // Sessions see the gap at the next frame and read the store.
            Err(error) => tracing::error!(%error, "a live frame could not be written"),
        }
    }
}

#[cfg(test)]
mod tests {
    use subrosa_proto::frame::ServerFrame;

    use super::*;

    #[test]
    fn a_live_frame_reads_as_the_entry_it_is() {
        let json = r#"{"type":"entry","previous":1,"number":2,"conversation":{"id":"cnv_0000000000001","kind":"direct","number":2,
            "peer":{"id":"acc_0000000000002","handle":"ada","display_name":"Ada","bio":""},"head":1,"activity":5,"unread":1,"read":0,
            "peer_read":0,"peer_delivered":0},"events":[{"seq":1,"id":"evt_0000000000003","kind":"message","author":"acc_0000000000002",
            "client_id":"67e55044-10b1-426f-9247-bb680e5fe0c8","at":5,"body":{"v":1,"text":"hi"}}]}"#;
        let ServerFrame::Entry(entry) = ServerFrame::from_text(json).expect("a frame") else { panic!("an entry") };
        let subrosa_proto::sync::Object::Conversation(object) = &entry.object else { panic!("a conversation") };
        let live = EntryFrame {
            r#type: "entry",
            previous: entry.previous,
            number: entry.number,
            conversation: &object.conversation,
            events: &object.events,
            journal: &object.journal,
        };
        let written = serde_json::to_string(&live).expect("JSON");
        assert_eq!(ServerFrame::from_text(&written).expect("a frame"), ServerFrame::Entry(entry.clone()));
        assert_eq!(written, serde_json::to_string(&ServerFrame::Entry(entry)).expect("JSON"));
    }
}
