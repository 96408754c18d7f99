//! One suite over every public function of the store, run on SQLite, on PostgreSQL, and on PostgreSQL behind PgBouncer where that is
//! installed. A function that it does not name fails `every_query_is_in_the_suite`.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod articles;
mod attachments;
mod audit;
mod bot_tallies;
mod bots;
mod brands;
mod campaign_journeys;
mod campaign_links;
mod campaigns;
mod campaigns_again;
mod closing;
mod commands;
mod consents;
mod contact_changes;
mod contact_sets;
mod conversations;
mod copy;
mod custom_events;
mod customers;
mod devices;
mod disputes;
mod erase;
mod events;
mod journal;
mod levels;
mod merged_contacts;
mod models;
mod orders;
mod others;
mod passkeys;
mod people;
mod plan;
mod plans;
mod recalls;
mod reports;
mod retention;
mod roles;
mod rules;
mod scheduled;
mod scripts;
mod search;
mod second_factors;
mod segment_contacts;
mod shops;
mod sign_on;
mod sources;
mod suppressions;
mod surveys;
mod teams;
mod templates;
mod tickets;
mod vectors;
mod views;
mod vouchers;
mod webhooks;
mod whole;

use subrosa_testkit::stores::{Kind, TestStore};

/// Makes a test of each function on each database.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&crate::open(subrosa_testkit::stores::Kind::Sqlite).await.db).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&crate::open(subrosa_testkit::stores::Kind::Postgres).await.db).await;
            })*
        }
        mod pooled {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if subrosa_testkit::postgres::pooler::program().is_none() {
                    return eprintln!("skipped, because there is no PgBouncer");
                }
                super::$name(&crate::open(subrosa_testkit::stores::Kind::Pooled).await.db).await;
            })*
        }
    };
}
pub(crate) use on_both;

async fn open(kind: Kind) -> TestStore {
    TestStore::open(kind).await.expect("a store")
}
