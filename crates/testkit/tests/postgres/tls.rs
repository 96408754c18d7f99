//! TLS to PostgreSQL: with an authority that is trusted the store works and all is encrypted; whatever is wrong is refused, and told.

use std::path::Path;

use subrosa_proto::sync::Epoch;
use subrosa_store::{Db, Error, Options, PostgresOptions, postgres_contents};
use subrosa_testkit::authority::Authority;
use subrosa_testkit::postgres::encrypted::Encrypted;
use subrosa_testkit::postgres::{Postgres, Sync};
use subrosa_testkit::stores::options;
use tempfile::NamedTempFile;

use crate::{is_there, write};

/// Where the server listens.
const HOST: &str = "127.0.0.1";

/// An authority, and a server to which it has given a certificate for a host.
fn server_of(host: &str) -> (Authority, Encrypted) {
    let authority = Authority::new("ours").expect("an authority");
    let server = Encrypted::start(&authority.identity(host).expect("a certificate")).expect("a PostgreSQL");
    (authority, server)
}

/// Opens the store with an authority that is trusted besides the system's.
async fn open(url: &str, trusted: &Authority) -> Result<Db, Error> {
    let roots = NamedTempFile::new().expect("a file");
    std::fs::write(roots.path(), trusted.certificate()).expect("writes");
    let options = PostgresOptions { root_certificates: Some(roots.path().to_owned()), ..options(url) };
    Db::connect(&options, Epoch(1), &Options::default()).await
}

/// Why the store does not open.
async fn refused(url: &str, trusted: &Authority) -> String {
    match open(url, trusted).await.err() {
        Some(Error::Unavailable(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_works_and_every_connection_is_encrypted() {
    let (authority, server) = server_of(HOST);
    // Without a word on it, what can be encrypted is.
    for mode in ["require", "prefer"] {
        let db = open(&server.url(mode), &authority).await.expect("opens");
        write(&db, mode.as_bytes()).await.expect("writes");
        assert!(is_there(&db, mode.as_bytes()).await);
        assert_eq!(server.encryption().expect("answers"), "TLSv1.3", "{mode}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_of_an_unknown_authority_is_refused() {
    let (_authority, server) = server_of(HOST);
    let another = Authority::new("another").expect("an authority");
    for mode in ["require", "prefer"] {
        let why = refused(&server.url(mode), &another).await;
        assert_eq!(why, "error performing TLS handshake: invalid peer certificate: UnknownIssuer");
    }
    let unset = Db::connect(&options(&server.url("require")), Epoch(1), &Options::default()).await.err();
    assert!(matches!(&unset, Some(Error::Unavailable(why)) if why.contains("TLS")), "{unset:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_with_another_hosts_certificate_is_refused() {
    let (authority, server) = server_of("db.example.com");
    let why = refused(&server.url("require"), &authority).await;
    assert!(why.contains("certificate not valid for name \"127.0.0.1\""), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_without_tls_is_refused_when_it_is_required() {
    let authority = Authority::new("ours").expect("an authority");
    let server = Postgres::start(Sync::No).expect("a PostgreSQL");
    let url = server.url().replace("disable", "require");
    let why = refused(&url, &authority).await;
    assert_eq!(why, "error performing TLS handshake: server does not support TLS");
    let url = server.url().replace("disable", "prefer");
    assert!(open(&url, &authority).await.is_ok(), "where it is not, nothing is encrypted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_insists_on_tls_is_told_when_it_is_off() {
    let (authority, server) = server_of(HOST);
    let why = refused(&server.url("disable"), &authority).await;
    assert!(why.contains("no pg_hba.conf entry") && why.contains("no encryption"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_told_and_not_shown() {
    let (authority, server) = server_of(HOST);
    let url = server.url("require").replace("what-only", "a-guess-of-what");
    assert_eq!(refused(&url, &authority).await, "password authentication failed for user \"postgres\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn roots_that_can_not_be_used_are_told_by_their_file() {
    let roots = NamedTempFile::new().expect("a file");
    let refused = async |path: &Path| {
        let url = "postgres://postgres@127.0.0.1:1/postgres?sslmode=require";
        let options = PostgresOptions { root_certificates: Some(path.to_owned()), ..options(url) };
        let why = postgres_contents(&options).await.expect_err("is refused").to_string();
        assert!(why.contains(&*path.to_string_lossy()), "{why}");
        why
    };
    assert!(refused(roots.path()).await.ends_with("there are none"));
    std::fs::write(roots.path(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").expect("writes");
    assert!(refused(roots.path()).await.ends_with("1 can't be used"));
    refused(Path::new("/nowhere/roots.pem")).await;
}
