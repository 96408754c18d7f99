//! Where everything is kept: the only place with SQL.
//!
//! [`Db`] runs closures inside transactions: [`Db::write`] on one writer thread that commits whole groups with one fsync,
//! [`Db::read`] on read-only connections with a consistent view. The functions under [`accounts`], [`conversations`],
//! [`events`]… are the queries; each takes the transaction it runs in. [`Db::read_from_replica`] alone reads from anywhere else
//! than the primary, and only what proves itself whole.
//!
//! Never: policy (who may), rules (what follows from what), network. A closure inside a transaction never waits for
//! anything but the transaction itself.

pub mod copy;
mod db;
pub mod erase;
mod error;
pub mod filter;
pub mod folder;
mod history;
pub mod index;
mod migrations;
mod options;
mod postgres;
mod row;
mod sqlite;
mod tables;
mod tx;
mod value;

pub use db::Db;
pub use error::Error;
pub use folder::Folder;
pub use history::{Fallback, HistoryPage, Span};
pub use options::{Commit, Options, Purpose};
pub use postgres::{PostgresContents, PostgresOptions, postgres_contents};
pub use postgres::{PostgresReplica, ReplicaStanding, postgres_replicas};
pub use sqlite::Closing;
pub use sqlite::backup;
pub use sqlite::integrity;
pub use tables::attachments;
pub use tables::{
    accounts, assignment, attributes, audit, availability, avatars, bot_threads, bots, brand_closing, brand_hours,
    brand_levels, brand_members, brand_models, brand_retention, brand_roles, brand_surveys, brands, consents,
    contact_changes, contact_orders, contact_sets, contact_values, conversations, counters, custom_events, devices,
    disputes, drafts, events, followers, identities, invites, jobs, journal, labels, media, members, merged_contacts,
    meta, order_attempts, order_tellings, order_words, orders, recovery_codes, replies, report_facts, report_sums,
    scheduled, search, second_factors, segment_contacts, segments, shops, sources, surveys, teams, templates, threads,
    tickets, topics, views, visitors,
};
pub use tables::{article_vectors, articles, bot_tallies, brand_vectors, knowledge, unanswered};
pub use tables::{campaign_answers, campaign_deliveries, campaign_follows, campaign_goals, campaign_journeys};
pub use tables::{campaign_lines, campaign_links, campaign_settings, campaigns};
pub use tables::{contact_preferences, promotion_budgets, suppressions, voucher_pools, vouchers};
pub use tables::{passkey_challenges, passkeys, sign_on_links, sign_on_providers, sign_on_ways};
pub use tables::{rule_attributes, rule_clocks, rule_runs, rule_threads, rules};
pub use tables::{webhook_deliveries, webhook_threads, webhooks};
pub use tx::Tx;
