//! Brings a database to the newest schema. Each migration is one numbered file, run once, remembered with a checksum.
//!
//! The files are portable SQL; what differs between databases stands in `{braces}` and is filled in here.

use crate::value::params;
use crate::{Error, Tx};

struct Migration {
    number: i64,
    name: &'static str,
    sql: &'static str,
    /// Checksums of earlier texts that made the same tables.
    formerly: &'static [i64],
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "foundation",
        sql: include_str!("migrations/001_foundation.sql"),
        // Before PostgreSQL had no key of an event's id.
        formerly: &[4_533_845_962_157_684_118],
    },
    Migration {
        number: 2,
        name: "accounts_by_avatar",
        sql: include_str!("migrations/002_accounts_by_avatar.sql"),
        formerly: &[],
    },
    Migration {
        number: 3,
        name: "leases_of_jobs",
        sql: include_str!("migrations/003_leases_of_jobs.sql"),
        formerly: &[],
    },
    Migration { number: 4, name: "media", sql: include_str!("migrations/004_media.sql"), formerly: &[] },
    Migration { number: 5, name: "inbox", sql: include_str!("migrations/005_inbox.sql"), formerly: &[] },
    Migration { number: 6, name: "bots", sql: include_str!("migrations/006_bots.sql"), formerly: &[] },
    Migration { number: 7, name: "customers", sql: include_str!("migrations/007_customers.sql"), formerly: &[] },
    Migration { number: 8, name: "reports", sql: include_str!("migrations/008_reports.sql"), formerly: &[] },
    Migration { number: 9, name: "knowledge", sql: include_str!("migrations/009_knowledge.sql"), formerly: &[] },
    Migration { number: 10, name: "search", sql: include_str!("migrations/010_search.sql"), formerly: &[] },
    Migration {
        number: 11,
        name: "second_factors",
        sql: include_str!("migrations/011_second_factors.sql"),
        formerly: &[],
    },
    Migration { number: 12, name: "surveys", sql: include_str!("migrations/012_surveys.sql"), formerly: &[] },
    Migration {
        number: 13,
        name: "replies_that_act",
        sql: include_str!("migrations/013_replies_that_act.sql"),
        formerly: &[],
    },
    Migration { number: 14, name: "audit", sql: include_str!("migrations/014_audit.sql"), formerly: &[] },
    Migration { number: 15, name: "shops", sql: include_str!("migrations/015_shops.sql"), formerly: &[] },
    Migration { number: 16, name: "consents", sql: include_str!("migrations/016_consents.sql"), formerly: &[] },
    Migration { number: 17, name: "own_bots", sql: include_str!("migrations/017_own_bots.sql"), formerly: &[] },
    Migration { number: 18, name: "rules", sql: include_str!("migrations/018_rules.sql"), formerly: &[] },
    Migration {
        number: 19,
        name: "merged_contacts",
        sql: include_str!("migrations/019_merged_contacts.sql"),
        formerly: &[],
    },
    Migration { number: 20, name: "levels", sql: include_str!("migrations/020_levels.sql"), formerly: &[] },
    Migration { number: 21, name: "views", sql: include_str!("migrations/021_views.sql"), formerly: &[] },
    Migration { number: 22, name: "teams", sql: include_str!("migrations/022_teams.sql"), formerly: &[] },
    Migration { number: 23, name: "webhooks", sql: include_str!("migrations/023_webhooks.sql"), formerly: &[] },
    Migration { number: 24, name: "bot_tallies", sql: include_str!("migrations/024_bot_tallies.sql"), formerly: &[] },
    Migration { number: 25, name: "passkeys", sql: include_str!("migrations/025_passkeys.sql"), formerly: &[] },
    Migration {
        number: 26,
        name: "scheduled_replies",
        sql: include_str!("migrations/026_scheduled_replies.sql"),
        formerly: &[],
    },
    Migration { number: 27, name: "sign_on", sql: include_str!("migrations/027_sign_on.sql"), formerly: &[] },
    Migration { number: 28, name: "closing", sql: include_str!("migrations/028_closing.sql"), formerly: &[] },
    Migration { number: 29, name: "models", sql: include_str!("migrations/029_models.sql"), formerly: &[] },
    Migration { number: 30, name: "waits", sql: include_str!("migrations/030_waits.sql"), formerly: &[] },
    Migration { number: 31, name: "attachments", sql: include_str!("migrations/031_attachments.sql"), formerly: &[] },
    Migration { number: 32, name: "disputes", sql: include_str!("migrations/032_disputes.sql"), formerly: &[] },
    Migration { number: 33, name: "roles", sql: include_str!("migrations/033_roles.sql"), formerly: &[] },
    Migration { number: 34, name: "retention", sql: include_str!("migrations/034_retention.sql"), formerly: &[] },
    Migration { number: 35, name: "templates", sql: include_str!("migrations/035_templates.sql"), formerly: &[] },
    Migration { number: 36, name: "embeddings", sql: include_str!("migrations/036_embeddings.sql"), formerly: &[] },
    Migration {
        number: 37,
        name: "retention_of_more",
        sql: include_str!("migrations/037_retention_of_more.sql"),
        formerly: &[],
    },
    Migration {
        number: 38,
        name: "waiting_replies",
        sql: include_str!("migrations/038_waiting_replies.sql"),
        formerly: &[],
    },
    Migration { number: 39, name: "client_ids", sql: include_str!("migrations/039_client_ids.sql"), formerly: &[] },
    Migration { number: 40, name: "tracking", sql: include_str!("migrations/040_tracking.sql"), formerly: &[] },
    Migration { number: 41, name: "segments", sql: include_str!("migrations/041_segments.sql"), formerly: &[] },
    Migration {
        number: 42,
        name: "contact_changes",
        sql: include_str!("migrations/042_contact_changes.sql"),
        formerly: &[],
    },
    Migration {
        number: 43,
        name: "live_segments",
        sql: include_str!("migrations/043_live_segments.sql"),
        formerly: &[],
    },
    Migration { number: 44, name: "campaigns", sql: include_str!("migrations/044_campaigns.sql"), formerly: &[] },
    Migration {
        number: 45,
        name: "campaign_links",
        sql: include_str!("migrations/045_campaign_links.sql"),
        formerly: &[],
    },
    Migration {
        number: 46,
        name: "campaigns_again",
        sql: include_str!("migrations/046_campaigns_again.sql"),
        formerly: &[],
    },
    Migration {
        number: 47,
        name: "contact_preferences",
        sql: include_str!("migrations/047_contact_preferences.sql"),
        formerly: &[],
    },
    Migration { number: 48, name: "vouchers", sql: include_str!("migrations/048_vouchers.sql"), formerly: &[] },
    Migration { number: 49, name: "suppressions", sql: include_str!("migrations/049_suppressions.sql"), formerly: &[] },
    Migration {
        number: 50,
        name: "campaign_journeys",
        sql: include_str!("migrations/050_campaign_journeys.sql"),
        formerly: &[],
    },
];

/// What stands in braces in a migration, and what SQLite and PostgreSQL call it.
const FRAGMENTS: &[(&str, &str, &str)] = &[
    // A 64-bit key by which rows lie in the order of their making.
    ("{id}", "INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY"),
    // The same where PostgreSQL needs no key of it: another index to write with every message, and one by which rows can't be
    // spread over servers.
    ("{row}", "INTEGER PRIMARY KEY", "BIGINT NOT NULL"),
    ("{bytes}", "BLOB", "BYTEA"),
    // Rows lie by their primary key: for narrow tables that are updated in place.
    ("{clustered}", "WITHOUT ROWID", "WITH (fillfactor = 70)"),
    // The words of texts, which come taken apart and folded: nothing is left to do for either database but to keep them. FTS5 keeps
    // no text beside its index; PostgreSQL keeps the words with the row, and its index has no list of its own to be searched through.
    ("{and_words}", "", ",\n    words TSVECTOR NOT NULL"),
    (
        "{index_of_words}",
        "CREATE VIRTUAL TABLE search_words USING fts5(words, content = '', contentless_delete = 1, tokenize = \"ascii tokenchars '_'\")",
        "CREATE INDEX search_texts_by_word ON search_texts USING gin (words) WITH (fastupdate = off)",
    ),
];

/// The newest schema this version knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

pub(crate) fn for_sqlite(sql: &str) -> String {
    FRAGMENTS.iter().fold(sql.to_owned(), |sql, (name, sqlite, _)| sql.replace(name, sqlite))
}

pub(crate) fn for_postgres(sql: &str) -> String {
    FRAGMENTS.iter().fold(sql.to_owned(), |sql, (name, _, postgres)| sql.replace(name, postgres))
}

/// FNV-1a (64 bit): notices an edited file, guards against nothing else.
fn checksum(sql: &str) -> i64 {
    let hash = sql
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash.cast_signed()
}

/// Runs what is missing, in one transaction with whatever else the caller does.
pub(crate) async fn run(tx: &mut Tx<'_>) -> Result<(), Error> {
    tx.batch("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum BIGINT NOT NULL)")
        .await?;
    let done: Vec<(i64, i64)> = tx.fetch("SELECT number, checksum FROM migrations ORDER BY number", &[]).await?;
    if let Some(&(found, _)) = done.iter().find(|(number, _)| *number > newest()) {
        return Err(Error::Newer { found, known: newest() });
    }
    for migration in MIGRATIONS {
        match done.iter().find(|(number, _)| *number == migration.number) {
            Some((_, seen)) if *seen == checksum(migration.sql) || migration.formerly.contains(seen) => {}
            Some(_) => {
                return Err(Error::Corrupt(format!(
                    "migration {} is not the one this data was made with",
                    migration.name
                )));
            }
            None => {
                tx.batch(migration.sql).await?;
                tx.execute(
                    "INSERT INTO migrations (number, name, checksum) VALUES ($1, $2, $3)",
                    params![migration.number, migration.name, checksum(migration.sql)],
                )
                .await?;
            }
        }
    }
    Ok(())
}
