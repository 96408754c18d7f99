//! NATS with TLS, a user and a password: with the right ones the servers hear each other; with wrong ones they say so, and serve.

use std::path::{Path, PathBuf};

use subrosa_testkit::authority::Authority;
use subrosa_testkit::cluster::{Cluster, Parts};
use subrosa_testkit::postgres::Sync;
use tempfile::TempDir;

use crate::{PATIENCE, ada_and_grace, binary, says};

const USER: &str = "subrosa";
const PASSWORD: &str = "what only servers know";

fn authority(name: &str) -> Authority {
    Authority::new(name).expect("an authority")
}

/// The arguments of a NATS server that has a certificate of this authority.
fn arguments(authority: &Authority, folder: &Path) -> Vec<String> {
    let identity = authority.identity("127.0.0.1").expect("a certificate");
    let (certificate_at, key_at) = (folder.join("nats.pem"), folder.join("nats.key"));
    std::fs::write(&certificate_at, identity.certificate).expect("writes");
    std::fs::write(&key_at, identity.key).expect("writes");
    let files = [("--tlscert", certificate_at), ("--tlskey", key_at)];
    let files = files.into_iter().flat_map(|(name, path)| [name.to_owned(), path.to_string_lossy().into_owned()]);
    let words = ["--tls", "--user", USER, "--pass", PASSWORD].map(str::to_owned);
    files.chain(words).collect()
}

/// Two servers that sign in to NATS with this password and trust this authority.
async fn two(authority: &Authority, trusted: &Authority, password: &str) -> (Cluster, TempDir) {
    let scratch = tempfile::tempdir().expect("a folder");
    let roots = scratch.path().join("roots.pem");
    std::fs::write(&roots, trusted.certificate()).expect("writes");
    let environment = [
        ("SUBROSA_NATS_USER", PathBuf::from(USER)),
        ("SUBROSA_NATS_PASSWORD", PathBuf::from(password)),
        ("SUBROSA_NATS_ROOT_CERTIFICATES", roots),
    ];
    let parts = Parts {
        nats_arguments: arguments(authority, scratch.path()),
        environment: environment.map(|(name, value)| (name.to_owned(), value)).into(),
        ..Parts::from(Sync::No)
    };
    let cluster = Cluster::start(&binary(), scratch.path(), 2, parts).await.expect("starts");
    (cluster, scratch)
}

/// The servers do not reach NATS, say why, and serve.
async fn serve_without_nats(cluster: &Cluster, why: &str) {
    for node in 0..2 {
        says(cluster, node, "nats: lost").await;
        let tells = async {
            while !cluster.log_tail(node).contains(why) {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        let told = tokio::time::timeout(PATIENCE, tells).await;
        assert!(told.is_ok(), "{why:?} was not told, but {}", cluster.log_tail(node));
        let said = cluster.readiness(node).await.expect("answers");
        assert!(said.contains("200 OK"), "{said}");
        assert!(!cluster.log_tail(node).contains(PASSWORD));
    }
    ada_and_grace(cluster).await;
}

#[tokio::test]
async fn servers_hear_each_other_over_tls() {
    let authority = authority("ours");
    let (cluster, _scratch) = two(&authority, &authority, PASSWORD).await;
    for node in 0..2 {
        says(&cluster, node, "nats: connected, 1 other servers").await;
    }
}

#[tokio::test]
async fn a_wrong_password_for_nats_is_told() {
    let authority = authority("ours");
    let (cluster, _scratch) = two(&authority, &authority, "a guess").await;
    serve_without_nats(&cluster, "authorization violation").await;
}

#[tokio::test]
async fn an_authority_of_nats_that_is_not_known_is_told() {
    let (cluster, _scratch) = two(&authority("theirs"), &authority("ours"), PASSWORD).await;
    serve_without_nats(&cluster, "certificate").await;
}
