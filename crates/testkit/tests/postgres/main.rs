//! The store when PostgreSQL is there and does not do what it should: it is silent, takes no writes, or is not who it should be. The
//! store refuses in time, says why, and goes on by itself where writes are taken. What replicas are good for, and what not, stands beside it.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod replicas;
mod tls;
mod version;

use std::time::{Duration, Instant};

use subrosa_proto::Timestamp;
use subrosa_proto::sync::Epoch;
use subrosa_store::{Db, Error, Options, invites};
use subrosa_testkit::postgres::{Postgres, Sync, url};
use subrosa_testkit::proxy::{Line, Proxy};
use subrosa_testkit::stores::options;

/// A client of the product gives up after thirty seconds.
const PATIENCE: Duration = Duration::from_secs(25);

async fn connect(hosts: &[String]) -> Db {
    Db::connect(&options(&url(hosts)), Epoch(1), &Options::default()).await.expect("connects")
}

/// Writes something down.
async fn write(db: &Db, code: &'static [u8]) -> Result<(), Error> {
    db.write(async move |tx| invites::insert(tx, code, 1, Timestamp::default(), later()).await).await
}

/// Whether it is there.
async fn is_there(db: &Db, code: &'static [u8]) -> bool {
    db.write(async move |tx| invites::take(tx, code, Timestamp::default()).await).await.expect("writes")
}

fn later() -> Timestamp {
    Timestamp::from_milliseconds(1)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_primary_that_falls_silent_keeps_nobody_from_the_standby() {
    let primary = Postgres::start(Sync::No).expect("a PostgreSQL");
    let standby = primary.standby().await.expect("a standby");
    let line = Proxy::before(primary.address()).await.expect("a line");
    let db = connect(&[line.address().to_owned(), standby.address()]).await;
    write(&db, b"first").await.expect("writes");

    line.set(Line::Silent);
    standby.promote().expect("takes over");
    let begun = Instant::now();
    let refused = write(&db, b"second").await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    write(&db, b"third").await.expect("writes to the standby");
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert!(is_there(&db, b"first").await && !is_there(&db, b"second").await, "the standby had everything");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_takes_no_writes_any_more_is_left() {
    let primary = Postgres::start(Sync::No).expect("a PostgreSQL");
    let standby = primary.standby().await.expect("a standby");
    let db = connect(&[primary.address(), standby.address()]).await;
    write(&db, b"first").await.expect("writes");

    primary.refuse_writes().await.expect("is told");
    standby.promote().expect("takes over");
    let refused = write(&db, b"second").await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    write(&db, b"third").await.expect("writes to the standby");
}
