//! A network between nodes that loses, doubles, delays and reorders letters, and cuts nodes off, by chance from a seed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use subrosa_bus::{Arrival, Bus, Carrier, NodeId};
use tokio::sync::{mpsc, oneshot};

use crate::session::Noon;

/// How much goes wrong, in hundredths of all letters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Faults {
    pub(crate) lost: u32,
    pub(crate) doubled: u32,
    pub(crate) delayed: u32,
}

#[derive(Clone)]
pub(crate) struct Network(Arc<Mutex<State>>);

struct State {
    chance: fastrand::Rng,
    faults: Faults,
    inboxes: BTreeMap<NodeId, (mpsc::UnboundedSender<Arrival>, bool)>,
    letters: u64,
}

impl Network {
    pub(crate) fn new(seed: u64) -> Self {
        let chance = fastrand::Rng::with_seed(seed);
        Self(Arc::new(Mutex::new(State { chance, faults: Faults::default(), inboxes: BTreeMap::new(), letters: 0 })))
    }

    pub(crate) fn set_faults(&self, faults: Faults) {
        self.0.lock().expect("a network").faults = faults;
    }

    /// Letters sent so far.
    pub(crate) fn letters(&self) -> u64 {
        self.0.lock().expect("a network").letters
    }

    /// Cuts a node off, or lets it come back; it is told as NATS tells it, or not at all.
    pub(crate) fn cut(&self, node: NodeId, off: bool, told: bool) {
        let mut state = self.0.lock().expect("a network");
        let (inbox, is_off) = state.inboxes.get_mut(&node).expect("a node");
        *is_off = off;
        if told {
            let _ended = inbox.send(if off { Arrival::Disconnected } else { Arrival::Connected });
        }
    }

    /// Starts a node; it leaves when the sender is dropped.
    pub(crate) fn start(&self, node: NodeId) -> (Bus, oneshot::Sender<()>) {
        let (inbox, arrivals) = mpsc::unbounded_channel();
        let _open = inbox.send(Arrival::Connected);
        self.0.lock().expect("a network").inboxes.insert(node, (inbox, false));
        let bus = Bus::of_cluster(node, Arc::new(Noon));
        let (leave, leaving) = oneshot::channel();
        let end = End { me: node, network: self.clone(), arrivals };
        let linked = bus.clone();
        tokio::spawn(async move { subrosa_bus::run(linked, end, async { drop(leaving.await) }).await });
        (bus, leave)
    }

    /// Throws something at a node.
    pub(crate) fn throw(&self, node: NodeId, bytes: Bytes) {
        let state = self.0.lock().expect("a network");
        let (inbox, _) = state.inboxes.get(&node).expect("a node");
        inbox.send(Arrival::Letter(bytes)).expect("a node that listens");
    }

    /// A node dies without a word.
    pub(crate) fn kill(&self, node: NodeId) {
        self.0.lock().expect("a network").inboxes.remove(&node);
    }
}

/// A node's end of the network.
struct End {
    me: NodeId,
    network: Network,
    arrivals: mpsc::UnboundedReceiver<Arrival>,
}

impl Carrier for End {
    async fn send(&mut self, to: Option<NodeId>, letter: Bytes) {
        let mut state = self.network.0.lock().expect("a network");
        let State { chance, faults, inboxes, letters } = &mut *state;
        if inboxes.get(&self.me).is_none_or(|(_, is_off)| *is_off) {
            return;
        }
        for (&node, (inbox, is_off)) in &*inboxes {
            if node == self.me || *is_off || to.is_some_and(|one| one != node) {
                continue;
            }
            *letters += 1;
            let mut rolls = |hundredths| chance.u32(..100) < hundredths;
            let copies = if rolls(faults.lost) { 0 } else { 1 + usize::from(rolls(faults.doubled)) };
            for _ in 0..copies {
                let late = chance.u32(..100) < faults.delayed;
                let (inbox, letter) = (inbox.clone(), Arrival::Letter(letter.clone()));
                if late {
                    let delay = Duration::from_millis(chance.u64(1..3_000));
                    tokio::spawn(async move {
                        tokio::time::sleep(delay).await;
                        let _ended = inbox.send(letter);
                    });
                } else {
                    let _ended = inbox.send(letter);
                }
            }
        }
    }

    async fn flush(&mut self) {}

    async fn receive(&mut self) -> Option<Arrival> {
        self.arrivals.recv().await
    }
}
