//! What a store consists of: every table with all its columns, and the statements that copy it. A test compares this with the
//! schema that the migrations make, on both databases.
//!
//! `migrations` is not among them, because both sides make their tables themselves; nor is `meta`, whose facts go over in
//! [`super::state`].

use std::sync::OnceLock;

/// Rows that one statement adds.
pub(super) const GROUP: usize = 40;
/// Rows of a page, where each is short: texts of a few hundred letters at most.
const SHORT: usize = 2_000;
/// Rows of a page, where each can have a long text: 64 KiB by what people may write.
const LONG: usize = 1_000;
/// Rows of a page, where each is a flow file or a rule: 256 KiB at most.
const FLOWS: usize = 100;
/// Rows of a page, where each is a picture: 5 MiB at most.
const PICTURES: usize = 8;
/// Rows of a page, where each is a file: 10 MiB at most.
const FILES: usize = 4;

/// Every table, in the order in which they are copied.
pub static TABLES: [Table; 101] = [
    Table::new(
        "accounts",
        SHORT,
        &["id"],
        &[
            "handle",
            "display_name",
            "bio",
            "avatar",
            "password_hash",
            "platform_issuer",
            "platform_subject",
            "disabled_at",
            "created_at",
            "last_seen_at",
            "number",
            "kind",
        ],
    ),
    Table::new("counters", SHORT, &["account"], &["number"]),
    Table::new(
        "devices",
        SHORT,
        &["id"],
        &[
            "account",
            "name",
            "token_hash",
            "request_key",
            "address_key",
            "created_at",
            "last_seen_at",
            "acked",
            "sign_on",
        ],
    ),
    Table::new("invites", SHORT, &["code_hash"], &["uses_left", "created_at", "expires_at"]),
    Table::new("second_factors", SHORT, &["account"], &["secret", "since", "last_step", "failures", "blocked_until"]),
    Table::new("recovery_codes", SHORT, &["account", "hash"], &[]),
    Table::new(
        "passkeys",
        SHORT,
        &["account", "id"],
        &["name", "credential", "public_key", "state", "created_at", "last_used_at"],
    ),
    Table::new(
        "sign_on_providers",
        SHORT,
        &["brand"],
        &["issuer", "client_id", "client_secret", "domains", "role", "is_required", "since"],
    ),
    Table::new("sign_on_links", SHORT, &["issuer", "subject"], &["account", "since"]),
    Table::new(
        "sign_on_ways",
        SHORT,
        &["state"],
        &["brand", "issuer", "account", "device", "nonce", "verifier", "expires_at"],
    ),
    Table::new("passkey_challenges", SHORT, &["challenge"], &["account", "state", "expires_at"]),
    Table::new("avatars", PICTURES, &["hash"], &["image"]),
    Table::new("media", SHORT, &["account", "name"], &["remove_at"]),
    Table::new(
        "conversations",
        SHORT,
        &["id"],
        &["kind", "low", "high", "head", "activity", "removed_through", "removed_days", "recalled"],
    ),
    Table::new(
        "members",
        SHORT,
        &["account", "conversation"],
        &["number", "unread", "read_seq", "delivered_seq", "inbound_seq"],
    ),
    Table::new("drafts", LONG, &["account", "conversation"], &["text", "at"]),
    // By conversation, because PostgreSQL has no index of the ids; so a conversation's events lie together there.
    Table::new(
        "events",
        LONG,
        &["conversation", "seq"],
        &["id", "kind", "author", "client_id", "at", "low_number", "high_number", "body"],
    ),
    Table::new(
        "attachments",
        SHORT,
        &["id"],
        &[
            "conversation",
            "author",
            "client_id",
            "digest",
            "name",
            "media_type",
            "bytes",
            "width",
            "height",
            "is_kept",
            "seq",
            "remove_at",
        ],
    ),
    Table::new("attachment_contents", FILES, &["attachment"], &["content"]),
    Table::new(
        "brands",
        SHORT,
        &["account"],
        &[
            "tickets",
            "reopen_seconds",
            "bots",
            "survey_delay",
            "assignment",
            "assigns",
            "rules",
            "has_levels",
            "closes_days",
            "closes_since",
            "webhooks",
            "wait_told",
            "wait_language",
        ],
    ),
    Table::new(
        "brand_members",
        SHORT,
        &["brand", "person"],
        &["role", "joined_at", "since", "capacity", "skills", "own_role"],
    ),
    Table::new("brand_roles", SHORT, &["id"], &["brand", "name", "rights"]),
    Table::new("teams", SHORT, &["id"], &["brand", "name", "key", "assignment"]),
    Table::new("followers", SHORT, &["brand", "person", "conversation"], &["seen"]),
    Table::new("turns", SHORT, &["brand", "person"], &["turn"]),
    Table::new("team_members", SHORT, &["team", "person"], &[]),
    Table::new("availability", SHORT, &["brand", "person"], &["away", "seen_at"]),
    Table::new(
        "threads",
        SHORT,
        &["conversation"],
        &[
            "epoch",
            "journal",
            "ticket",
            "counted",
            "remark_until",
            "wait_told_at",
            "journal_removed",
            "reply_due_at",
            "held_replies",
        ],
    ),
    Table::new(
        "tickets",
        SHORT,
        &["id"],
        &[
            "brand",
            "conversation",
            "ordinal",
            "status",
            "snoozed_until",
            "assignee",
            "priority",
            "labels",
            "opened_at",
            "opened_seq",
            "waiting_since",
            "first_response_at",
            "resolved_at",
            "activity",
            "team",
            "queued_at",
            "quiet_since",
            "stirred_at",
            "is_emptied",
            "has_no_files",
            "promise",
            "due_at",
            "rings_at",
        ],
    ),
    Table::new("ticket_labels", SHORT, &["brand", "label", "ticket"], &["status", "activity"]),
    Table::new("labels", SHORT, &["brand", "label"], &[]),
    Table::new(
        "journal",
        LONG,
        &["conversation", "seq"],
        &["id", "after", "author", "client_id", "at", "number", "what"],
    ),
    Table::new("bots", SHORT, &["brand", "bot"], &["live", "newest", "created_at", "patience_seconds", "is_on"]),
    Table::new("bot_versions", FLOWS, &["bot", "version"], &["source", "remark", "author", "published_at"]),
    Table::new(
        "bot_threads",
        LONG,
        &["conversation"],
        &[
            "brand",
            "bot",
            "version",
            "turn",
            "heard",
            "wanted",
            "left_ticket",
            "session",
            "effect",
            "timer_at",
            "due_at",
            "patience_seconds",
        ],
    ),
    Table::new(
        "webhooks",
        SHORT,
        &["id"],
        &["brand", "url", "secret", "events", "is_on", "created_at", "failing_since", "gave_up_at"],
    ),
    Table::new(
        "webhook_threads",
        SHORT,
        &["webhook", "conversation"],
        &["brand", "told_seq", "told_journal", "due_at", "attempts", "stirred"],
    ),
    Table::new(
        "webhook_deliveries",
        SHORT,
        &["webhook", "id"],
        &["at", "event", "conversation", "seq", "journal", "message", "attempt", "status", "took_ms"],
    ),
    Table::new("bot_tallies", SHORT, &["brand", "bot", "quarter", "step"], &["entered", "handed_over", "gone", "done"]),
    Table::new("replies", LONG, &["id"], &["brand", "name", "text", "actions"]),
    Table::new(
        "templates",
        LONG,
        &["brand", "name"],
        &["title", "kind", "topic", "said", "version", "changed_at", "changed_by"],
    ),
    Table::new(
        "scheduled_replies",
        LONG,
        &["id"],
        &["brand", "conversation", "author", "body", "due_at", "if_customer_writes", "heard", "epoch", "held"],
    ),
    Table::new("disputes", LONG, &["id"], &["brand", "conversation", "is_open", "order_id", "rings_at", "state"]),
    Table::new(
        "dispute_steps",
        LONG,
        &["dispute", "number"],
        &["conversation", "author", "client_id", "command", "step"],
    ),
    Table::new("views", SHORT, &["id"], &["brand", "owner", "place", "name", "sorted", "filter"]),
    Table::new("audit_entries", SHORT, &["id"], &["brand", "at", "member", "deed", "conversation", "about"]),
    Table::new("attributes", SHORT, &["brand", "name"], &["label", "kind", "place"]),
    Table::new("contact_values", SHORT, &["brand", "contact", "attribute"], &["value", "at"]),
    Table::new("identities", SHORT, &["brand", "contact", "kind", "value"], &["proof", "since"]),
    Table::new(
        "orders",
        LONG,
        &["id"],
        &[
            "brand",
            "reference",
            "number",
            "number_key",
            "placed_at",
            "updated_at",
            "currency",
            "total",
            "paid",
            "refunded",
            "email",
            "phone",
            "external_id",
            "postcode",
            "details",
            "counts",
        ],
    ),
    Table::new(
        "contact_orders",
        SHORT,
        &["brand", "contact", "order_id"],
        &["placed_at", "why", "currency", "value", "refunded", "counts"],
    ),
    Table::new("order_attempts", SHORT, &["brand", "kind", "subject"], &["since", "failures"]),
    Table::new("shops", SHORT, &["brand", "kind"], &["secret", "since", "taken_at", "topic", "refused_at", "detail"]),
    Table::new(
        "sources",
        SHORT,
        &["id"],
        &[
            "brand",
            "name",
            "key_hash",
            "key_end",
            "currency",
            "created_at",
            "taken",
            "repeated",
            "refused",
            "taken_at",
            "refused_at",
            "problem",
        ],
    ),
    Table::new("visitors", SHORT, &["brand", "kind", "name"], &["subject", "email"]),
    Table::new("visitor_moves", SHORT, &["brand", "subject"], &["moved_to"]),
    Table::new("order_tellings", LONG, &["brand", "reference", "at", "id"], &["telling"]),
    Table::new("order_words", SHORT, &["brand", "kind", "word", "order_id"], &[]),
    Table::new(
        "segments",
        FLOWS,
        &["id"],
        &[
            "brand",
            "name",
            "rule",
            "created_at",
            "changed_at",
            "kind",
            "contacts",
            "moves",
            "followed",
            "looked_at",
            "claimed_until",
            "at_work",
        ],
    ),
    Table::new("segment_contacts", SHORT, &["segment", "contact"], &["since"]),
    Table::new("segment_moves", SHORT, &["segment", "number"], &["contact", "entered", "at"]),
    Table::new("contact_counters", SHORT, &["brand"], &["number"]),
    Table::new("contact_changes", SHORT, &["brand", "number"], &["contact", "what"]),
    Table::new(
        "campaigns",
        FLOWS,
        &["id"],
        &[
            "brand",
            "name",
            "topic",
            "content",
            "state",
            "paused_by",
            "created_at",
            "changed_at",
            "changed_by",
            "submitted_by",
            "approved_by",
            "people",
            "started_at",
            "planned_through",
            "sent",
            "opted_out",
            "resumed_at",
            "sent_before",
            "finished_at",
            "currency",
            "measured_at",
            "follows",
            "followed",
            "rests",
            "occurrence",
            "occurs_at",
            "due_at",
            "recall_after",
            "complained",
        ],
    ),
    Table::new(
        "campaign_deliveries",
        SHORT,
        &["campaign", "contact", "occurrence"],
        &[
            "account",
            "variant",
            "state",
            "reason",
            "planned_for",
            "due_at",
            "settled_at",
            "seq",
            "sent_at",
            "seen_at",
            "clicked_at",
            "replied_at",
            "converted_at",
            "opted_out_at",
            "revenue",
            "clicked_links",
            "complained_at",
        ],
    ),
    Table::new("campaign_links", LONG, &["campaign", "number"], &["url", "secret"]),
    Table::new("voucher_pools", SHORT, &["id"], &["brand", "name", "created_at", "codes_left", "codes_given"]),
    Table::new("vouchers", SHORT, &["pool", "code"], &["given_at", "campaign", "contact", "occurrence"]),
    Table::new(
        "suppressions",
        SHORT,
        &["id"],
        &["brand", "kind", "value", "contact", "reason", "note", "added_at", "added_by"],
    ),
    Table::new("campaign_settings", SHORT, &["brand"], &["settings"]),
    Table::new("promotion_budgets", SHORT, &["account"], &["per_week"]),
    Table::new("contact_preferences", SHORT, &["contact"], &["brand", "frequency", "language"]),
    Table::new("topics", SHORT, &["brand", "name"], &["label", "description", "archived", "place"]),
    Table::new(
        "consent_entries",
        LONG,
        &["id"],
        &["brand", "contact", "topic", "channel", "state", "source", "at", "recorded_at", "recorded_by", "text"],
    ),
    Table::new("consents", SHORT, &["brand", "contact", "topic", "channel"], &["state", "entry"]),
    Table::new(
        "custom_events",
        LONG,
        &["id"],
        &["brand", "contact", "reference", "name", "at", "recorded_at", "properties", "told_at"],
    ),
    Table::new("merged_contacts", SHORT, &["brand", "contact"], &["person", "merged_at", "merged_by"]),
    Table::new("brand_hours", LONG, &["brand"], &["hours"]),
    Table::new("brand_closing", LONG, &["brand"], &["closing"]),
    Table::new("brand_levels", LONG, &["brand"], &["levels"]),
    Table::new("brand_models", LONG, &["brand"], &["uses"]),
    Table::new("brand_retention", SHORT, &["brand"], &["conversations_days", "files_days", "custom_events_days"]),
    Table::new("model_spending", SHORT, &["brand", "day"], &["tokens", "embeddings"]),
    Table::new("article_vectors", PICTURES, &["brand", "article"], &["version", "model", "passages", "vectors"]),
    Table::new("brand_vectors", SHORT, &["brand"], &["is_on", "model", "number", "due_at"]),
    Table::new("brand_surveys", LONG, &["brand"], &["survey"]),
    Table::new(
        "surveys",
        SHORT,
        &["ticket"],
        &["brand", "conversation", "member", "due_at", "asked_at", "asked_seq", "score", "answered_at", "remark_seq"],
    ),
    Table::new("rules", FLOWS, &["id"], &["brand", "place", "is_on", "since", "rule"]),
    Table::new(
        "rule_threads",
        SHORT,
        &["conversation"],
        &["brand", "turn", "heard_seq", "heard_journal", "wanted", "status_since", "rings_at", "due_at"],
    ),
    Table::new("rule_clocks", SHORT, &["conversation", "rule"], &["since", "due_at", "chain"]),
    Table::new("rule_attributes", SHORT, &["conversation", "attribute"], &["at"]),
    Table::new("rule_runs", LONG, &["id"], &["brand", "rule", "conversation", "ticket", "at", "ran", "details"]),
    Table::new(
        "report_quarters",
        SHORT,
        &["brand", "quarter"],
        &["received", "sent", "opened", "reopened", "resolved"],
    ),
    Table::new(
        "report_tallies",
        SHORT,
        &["brand", "measure", "grain", "bucket", "subject", "bin"],
        &["count", "total"],
    ),
    Table::new("report_facts", SHORT, &["brand", "figure", "label", "at", "id"], &["ticket", "member", "took"]),
    Table::new(
        "articles",
        SHORT,
        &["id"],
        &["brand", "source", "title", "language", "link", "labels", "version", "published", "changed_at", "changed_by"],
    ),
    Table::new(
        "article_versions",
        LONG,
        &["article", "version"],
        &["title", "language", "link", "labels", "markdown", "at", "author"],
    ),
    Table::new("knowledge", SHORT, &["brand"], &["number"]),
    Table::new("article_changes", SHORT, &["brand", "article"], &["number"]),
    Table::new("unanswered", SHORT, &["id"], &["brand", "words", "question", "count", "last_at"]),
    Table::new("jobs", SHORT, &["id"], &["kind", "account", "position", "leased_until", "lease"]),
];

/// One table.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    /// The columns of a unique index, by which it is read in pages.
    pub key: &'static [&'static str],
    /// All other columns.
    pub others: &'static [&'static str],
    /// Rows of a page, so that a page has a bound in memory.
    pub(super) page: usize,
    statements: OnceLock<Statements>,
}

#[derive(Debug)]
struct Statements {
    first: String,
    next: String,
    count: String,
    insert: String,
    insert_group: String,
}

impl Table {
    const fn new(
        name: &'static str,
        page: usize,
        key: &'static [&'static str],
        others: &'static [&'static str],
    ) -> Self {
        Self { name, key, others, page, statements: OnceLock::new() }
    }

    /// How many columns it has.
    pub(super) const fn width(&self) -> usize {
        self.key.len() + self.others.len()
    }

    /// Reads the first page: the limit is the parameter.
    #[must_use]
    pub fn first(&'static self) -> &'static str {
        &self.statements().first
    }

    /// Reads the page after a key: the key's columns and the limit are the parameters.
    #[must_use]
    pub fn next(&'static self) -> &'static str {
        &self.statements().next
    }

    pub(super) fn count(&'static self) -> &'static str {
        &self.statements().count
    }

    /// Adds one row.
    pub(super) fn insert(&'static self) -> &'static str {
        &self.statements().insert
    }

    /// Adds [`GROUP`] rows.
    pub(super) fn insert_group(&'static self) -> &'static str {
        &self.statements().insert_group
    }

    fn statements(&'static self) -> &'static Statements {
        self.statements.get_or_init(|| Statements::of(self))
    }
}

impl Statements {
    fn of(table: &Table) -> Self {
        let name = table.name;
        let key = table.key.join(", ");
        let columns = [table.key, table.others].concat().join(", ");
        let after = parameters(0, table.key.len());
        let limit = table.key.len() + 1;
        let rows = |count| (0..count).map(|row| parameters(row * table.width(), table.width())).collect::<Vec<_>>();
        let insert = |count| format!("INSERT INTO {name} ({columns}) VALUES {}", rows(count).join(", "));
        Self {
            first: format!("SELECT {columns} FROM {name} ORDER BY {key} LIMIT $1"),
            next: format!("SELECT {columns} FROM {name} WHERE ({key}) > {after} ORDER BY {key} LIMIT ${limit}"),
            count: format!("SELECT count(*) FROM {name}"),
            insert: insert(1),
            insert_group: insert(GROUP),
        }
    }
}

/// `($4, $5, $6)`: so many parameters in parentheses, after the first ones.
fn parameters(after: usize, count: usize) -> String {
    let names: Vec<String> = (after + 1..=after + count).map(|number| format!("${number}")).collect();
    format!("({})", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_name_all_columns_and_page_by_the_key() {
        let drafts = TABLES.iter().find(|table| table.name == "drafts").expect("a table");
        assert_eq!(
            drafts.next(),
            "SELECT account, conversation, text, at FROM drafts WHERE (account, conversation) > ($1, $2) \
             ORDER BY account, conversation LIMIT $3"
        );
        assert_eq!(drafts.insert(), "INSERT INTO drafts (account, conversation, text, at) VALUES ($1, $2, $3, $4)");
        assert!(drafts.insert_group().ends_with("($157, $158, $159, $160)"), "{}", drafts.insert_group());
    }
}
