//! Nodes, sessions and commits by chance, and what must be true of them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use subrosa_bus::{Bus, Live, NodeId};
use subrosa_proto::{AccountId, DeviceId};
use tokio::sync::oneshot;

use crate::network::Network;
use crate::session::{Running, Sweep, check_sessions};

const ACCOUNTS: i64 = 6;

pub(crate) fn live(number: i64) -> Live {
    Live { previous: number - 1, number, frame: Bytes::from_static(b"{}"), committed: Instant::now() }
}

/// The accounts' newest numbers: what a store would say.
type Store = Arc<Mutex<BTreeMap<AccountId, i64>>>;

fn newest(store: &Store, account: AccountId) -> i64 {
    store.lock().expect("a store").get(&account).copied().unwrap_or_default()
}

struct Node {
    id: NodeId,
    bus: Bus,
    /// Whether it is cut off, and whether it was told so.
    off: Option<bool>,
    _leave: oneshot::Sender<()>,
}

pub(crate) struct World {
    pub(crate) network: Network,
    chance: fastrand::Rng,
    store: Store,
    nodes: Vec<Node>,
    /// Each with the node that it is at.
    sessions: Vec<(usize, Running)>,
}

impl World {
    pub(crate) fn new(seed: u64, nodes: u64) -> Self {
        let network = Network::new(seed);
        let store = Store::default();
        let nodes = (1..=nodes).map(NodeId).map(|id| {
            let (bus, leave) = network.start(id);
            let read = Arc::clone(&store);
            tokio::spawn(check_sessions(bus.clone(), Sweep::Nothing, move |account| newest(&read, account)));
            Node { id, bus, off: None, _leave: leave }
        });
        let nodes = nodes.collect();
        Self { network, chance: fastrand::Rng::with_seed(seed), store, nodes, sessions: Vec::new() }
    }

    fn account(&mut self) -> AccountId {
        AccountId::new(self.chance.i64(1..=ACCOUNTS))
    }

    pub(crate) async fn step(&mut self) {
        let node = self.chance.usize(..self.nodes.len());
        match self.chance.u32(..20) {
            0..=9 => {
                let account = self.account();
                let number = {
                    let mut store = self.store.lock().expect("a store");
                    let newest = store.entry(account).or_default();
                    *newest += 1;
                    *newest
                };
                self.nodes[node].bus.publish(account, live(number));
            }
            10..=13 => {
                let account = self.account();
                self.open(node, account);
            }
            14..=16 if !self.sessions.is_empty() => {
                let (_, session) = self.sessions.swap_remove(self.chance.usize(..self.sessions.len()));
                session.task.abort();
                let _aborted = session.task.await;
            }
            17 => {
                let told = self.chance.bool();
                let Node { id, off, .. } = &mut self.nodes[node];
                match off.take() {
                    // Whoever was not told when it went may come back unaware: a connection that hung.
                    Some(was_told) => self.network.cut(*id, false, was_told || told),
                    None => {
                        *off = Some(told);
                        self.network.cut(*id, true, told);
                    }
                }
            }
            _ => tokio::time::sleep(Duration::from_millis(self.chance.u64(..4_000))).await,
        }
        tokio::task::yield_now().await;
    }

    fn open(&mut self, node: usize, account: AccountId) {
        let device = DeviceId::new(self.chance.i64(1..1_000_000));
        let heard = self.nodes[node].bus.subscribe(account, device).expect("a place");
        let store = Arc::clone(&self.store);
        self.sessions.push((node, Running::start(account, heard, move || newest(&store, account))));
    }

    /// The network is whole again.
    pub(crate) fn heal(&mut self) {
        for node in &mut self.nodes {
            if let Some(was_told) = node.off.take() {
                self.network.cut(node.id, false, was_told);
            }
        }
    }

    pub(crate) fn check(&self, what: &str) {
        for (node, session) in &self.sessions {
            let newest = newest(&self.store, session.account);
            assert_eq!(session.seen(), newest, "{what}: a session of {:?} at node {node} is behind", session.account);
        }
        for node in &self.nodes {
            for account in (1..=ACCOUNTS).map(AccountId::new) {
                let is_here = self.sessions.iter().any(|(_, session)| session.account == account);
                assert_eq!(node.bus.is_online(account), is_here, "{what}: {account:?} at {:?}", node.id);
            }
            assert_eq!(node.bus.health().map(|health| health.peers), Some(self.nodes.len() - 1), "{what}");
        }
    }
}
