//! A replica that is lost, silent, or one of two: pages go on, and it is used again when it is back.

use std::time::{Duration, Instant};

use subrosa_store::{Fallback, HistoryPage};
use subrosa_testkit::proxy::{Line, Proxy};

use super::world::{Ground, NEWEST, Node, before, primary};

/// A page waits a second for a replica at most; a busy machine takes longer for everything.
const ONE_WAIT: Duration = Duration::from_secs(4);

async fn behind(line: &Proxy, ground: &Ground) -> Node {
    let node = ground.node(vec![at(line)]).await;
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    node
}

fn at(line: &Proxy) -> String {
    subrosa_testkit::postgres::url(&[line.address().to_owned()])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_is_killed_is_left_alone_and_used_when_it_is_back() {
    let ground = Ground::lay().await;
    let node = ground.node(vec![ground.replica.url()]).await;
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    ground.replica.stop().expect("it runs");
    assert_eq!(ground.same(&node, before(60)).await, Some(primary(Fallback::Unreachable)));
    for seq in (10..100).step_by(10) {
        assert_eq!(ground.same(&node, before(seq)).await, Some(primary(Fallback::Resting)), "{seq}");
    }
    ground.replica.resume().expect("starts");
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
    assert_eq!(ground.same(&node, before(60)).await, Some(HistoryPage::Replica));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_replica_costs_one_page_a_moment() {
    let ground = Ground::lay().await;
    let line = Proxy::before(ground.replica.address()).await.expect("a line");
    let node = behind(&line, &ground).await;
    line.set(Line::Silent);
    let begun = Instant::now();
    assert_eq!(ground.same(&node, before(60)).await, Some(primary(Fallback::Slow)));
    assert!(begun.elapsed() < ONE_WAIT, "{:?}", begun.elapsed());
    // Others do not wait, also when it is tried again meanwhile.
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(5) {
        assert_eq!(ground.same(&node, before(60)).await, Some(primary(Fallback::Resting)));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    line.set(Line::Whole);
    node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_two_replicas_stands_in_for_the_other() {
    let ground = Ground::lay().await;
    let lines = [
        Proxy::before(ground.replica.address()).await.expect("a line"),
        Proxy::before(ground.replica.address()).await.expect("a line"),
    ];
    let node = ground.node(lines.iter().map(at).collect()).await;
    for lost in &lines {
        lost.set(Line::Cut);
        // When the other one is in use, one page at most finds that this one is lost.
        node.page_from(&ground.scene, NEWEST, HistoryPage::Replica).await;
        let mut told = Vec::new();
        for seq in (10..100).step_by(10) {
            told.extend(ground.same(&node, before(seq)).await);
        }
        let others = told.iter().filter(|told| **told != HistoryPage::Replica).count();
        assert!(others <= 1, "{told:?}");
        lost.set(Line::Whole);
    }
}
