//! Every statement of the store finds its rows by an index, on both databases: none reads through a table that grows.

use rusqlite::Connection;
use subrosa_testkit::stores::Kind;

use crate::plan;
use crate::whole::{source_of_the_index, sources_of_the_tables};

/// Statements that are meant to touch every row, and when that is.
const WHOLE_TABLES: &[&str] = &[
    // Once, after a restore.
    "UPDATE devices SET acked = 0",
    // By hand, to have all made anew: a row for each brand.
    "UPDATE search_brands SET version = 0, turn = turn + 1",
];

/// Tables that grow with the customers of a brand, or with the conversations of an account. Whoever wants some rows of them names more than the
/// brand or the account.
const LARGE: &[&str] = &[
    "consents",
    "contact_orders",
    "contact_values",
    "custom_events",
    "identities",
    "journal",
    "members",
    "merged_contacts",
    "orders",
    "report_facts",
    "order_tellings",
    "order_words",
    "search_marks",
    "search_people",
    "search_vocabulary",
    "suppressions",
    "tickets",
    "visitors",
];

/// Parts of statements that read what a brand or an account has from one end, and why that is right.
const FROM_ONE_END: &[&str] = &[
    // When the operator has the reports checked.
    "FROM report_facts WHERE brand = $1 GROUP BY figure, label",
    // Whatever comes first, up to a limit.
    "FROM search_marks WHERE brand = $1 AND conversation IN",
    "FROM search_people WHERE brand = $1 AND (word, conversation) IN",
    "FROM search_vocabulary WHERE brand = $1 AND word IN",
    "FROM members WHERE account = $1 LIMIT",
    // All contacts: what a segment does not hold of is everyone else.
    "FROM members WHERE account = $1 ORDER BY conversation",
    // Whether there is one.
    "FROM suppressions WHERE brand = $1 LIMIT",
    "FROM brands b WHERE assigns > 0 AND EXISTS",
];

/// Whether a step of a plan of SQLite's looks at all that a brand or an account has in a table that grows, or at all of it.
fn is_of_a_whole_brand(step: &str, sql: &str) -> bool {
    let by_whom = |by: &str| by.ends_with("(brand=?)") || by.ends_with("(account=?)");
    let searched = step.strip_prefix("SEARCH ").and_then(|rest| rest.split_once(" USING "));
    let scanned = step.strip_prefix("SCAN ").map(|rest| rest.split_once(" USING ").unwrap_or((rest, "")));
    let Some((name, _)) = searched.filter(|(_, by)| by_whom(by)).or(scanned) else { return false };
    let is_large = |table: &&str| *table == name || sql.contains(&format!(" {table} {name} "));
    LARGE.iter().any(is_large) && !FROM_ONE_END.iter().any(|part| sql.contains(part))
}

/// The statements in a source: the texts that begin with a statement's word.
fn statements_of(source: &str) -> Vec<String> {
    // Every other part between quotation marks is a text; the store's have none within.
    let texts = source.split('"').skip(1).step_by(2);
    let is_statement = |text: &&str| {
        let first = text.split_whitespace().next();
        first.is_some_and(|word| ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(&word))
    };
    // What ends with a space is the beginning of statements.
    texts.filter(is_statement).filter(|text| !text.ends_with(' ')).map(str::to_owned).collect()
}

/// A source with the parts in it that many statements share, where its macros put them.
fn spelt_out(source: &str, tickets: &str) -> String {
    let plain = |source: &str| source.split_whitespace().collect::<Vec<_>>().join(" ");
    let text_after = |source: &str, mark: &str| {
        let rest = source.split_once(mark).expect("the macro").1;
        rest.split('"').nth(1).expect("its text").to_owned()
    };
    let columns = text_after(&plain(tickets), "macro_rules! ticket_columns");
    let with_columns = |source: &str| plain(source).replace("\", ticket_columns!(), \"", &columns);
    let listed = text_after(&with_columns(tickets), "macro_rules! listed");
    ["listed!( \"", "listed!(\""]
        .iter()
        .fold(with_columns(source), |source, mark| source.replace(mark, &format!("\"{listed}")))
}

/// The statements in the sources of the tables.
fn statements() -> Vec<String> {
    let sources = sources_of_the_tables();
    let (_, tickets) = sources.iter().find(|(name, _)| name == "tickets").expect("the tickets");
    let mut all: Vec<String> =
        sources.iter().flat_map(|(_, source)| statements_of(&spelt_out(source, tickets))).collect();
    all.sort();
    all.dedup();
    all
}

/// Those that one database gets, with the texts for it alone.
fn growing(index: &str) -> Vec<String> {
    let own = source_of_the_index(index);
    let code = own.split("/// What is wanted").next().expect("a part");
    let own = statements_of(code);
    assert!(own.len() > 2, "{own:?}");
    statements().into_iter().chain(own).filter(|sql| !WHOLE_TABLES.contains(&sql.as_str())).collect()
}

#[test]
fn the_statements_are_found() {
    let all = statements();
    assert!(all.len() > 40, "{all:#?}");
    assert!(
        all.iter().any(|sql| sql.contains(" t.quiet_since, t.conversation, t.activity FROM tickets t WHERE")),
        "{all:#?}"
    );
    for whole in WHOLE_TABLES {
        assert!(all.iter().any(|sql| sql == whole), "{whole} is no statement any more");
    }
    for part in FROM_ONE_END {
        assert!(all.iter().any(|sql| sql.contains(part)), "{part} is no statement any more");
    }
}

#[tokio::test]
async fn sqlite_reads_through_no_table() {
    let store = crate::open(Kind::Sqlite).await;
    let connection = Connection::open(store.database().expect("a file")).expect("opens");
    let mut through = Vec::new();
    for sql in growing("sqlite.rs") {
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a plan");
        let mut steps = plan.raw_query();
        while let Some(step) = steps.next().expect("a step") {
            let step: String = step.get(3).expect("a text");
            // In the order of an index it stops after its limit.
            let in_order = sql.contains("LIMIT") && (step.contains("USING") || sql.contains("ORDER BY id LIMIT"));
            // The rows of a subquery are those that its own steps found; a row of constants is no table's.
            let of_subquery = ["SCAN counted", "SCAN found", "SCAN CONSTANT ROW"].contains(&step.as_str());
            // By words, and in the order of the ids, is how the index of words is read.
            let by_words = step.contains("VIRTUAL TABLE INDEX") && step.contains('M');
            // A row by its id.
            let by_id = step.ends_with("VIRTUAL TABLE INDEX 0:=");
            // A row for each brand that keeps something for some days only.
            let of_settings = step == "SCAN r" && sql.contains("FROM brand_retention r ");
            if step.starts_with("SCAN") && !in_order && !of_subquery && !by_words && !by_id && !of_settings {
                through.push(format!("{step}: {sql}"));
            }
            if is_of_a_whole_brand(&step, &sql) {
                through.push(format!("{step}: {sql}"));
            }
        }
    }
    assert_eq!(through, [] as [String; 0]);
}

#[tokio::test]
async fn postgres_reads_through_no_table() {
    let store = crate::open(Kind::Postgres).await;
    let url = store.server().expect("a server").url();
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.expect("connects");
    tokio::spawn(connection);
    let mut through = Vec::new();
    for sql in growing("postgres.rs") {
        let steps = plan::steps(&client, &sql).await;
        through.extend(steps.iter().filter(|step| step.contains("Seq Scan")).map(|step| format!("{step}: {sql}")));
    }
    assert_eq!(through, [] as [String; 0]);
}
