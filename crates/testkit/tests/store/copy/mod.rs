//! A whole store moved from one database to the other.

mod broken_off;
mod filled;
mod promoted;
mod refused;
mod schema;
mod tampered;
mod there_and_back;
mod told;
mod tracked;

use std::sync::atomic::{AtomicU64, Ordering};

use subrosa_store::copy::{self, Bounds, CopyError, MoveId, Moved};
use subrosa_store::{Db, Purpose};
use subrosa_testkit::stores::{Kind, TestStore};

/// So that there are many transactions and pages of few rows.
const SMALL: Bounds = Bounds { rows: 100, bytes: 1024 * 1024 };

/// An empty store to move to or from.
async fn open(kind: Kind) -> TestStore {
    TestStore::open_for(kind, Purpose::Copy).await.expect("a store")
}

/// A store with rows in every table.
async fn filled(kind: Kind) -> TestStore {
    let store = open(kind).await;
    filled::fill(&store.db).await;
    store
}

const fn other(kind: Kind) -> Kind {
    match kind {
        Kind::Sqlite => Kind::Postgres,
        Kind::Postgres | Kind::Pooled => Kind::Sqlite,
    }
}

async fn run(source: &Db, target: &Db) -> Result<Moved, CopyError> {
    static NEXT: AtomicU64 = AtomicU64::new(100);
    copy::run(source, target, MoveId(NEXT.fetch_add(1, Ordering::Relaxed)), SMALL, |_| {}).await
}

/// Begins a move that dies at the step that the closure says.
async fn die(source: &Db, target: &Db, mut at: impl FnMut(copy::Progress) -> bool + Send + 'static) {
    let (source, target) = (source.clone(), target.clone());
    let task = tokio::spawn(async move {
        copy::run(&source, &target, MoveId(1), SMALL, |progress| {
            if at(progress) {
                panic!("dies here on purpose");
            }
        })
        .await
    });
    let died = task.await.expect_err("dies");
    assert!(died.is_panic());
}

/// Makes two tests of each function: one in each direction.
macro_rules! both_ways {
    ($($name:ident),* $(,)?) => {
        mod to_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(subrosa_testkit::stores::Kind::Sqlite).await;
            })*
        }
        mod to_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(subrosa_testkit::stores::Kind::Postgres).await;
            })*
        }
    };
}
use both_ways;
