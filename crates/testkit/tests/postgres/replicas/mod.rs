//! Pages of history from replicas: whatever a replica does, a page is what the primary says, and nobody is refused.

mod faults;
mod lives;
mod world;

use subrosa_proto::ErrorCode;
use subrosa_proto::event::PageRequest;
use subrosa_store::{Fallback, HistoryPage};

use world::{Ground, NEWEST, before, person, primary};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_gives_pages_of_every_kind_and_the_primary_says_who_may() {
    let ground = Ground::lay().await;
    let node = ground.node(vec![ground.replica.url()]).await;
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    let at = |seq| PageRequest { around: Some(seq), ..NEWEST };
    let after = |seq| PageRequest { after: Some(seq), ..NEWEST };
    for request in [NEWEST, before(101), before(50), before(5), after(0), after(90), at(1), at(50), at(99), at(1000)] {
        assert_eq!(ground.same(&node, request).await, Some(HistoryPage::Replica), "{request:?}");
    }
    for request in [before(0), before(1), after(100), after(1000)] {
        assert_eq!(ground.same(&node, request).await, None, "there is nothing to read: {request:?}");
    }
    // Someone whom the replica has never heard of.
    ground.replica.pause_replay().expect("pauses");
    let stranger = person(&ground.plain.messaging, "linus").await;
    let refused = node.messaging.read_events(&stranger, ground.scene.conversation, before(50)).await;
    assert_eq!(refused.map_err(|error| error.code()), Err(ErrorCode::NotFound));
    assert_eq!(node.told(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_is_behind_gives_what_it_has_and_the_primary_the_rest() {
    let ground = Ground::lay().await;
    let node = ground.node(vec![ground.replica.url()]).await;
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    ground.replica.pause_replay().expect("pauses");
    let head = ground.scene.send(&ground.plain.messaging, 10).await;
    assert_eq!(ground.same(&node, NEWEST).await, Some(primary(Fallback::Behind)));
    assert_eq!(node.page(&ground.scene, NEWEST).await.0.events.last().map(|event| event.seq), Some(head));
    assert_eq!(ground.same(&node, before(105)).await, Some(primary(Fallback::Behind)));
    for seq in [101, 80, 40] {
        assert_eq!(ground.same(&node, before(seq)).await, Some(HistoryPage::Replica), "{seq}");
    }
    ground.replica.resume_replay().expect("goes on");
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    assert_eq!(ground.same(&node, before(105)).await, Some(HistoryPage::Replica));
}

/// Random writes, pauses and pages: each page is what the primary says at that moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_equal_the_primarys_whatever_a_replica_has() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let ground = Ground::lay().await;
    let node = ground.node(vec![ground.replica.url()]).await;
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    let (mut from_replica, mut behind, mut head) = (0, 0, 100);
    for _ in 0..400 {
        match random.u32(0..20) {
            0 => ground.replica.pause_replay().expect("pauses"),
            1 => ground.replica.resume_replay().expect("goes on"),
            2..8 => {
                head = ground.scene.send(&ground.plain.messaging, random.u32(1..6)).await;
                let (page, told) = node.page(&ground.scene, NEWEST).await;
                assert_eq!(page.head, head, "what was acknowledged is there: {told:?}");
            }
            _ => {
                let seq = Some(random.i64(0..head + 5));
                let request = PageRequest { limit: Some(random.u32(1..40)), ..PageRequest::default() };
                let request = match random.u32(0..4) {
                    0 => request,
                    1 => PageRequest { before: seq, ..request },
                    2 => PageRequest { after: seq, ..request },
                    _ => PageRequest { around: seq, ..request },
                };
                match ground.same(&node, request).await {
                    Some(HistoryPage::Replica) => from_replica += 1,
                    Some(HistoryPage::Primary(Fallback::Behind)) => behind += 1,
                    // Nothing to read; or a busy machine.
                    None | Some(HistoryPage::Primary(_)) => {}
                }
            }
        }
    }
    assert!(from_replica > 20 && behind > 5, "{from_replica} from the replica, {behind} not, seed {seed}");
}
