//! Forgets a brand: in which tables what is a brand's stands, and how its rows are found there, a bounded number at a time. A test holds these
//! lists against every table there is.
//!
//! Never: the conversations' own logs, which are as much their customers', nor the account, whose name nobody else may have.

use std::sync::LazyLock;

use subrosa_proto::{AccountId, ConversationId};

use crate::copy::TABLES;
use crate::value::{params, values};
use crate::{Error, Tx, index, search};

/// What of a brand stands with a conversation, and is forgotten with it at once.
const OF_CONVERSATION: &[(&str, &str)] = &[
    ("journal", "DELETE FROM journal WHERE conversation = $1"),
    ("bot_threads", "DELETE FROM bot_threads WHERE conversation = $1"),
    ("scheduled_replies", "DELETE FROM scheduled_replies WHERE conversation = $1"),
    ("surveys", "DELETE FROM surveys WHERE conversation = $1"),
    ("disputes", "DELETE FROM disputes WHERE conversation = $1"),
    ("dispute_steps", "DELETE FROM dispute_steps WHERE conversation = $1"),
    ("rule_threads", "DELETE FROM rule_threads WHERE conversation = $1"),
    ("rule_clocks", "DELETE FROM rule_clocks WHERE conversation = $1"),
    ("rule_attributes", "DELETE FROM rule_attributes WHERE conversation = $1"),
    ("tickets", "DELETE FROM tickets WHERE conversation = $1"),
    // The batch counts on the row.
    (
        "threads",
        "UPDATE threads SET epoch = epoch + 1, journal = 0, ticket = 0, counted = 1, remark_until = NULL,
                wait_told_at = NULL, journal_removed = 0 WHERE conversation = $1",
    ),
];

/// What stands with something of the brand's: table, the owner's table, the column that names the owner, the owner's own key.
const OF_PARTS: &[(&str, &str, &str, &str)] = &[
    ("article_versions", "articles", "article", "id"),
    ("bot_versions", "bots", "bot", "bot"),
    ("team_members", "teams", "team", "id"),
    ("segment_contacts", "segments", "segment", "id"),
    ("segment_moves", "segments", "segment", "id"),
    ("webhook_deliveries", "webhooks", "webhook", "id"),
    ("campaign_deliveries", "campaigns", "campaign", "id"),
    ("campaign_links", "campaigns", "campaign", "id"),
    ("campaign_journeys", "campaigns", "campaign", "id"),
    ("vouchers", "voucher_pools", "pool", "id"),
];

/// What has a column `brand`, and is found by it.
const OF_BRAND: &[&str] = &[
    "sign_on_providers",
    "sign_on_ways",
    "brand_vectors",
    "article_vectors",
    "articles",
    "article_changes",
    "knowledge",
    "unanswered",
    "bots",
    "bot_tallies",
    "webhooks",
    "webhook_threads",
    "ticket_labels",
    "labels",
    "replies",
    "templates",
    "views",
    "teams",
    "followers",
    "turns",
    "availability",
    "rules",
    "rule_runs",
    "brand_levels",
    "merged_contacts",
    "attributes",
    "topics",
    "consents",
    "consent_entries",
    "custom_events",
    "contact_values",
    "identities",
    "contact_orders",
    "orders",
    "order_attempts",
    "shops",
    "sources",
    "visitors",
    "visitor_moves",
    "order_tellings",
    "order_words",
    "segments",
    "contact_counters",
    "contact_changes",
    "campaigns",
    "voucher_pools",
    "campaign_settings",
    "suppressions",
    "contact_preferences",
    "brand_roles",
    "brand_closing",
    "brand_hours",
    "brand_models",
    "brand_retention",
    "model_spending",
    "brand_surveys",
    "report_quarters",
    "report_tallies",
    "report_facts",
    "audit_entries",
];

/// The tables out of which a brand is forgotten, whichever way.
pub fn tables() -> impl Iterator<Item = &'static str> {
    let of_conversation = OF_CONVERSATION.iter().map(|(table, _)| *table);
    of_conversation.chain(OF_PARTS.iter().map(|(table, ..)| *table)).chain(OF_BRAND.iter().copied())
}

/// Has nothing begin for a brand any more by itself: it has no bots, and asks nothing.
pub async fn begin(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    tx.execute(
        "UPDATE brands SET bots = 0, survey_delay = NULL, rules = 0, assigns = 0, has_levels = 0, webhooks = 0
         WHERE account = $1",
        params![brand],
    )
    .await?;
    Ok(())
}

/// Forgets what someone had begun to write for a brand: drafts are their writers', so they are found while it is known who works for it.
pub async fn drafts(tx: &mut Tx<'_>, person: AccountId, brand: AccountId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM drafts WHERE account = $1 AND conversation IN (SELECT conversation FROM members WHERE account = $2)",
        params![person, brand],
    )
    .await?;
    Ok(())
}

/// Forgets what stands with conversations of a brand, which are locked.
pub async fn conversations(tx: &mut Tx<'_>, ids: &[ConversationId]) -> Result<(), Error> {
    let rows: Vec<_> = ids.iter().map(|id| values![*id]).collect();
    for (_, statement) in OF_CONVERSATION {
        tx.execute_many(statement, &rows).await?;
    }
    Ok(())
}

/// Forgets so many rows of one of the brand's parts; whether there may be more of it, and nothing when there is no such part.
pub async fn part(tx: &mut Tx<'_>, brand: AccountId, part: usize, rows: u32) -> Result<Option<bool>, Error> {
    let Some(statement) = removals().get(part) else { return Ok(None) };
    let removed = tx.execute(statement, params![brand, rows]).await?;
    Ok(Some(removed >= u64::from(rows)))
}

/// Forgets so much of what a brand's search finds; whether there may be more.
pub async fn search(tx: &mut Tx<'_>, brand: AccountId, rows: u32) -> Result<bool, Error> {
    // Without its shelf nobody adds to it.
    search::remove(tx, brand).await?;
    let texts = index::forget(tx, brand, rows).await?;
    let marks = search::forget_marks(tx, brand, rows).await?;
    Ok(texts || marks)
}

/// What is left of a brand: how many rows in which tables, as far as there are any. Something may have come in while it was forgotten, from whoever
/// was at it before the brand was closed.
pub async fn left(tx: &mut Tx<'_>, brand: AccountId) -> Result<Vec<(&'static str, i64)>, Error> {
    let mut left = Vec::new();
    for (table, statement) in counts() {
        let (rows,): (i64,) = tx.fetch_one(statement, params![brand]).await?;
        if rows > 0 {
            left.push((*table, rows));
        }
    }
    Ok(left)
}

/// A statement for each table that counts what is a brand's.
fn counts() -> &'static [(&'static str, String)] {
    static COUNTS: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
        let of_conversation = OF_CONVERSATION.iter().filter(|(table, _)| *table != "threads").map(|(table, _)| {
            let found = format!("members m JOIN {table} t ON t.conversation = m.conversation WHERE m.account = $1");
            (*table, format!("SELECT count(*) FROM {found}"))
        });
        let of_brand = OF_BRAND.iter().map(|table| (*table, format!("SELECT count(*) FROM {table} WHERE brand = $1")));
        of_conversation.chain(of_brand).collect()
    });
    &COUNTS
}

/// A statement for each part, of which the brand and the limit are the parameters.
fn removals() -> &'static [String] {
    static REMOVALS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let of_parts = OF_PARTS.iter().map(|(table, owners, column, key)| {
            removal(table, &format!("{owners} o JOIN {table} ON {table}.{column} = o.{key} WHERE o.brand = $1"))
        });
        let of_brand = OF_BRAND.iter().map(|table| removal(table, &format!("{table} WHERE brand = $1")));
        of_parts.chain(of_brand).collect()
    });
    &REMOVALS
}

/// Removes rows of a table that are found somewhere, by their key.
fn removal(table: &str, found_in: &str) -> String {
    let key = TABLES.iter().find(|one| one.name == table).map_or(&[][..], |one| one.key);
    let of_table: Vec<String> = key.iter().map(|column| format!("{table}.{column}")).collect();
    format!(
        "DELETE FROM {table} WHERE ({}) IN (SELECT {} FROM {found_in} LIMIT $2)",
        key.join(", "),
        of_table.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_their_key() {
        assert_eq!(
            removal("labels", "labels WHERE brand = $1"),
            "DELETE FROM labels WHERE (brand, label) IN (SELECT labels.brand, labels.label FROM labels WHERE brand = $1 LIMIT $2)"
        );
    }

    /// A new table is a brand's and is forgotten with it, or is one of these and stays.
    #[test]
    fn every_table_is_forgotten_or_stays_for_a_reason() {
        const STAY: &[&str] = &[
            // Of people, and of what runs here.
            "accounts",
            "counters",
            "devices",
            "invites",
            "second_factors",
            "recovery_codes",
            "passkeys",
            "passkey_challenges",
            "sign_on_links",
            "avatars",
            "media",
            "jobs",
            "promotion_budgets",
            // The customers', too.
            "conversations",
            "members",
            "events",
            "attachments",
            "attachment_contents",
            // Emptied by other statements than those above, or left with nothing in it but counts.
            "drafts",
            "brands",
            "brand_members",
        ];
        let mut all: Vec<&str> = tables().chain(STAY.iter().copied()).collect();
        let mut there: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        all.sort_unstable();
        there.sort_unstable();
        assert_eq!(all, there);
    }

    #[test]
    fn tables_that_are_found_by_their_brand_have_one() {
        for name in OF_BRAND {
            let table = TABLES.iter().find(|one| one.name == *name).expect("a table");
            assert!(table.key.iter().chain(table.others).any(|column| *column == "brand"), "{name}");
        }
    }
}
