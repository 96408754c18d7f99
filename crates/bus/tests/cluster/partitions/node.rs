//! A node of the simulation: people come, go and write there by chance, and sessions are looked after as messaging does it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use subrosa_bus::{Bus, Live, NodeId};
use subrosa_proto::{AccountId, DeviceId};

use super::carrier::Link;
use crate::session::{Noon, Running, Sweep, check_sessions};

const ACCOUNTS: i64 = 6;

/// What all nodes share, and the test looks at: a store of the accounts' newest numbers, and what each node is made of now.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    newest: BTreeMap<AccountId, i64>,
    nodes: BTreeMap<&'static str, Parts>,
    lives: u64,
    is_quiet: bool,
}

struct Parts {
    bus: Bus,
    sessions: Vec<Running>,
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().expect("a world")
    }

    /// From now on nobody comes, goes or writes.
    pub(crate) fn be_quiet(&self) {
        self.lock().is_quiet = true;
    }

    /// How many other nodes a node hears.
    pub(crate) fn peers(&self, node: &str) -> Option<usize> {
        self.lock().nodes.get(node).and_then(|parts| parts.bus.health()).map(|health| health.peers)
    }

    pub(crate) fn check(&self, names: &[&str], what: &str) {
        let state = self.lock();
        let sessions = || state.nodes.values().flat_map(|parts| &parts.sessions);
        for session in sessions() {
            let newest = state.newest.get(&session.account).copied().unwrap_or_default();
            assert_eq!(session.seen(), newest, "{what}: a session of {:?}", session.account);
        }
        for (name, parts) in &state.nodes {
            for account in (1..=ACCOUNTS).map(AccountId::new) {
                let is_here = sessions().any(|session| session.account == account);
                assert_eq!(parts.bus.is_online(account), is_here, "{what}: {account:?} at {name}");
            }
            assert_eq!(parts.bus.health().map(|health| health.peers), Some(names.len() - 1), "{what}: {name}");
        }
        assert!(state.newest.values().sum::<i64>() > 20, "{what}: hardly anything happened");
    }

    /// A new life of a node, without anything of the one before.
    fn begin(&self, name: &'static str) -> Bus {
        let mut state = self.lock();
        state.lives += 1;
        let bus = Bus::of_cluster(NodeId(state.lives), Arc::new(Noon));
        state.nodes.insert(name, Parts { bus: bus.clone(), sessions: Vec::new() });
        bus
    }

    fn newest(&self, account: AccountId) -> i64 {
        self.lock().newest.get(&account).copied().unwrap_or_default()
    }
}

/// Runs until the simulation ends it.
pub(crate) async fn run(name: &'static str, seed: u64, sweep: Sweep, shared: Shared) -> turmoil::Result {
    let bus = shared.begin(name);
    let me = NodeId(shared.lock().lives);
    tokio::spawn(subrosa_bus::run(bus.clone(), Link::of(me), std::future::pending()));
    let store = shared.clone();
    tokio::spawn(check_sessions(bus.clone(), sweep, move |account| store.newest(account)));
    let mut chance = fastrand::Rng::with_seed(seed ^ me.0);
    loop {
        tokio::time::sleep(Duration::from_millis(chance.u64(..600))).await;
        if !shared.lock().is_quiet {
            act(name, &bus, &shared, &mut chance);
        }
    }
}

fn act(name: &'static str, bus: &Bus, shared: &Shared, chance: &mut fastrand::Rng) {
    let account = AccountId::new(chance.i64(1..=ACCOUNTS));
    match chance.u32(..10) {
        0..=4 => {
            let number = {
                let mut state = shared.lock();
                let newest = state.newest.entry(account).or_default();
                *newest += 1;
                *newest
            };
            let frame = Bytes::from_static(b"{}");
            bus.publish(account, Live { previous: number - 1, number, frame, committed: Instant::now() });
        }
        5..=7 => {
            let device = DeviceId::new(chance.i64(1..1_000_000));
            let heard = bus.subscribe(account, device).expect("a place");
            let store = shared.clone();
            let session = Running::start(account, heard, move || store.newest(account));
            shared.lock().nodes.get_mut(name).expect("this node").sessions.push(session);
        }
        _ => {
            let mut state = shared.lock();
            let sessions = &mut state.nodes.get_mut(name).expect("this node").sessions;
            if !sessions.is_empty() {
                let at = chance.usize(..sessions.len());
                sessions.swap_remove(at).task.abort();
            }
        }
    }
}
