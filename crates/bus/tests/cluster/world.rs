//! Nodes, sessions and commits by chance, and what must be true of them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use subrosa_bus::{Bus, Live, NodeId, PARTS, Signal};
use subrosa_proto::{AccountId, DeviceId};
use tokio::sync::oneshot;

use crate::network::Network;

const ACCOUNTS: i64 = 6;

pub(crate) fn live(number: i64) -> Live {
    Live { previous: number - 1, number, frame: Bytes::from_static(b"{}"), committed: Instant::now() }
}

/// The accounts' newest numbers: what a store would say.
type Store = Arc<Mutex<BTreeMap<AccountId, i64>>>;

struct Node {
    id: NodeId,
    bus: Bus,
    /// Whether it is cut off, and whether it was told so.
    off: Option<bool>,
    _leave: oneshot::Sender<()>,
}

/// A session, as the server runs it.
struct Session {
    node: usize,
    account: AccountId,
    seen: Arc<Mutex<i64>>,
    task: tokio::task::JoinHandle<()>,
}

pub(crate) struct World {
    pub(crate) network: Network,
    chance: fastrand::Rng,
    store: Store,
    nodes: Vec<Node>,
    sessions: Vec<Session>,
}

impl World {
    pub(crate) fn new(seed: u64, nodes: u64) -> Self {
        let network = Network::new(seed);
        let store = Store::default();
        let nodes = (1..=nodes).map(NodeId).map(|id| {
            let (bus, leave) = network.start(id);
            tokio::spawn(check_sessions(bus.clone(), Arc::clone(&store)));
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
                let session = self.sessions.swap_remove(self.chance.usize(..self.sessions.len()));
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
        let mut heard = self.nodes[node].bus.subscribe(account, device).expect("a place");
        let store = Arc::clone(&self.store);
        let read = move || store.lock().expect("a store").get(&account).copied().unwrap_or_default();
        let seen = Arc::new(Mutex::new(read()));
        let told = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            loop {
                let signal = heard.next().await;
                let mut seen = told.lock().expect("a session");
                match signal {
                    Signal::Live(live) if live.number <= *seen => {}
                    Signal::Live(live) if live.previous == *seen => *seen = live.number,
                    Signal::Behind(number) if number <= *seen => {}
                    Signal::Live(_) | Signal::Behind(_) => *seen = read(),
                    Signal::Ephemeral(_) | Signal::Revoked => {}
                }
            }
        });
        self.sessions.push(Session { node, account, seen, task });
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
        let store = self.store.lock().expect("a store");
        for session in &self.sessions {
            let newest = store.get(&session.account).copied().unwrap_or_default();
            let seen = *session.seen.lock().expect("a session");
            assert_eq!(seen, newest, "{what}: a session of {:?} at node {} is behind", session.account, session.node);
        }
        for node in &self.nodes {
            for account in (1..=ACCOUNTS).map(AccountId::new) {
                let is_here = self.sessions.iter().any(|session| session.account == account);
                assert_eq!(node.bus.is_online(account), is_here, "{what}: {account:?} at {:?}", node.id);
            }
            assert_eq!(node.bus.health().map(|health| health.peers), Some(self.nodes.len() - 1), "{what}");
        }
    }
}

/// As messaging does it, but only when the bus says that something may be missing.
async fn check_sessions(bus: Bus, store: Store) {
    let lost = bus.lost().expect("a cluster");
    let mut young = Vec::new();
    loop {
        let is_lost = tokio::select! {
            () = lost.notified() => true,
            () = tokio::time::sleep(Duration::from_secs(1)) => false,
        };
        let sessions = if is_lost || bus.is_unsure() {
            (0..PARTS).flat_map(|part| bus.sessions_of(part)).collect()
        } else {
            std::mem::replace(&mut young, bus.young())
        };
        for (account, device) in sessions {
            let newest = store.lock().expect("a store").get(&account).copied().unwrap_or_default();
            bus.settle(account, device, Some(newest));
        }
    }
}
