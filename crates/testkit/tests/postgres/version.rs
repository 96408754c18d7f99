//! The tests run on the PostgreSQL that they were asked to run on.

use subrosa_store::postgres_contents;
use subrosa_testkit::postgres::{Postgres, Sync, asked_for};
use subrosa_testkit::stores::options;

#[tokio::test]
async fn the_server_is_of_the_version_asked_for() {
    let server = Postgres::start(Sync::No).expect("a PostgreSQL");
    let version = postgres_contents(&options(&server.url())).await.expect("answers").version;
    let major = version.split('.').next();
    match asked_for() {
        Some(asked) => assert_eq!(major, Some(&*asked), "{version}"),
        None => assert_eq!(major, Some("18"), "{version}"),
    }
}
