//! A server that is no standby of the store as it lives now gives no page, however much it looks like one.

use std::time::{Duration, Instant};

use subrosa_proto::sync::Epoch;
use subrosa_store::{Fallback, HistoryPage, meta};
use subrosa_testkit::postgres::Postgres;

use super::world::{Ground, NEWEST, Node, before, primary};

/// Long enough to be tried, and tried again.
const TRIALS: Duration = Duration::from_secs(4);

/// The server is not used for as long as it is tried.
async fn is_not_used(ground: &Ground, server: &Postgres) {
    let node = ground.node(vec![server.url()]).await;
    let begun = Instant::now();
    while begun.elapsed() < TRIALS {
        assert_eq!(ground.same(&node, before(60)).await, Some(primary(Fallback::Resting)));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_primary_itself_and_a_replica_of_another_store_are_not_used() {
    let ground = Ground::lay().await;
    is_not_used(&ground, &ground.primary).await;
    let other = Ground::lay().await;
    other.plain.messaging.db().write(async |tx| meta::set_epoch(tx, Epoch(99)).await).await.expect("writes");
    other.primary.wait_until_replayed(&other.replica).await.expect("follows");
    is_not_used(&ground, &other.replica).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_is_promoted_gives_no_more_pages() {
    let ground = Ground::lay().await;
    let node = ground.node(vec![ground.replica.url()]).await;
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    ground.replica.promote().expect("takes over");
    // It keeps the connections that it has, and has all that is asked for.
    assert_eq!(ground.same(&node, before(60)).await, Some(primary(Fallback::Another)));
    assert_eq!(ground.same(&node, before(60)).await, Some(primary(Fallback::Resting)));
}

/// The primary is lost with messages that only one replica has, and the other one takes over: it goes on otherwise at the same seqs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_follows_a_lost_life_gives_only_what_both_lives_have() {
    let Ground { primary: lost, replica: ghost, plain, scene } = Ground::lay().await;
    let heir = lost.replica().expect("a replica");
    lost.wait_until_replayed(&heir).await.expect("follows");
    heir.stop().expect("it runs");
    scene.send(&plain.messaging, 10).await;
    lost.wait_until_replayed(&ghost).await.expect("follows");
    lost.stop().expect("it runs");
    heir.resume().expect("starts");
    heir.promote().expect("takes over");

    let plain = Node::start(&heir.url(), Vec::new(), 3).await;
    let head = scene.send(&plain.messaging, 10).await;
    let ground = Ground { primary: heir, replica: ghost, plain, scene };
    let node = ground.node(vec![ground.replica.url()]).await;
    let common = node.page_from(&ground.scene, before(101), HistoryPage::Replica).await;
    assert_eq!((head, common.events.last().map(|event| event.seq)), (110, Some(100)));
    assert_eq!(ground.same(&node, before(101)).await, Some(HistoryPage::Replica));
    assert_eq!(ground.same(&node, NEWEST).await, Some(primary(Fallback::Another)));
}
