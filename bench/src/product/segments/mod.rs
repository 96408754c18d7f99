//! How long it takes to count of whom a rule holds, exactly, over the API, where a brand has very many contacts.

mod fill;
mod rules;

use std::path::Path;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Value, json};
use subrosa_engage::Engage;
use subrosa_proto::brand::NewBrand;

use crate::Failure;
use crate::node::Node;
use crate::people::{Person, Workshop};

pub(crate) use rules::RULES;

/// A server with a brand of real size.
pub(crate) struct Filled {
    node: Node,
    owner: Person,
    brand: String,
}

/// Makes it: takes minutes for a million.
///
/// # Errors
/// When the store or the server fails.
pub(crate) async fn fill(folder: &Path, contacts: i64) -> Result<Filled, Failure> {
    let workshop = Workshop::open(folder)?;
    let owner = workshop.person("olga").await?;
    let engage = Engage::new(workshop.messaging.clone());
    let new = NewBrand { handle: "shop".to_owned(), display_name: "Shop".to_owned(), bio: String::new() };
    let brand = engage.create_brand(&owner.actor, new).await?.account.id;
    let begun = Instant::now();
    fill::fill(workshop.messaging.db(), brand, contacts, workshop.messaging.now()).await?;
    eprintln!("segments: {contacts} contacts in {:?}", begun.elapsed());
    drop(engage);
    workshop.close(folder).await;
    Ok(Filled { node: Node::start(folder).await?, owner, brand: brand.to_string() })
}

/// Microseconds of counts of a rule, and how many it holds of.
///
/// # Errors
/// When a count is refused, or another than the one before.
pub(crate) async fn count(filled: &Filled, rule: &str, time: Duration) -> Result<(Histogram<u64>, u64), Failure> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let url = format!("{}/v1/brand/segments/count", filled.node.url());
    let (begun, mut took, mut found) = (Instant::now(), Histogram::<u64>::new(3)?, None);
    while took.len() < 3 || begun.elapsed() < time {
        let asked = Instant::now();
        let request = http.post(&url).bearer_auth(filled.owner.token.expose()).header("subrosa-account", &filled.brand);
        let answer: Value = request.json(&json!({"text": rule})).send().await?.error_for_status()?.json().await?;
        took.record(u64::try_from(asked.elapsed().as_micros())?.max(1))?;
        let contacts = answer["contacts"].as_u64().ok_or("the owner is told each number")?;
        if found.is_some_and(|before| before != contacts) && !rule.contains("days") {
            return Err(format!("{contacts} contacts, and {found:?} before").into());
        }
        found = Some(contacts);
    }
    Ok((took, found.unwrap_or(0)))
}
