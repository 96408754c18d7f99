//! How PostgreSQL would run a statement, whatever its values.

use tokio_postgres::{Client, SimpleQueryMessage};

/// The steps of the plan. Indexes are used where they can be: the tables are empty, so that reading through them is the cheapest.
pub(crate) async fn steps(client: &Client, sql: &str) -> Vec<String> {
    // `EXPLAIN (GENERIC_PLAN)` would do, from version 16 on.
    let settings = "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; DEALLOCATE ALL";
    client.batch_execute(settings).await.expect("settings");
    client
        .batch_execute(&format!("PREPARE statement AS {sql}"))
        .await
        .unwrap_or_else(|error| panic!("{error:?}: {sql}"));
    let holes = (1..).take_while(|hole| sql.contains(&format!("${hole}"))).count();
    let values = if holes == 0 { String::new() } else { format!("({})", vec!["NULL"; holes].join(", ")) };
    let rows = client.simple_query(&format!("EXPLAIN EXECUTE statement{values}")).await;
    let rows = rows.unwrap_or_else(|error| panic!("{error:?}: {sql}"));
    let step = |row| match row {
        SimpleQueryMessage::Row(row) => row.get(0).map(|step| step.trim().to_owned()),
        _ => None,
    };
    let steps: Vec<String> = rows.into_iter().filter_map(step).collect();
    assert!(!steps.is_empty(), "{sql}");
    steps
}
