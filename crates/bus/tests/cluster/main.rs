//! Several nodes on a network that is not to be trusted, in simulated time: letters lost, doubled and late (`network`), and connections
//! that break (`partitions`).

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod network;
mod partitions;
mod session;
mod world;

use std::time::Duration;

use bytes::Bytes;
use network::{Faults, Network};
use subrosa_bus::{Live, NodeId, Signal};
use subrosa_proto::{AccountId, DeviceId};
use world::{World, live};

const ADA: AccountId = AccountId::new(1);
const GRACE: AccountId = AccountId::new(2);
const DEVICE: DeviceId = DeviceId::new(9);
const MOMENT: Duration = Duration::from_millis(10);

async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

#[tokio::test(start_paused = true)]
async fn a_session_hears_what_happens_at_another_node() {
    let network = Network::new(1);
    let (here, _here) = network.start(NodeId(1));
    let (there, _there) = network.start(NodeId(2));
    seconds(3).await;
    assert_eq!(here.health().map(|health| (health.connected, health.peers)), Some((true, 1)));
    let mut ada = here.subscribe(ADA, DEVICE).expect("a place");
    tokio::time::sleep(MOMENT).await;
    assert!(there.is_online(ADA) && there.has_listeners(ADA) && !there.has_listeners(GRACE));
    there.publish(ADA, live(1));
    assert!(matches!(ada.next().await, Signal::Live(live) if live.number == 1));
    there.whisper(ADA, &Bytes::from_static(b"typing"));
    assert!(matches!(ada.next().await, Signal::Ephemeral(frame) if frame == "typing"));
    there.publish(ADA, Live { frame: Bytes::from(vec![b' '; 600_000]), ..live(2) });
    assert!(matches!(ada.next().await, Signal::Behind(_)));
    there.revoke(ADA, Some(DEVICE));
    assert!(matches!(ada.next().await, Signal::Revoked));
    drop(ada);
    tokio::time::sleep(MOMENT).await;
    assert!(!there.is_online(ADA) && !there.has_listeners(ADA));
}

#[tokio::test(start_paused = true)]
async fn a_frame_goes_to_the_nodes_that_have_its_account_and_to_no_others() {
    let network = Network::new(2);
    let nodes: Vec<_> = (1..=5).map(|node| network.start(NodeId(node))).collect();
    let _ada = nodes[1].0.subscribe(ADA, DEVICE).expect("a place");
    seconds(3).await;
    tokio::time::sleep(MOMENT).await;
    let before = network.letters();
    nodes[0].0.publish(ADA, live(1));
    tokio::time::sleep(MOMENT).await;
    assert_eq!(network.letters() - before, 1);
    nodes[0].0.publish(GRACE, live(1));
    tokio::time::sleep(MOMENT).await;
    assert_eq!(network.letters() - before, 1);
}

#[tokio::test(start_paused = true)]
async fn watchers_learn_who_comes_and_goes_elsewhere_also_when_a_node_dies() {
    let network = Network::new(3);
    let (here, _here) = network.start(NodeId(1));
    let (there, _there) = network.start(NodeId(2));
    let mut ada = here.subscribe(ADA, DEVICE).expect("a place");
    ada.watcher().watch(&[GRACE]);
    seconds(3).await;
    let said = |signal: Signal| match signal {
        Signal::Ephemeral(frame) => String::from_utf8(frame.to_vec()).expect("UTF-8"),
        other => format!("{other:?}"),
    };
    let grace = there.subscribe(GRACE, DEVICE).expect("a place");
    assert!(said(ada.next().await).contains(r#""online":true"#));
    drop(grace);
    let gone = said(ada.next().await);
    assert!(gone.contains(r#""online":false"#) && gone.contains(r#""last_seen":43200000"#), "{gone}");
    let _grace = there.subscribe(GRACE, DEVICE).expect("a place");
    assert!(said(ada.next().await).contains(r#""online":true"#));
    network.kill(NodeId(2));
    assert!(said(ada.next().await).contains(r#""online":false"#));
    assert!(here.is_unsure() && here.health().is_some_and(|health| health.peers == 0));
}

#[tokio::test(start_paused = true)]
async fn a_node_that_leaves_is_gone_at_once() {
    let network = Network::new(4);
    let (here, _here) = network.start(NodeId(1));
    let (there, leave) = network.start(NodeId(2));
    let _ada = there.subscribe(ADA, DEVICE).expect("a place");
    seconds(3).await;
    assert!(here.is_online(ADA));
    drop(leave);
    tokio::time::sleep(MOMENT).await;
    assert!(!here.is_online(ADA) && !here.is_unsure());
}

#[tokio::test(start_paused = true)]
async fn letters_that_no_node_wrote_change_nothing() {
    let network = Network::new(5);
    let (here, _here) = network.start(NodeId(1));
    seconds(2).await;
    for garbage in [vec![], vec![0xff; 100], vec![0; 2_000_000]] {
        network.throw(NodeId(1), Bytes::from(garbage));
    }
    seconds(1).await;
    assert_eq!(here.health().map(|health| (health.connected, health.peers)), Some((true, 0)));
}

/// Whatever the network does: in the end every session knows what was committed, and every node knows who is here.
#[tokio::test(start_paused = true)]
async fn nothing_stays_unheard_and_no_one_stays_unseen() {
    for seed in 0..40 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut most = || chance.u32(..40);
        let faults = Faults { lost: most(), doubled: most(), delayed: most() };
        let mut world = World::new(seed, 3);
        world.network.set_faults(faults);
        for _ in 0..150 {
            world.step().await;
        }
        world.network.set_faults(Faults::default());
        world.heal();
        seconds(12).await;
        world.check(&format!("seed {seed}, {faults:?}"));
    }
}
