//! A server whose clock is wrong tells the wrong time and nothing else.

use std::time::{SystemTime, UNIX_EPOCH};

use subrosa_client::Http;
use subrosa_testkit::cluster::clock;

use crate::{Send, ada_and_grace, says, two};

const HOUR: i64 = 3_600;

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "it is compared with the clock of this machine")]
async fn a_message_has_the_time_of_its_server_and_the_place_of_its_sending() {
    if clock::library().is_none() {
        return eprintln!("skipped, because there is no libfaketime");
    }
    let (mut cluster, _scratch) = two().await;
    let (ada, _, conversation) = ada_and_grace(&cluster).await;
    cluster.stop(1).await.expect("stops");
    cluster.resume_ahead(1, HOUR).await.expect("starts");
    says(&cluster, 0, "nats: connected, 1 other servers").await;
    let urls = cluster.urls();
    let at = |url: &str| Http::new(url).expect("an address").with_token(ada.0.clone());
    at(&urls[1]).send(conversation, "from the future").await;
    at(&urls[0]).send(conversation, "from now").await;
    let events = at(&urls[0]).events(conversation, &Default::default()).await.expect("reads").events;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs();
    let ahead: Vec<i64> = events
        .iter()
        .map(|event| event.at.milliseconds() / 1_000 - i64::try_from(now).expect("a time"))
        .map(|ahead| (ahead + HOUR / 2).div_euclid(HOUR))
        .collect();
    assert_eq!(ahead, [0, 1, 0], "the hour that each is ahead");
    assert!(events.iter().map(|event| event.seq).eq(1..=3));
}
