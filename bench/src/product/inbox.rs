//! An inbox of real size, over the API: the pages that an agent looks at all day, where a brand has a hundred thousand customers, a million
//! messages and three hundred thousand orders.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use hdrhistogram::Histogram;
use serde_json::{Value, json};

use crate::Failure;
use crate::node::{Node, binary};

/// What is read, and where; `{}` is another customer's conversation each time.
pub(crate) const READS: [(&str, &str); 7] = [
    ("open, the newest", "/v1/tickets?status=open"),
    ("open, the longest waiting", "/v1/tickets?status=open&order=oldest"),
    ("open, of one agent", "/v1/tickets?status=open&of=me"),
    ("open, of one label", "/v1/tickets?status=open&label=delivery"),
    ("resolved, the newest of 90,000", "/v1/tickets?status=resolved"),
    ("counts", "/v1/tickets/counts"),
    ("contact panel, 300,000 orders", "/v1/conversations/{}/contact"),
];

/// Median milliseconds of each of [`READS`], for each run.
///
/// # Errors
/// When the store can't be made, or the server fails.
pub(crate) async fn measure(folder: &Path, runs: usize) -> Result<Vec<[f64; READS.len()]>, Failure> {
    let made = Command::new(binary()).args(["demo", "--size", "large", "--json", "--data"]).arg(folder).output()?;
    let made: Value = serde_json::from_slice(&made.stdout)?;
    let node = Node::start(folder).await?;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let sign_in = json!({"handle": made["made"]["handle"], "password": made["made"]["password"]});
    let session: Value = http
        .post(format!("{}/v1/sessions", node.url()))
        .json(&sign_in)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    let token = session["token"].as_str().ok_or("no token")?;
    let brands = format!("{}/v1/brands", node.url());
    let brands: Value = http.get(brands).bearer_auth(token).send().await?.error_for_status()?.json().await?;
    let brand = brands["memberships"][0]["brand"]["id"].as_str().ok_or("no brand")?;
    let page = format!("{}/v1/tickets?status=resolved&limit=100", node.url());
    let page = http.get(page).bearer_auth(token).header("Subrosa-Account", brand).send().await?;
    let page: Value = page.error_for_status()?.json().await?;
    let rows = page["tickets"].as_array().ok_or("no tickets")?.iter();
    let customers: Vec<&str> = rows.filter_map(|row| row["conversation"]["id"].as_str()).collect();
    let mut all = Vec::new();
    for run in 0..=runs {
        let mut medians = [0.0; READS.len()];
        for (median, (_, path)) in medians.iter_mut().zip(READS) {
            let mut histogram = Histogram::<u64>::new(3)?;
            for turn in 0..50 {
                let path = path.replace("{}", customers.get(turn).ok_or("too few customers")?);
                let request =
                    http.get(format!("{}{path}", node.url())).bearer_auth(token).header("Subrosa-Account", brand);
                let begun = Instant::now();
                let answer = request.send().await?.error_for_status()?.bytes().await?;
                histogram.record(u64::try_from(begun.elapsed().as_micros())?)?;
                if answer.len() < 50 {
                    return Err("an answer was empty".into());
                }
            }
            *median = crate::report::milliseconds(&histogram, 0.5);
        }
        // The first round warms caches on both sides.
        if run > 0 {
            all.push(medians);
        }
    }
    Ok(all)
}
