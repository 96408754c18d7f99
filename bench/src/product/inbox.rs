//! An inbox of real size, over the API: the pages that an agent looks at all day, where a brand has a hundred thousand customers, a million
//! messages and three hundred thousand orders.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use hdrhistogram::Histogram;
use serde_json::{Value, json};

use crate::Failure;
use crate::node::{Node, binary};

/// Milliseconds that a page of the inbox may take, and a report.
const PAGE: f64 = 50.0;
const REPORT: f64 = 300.0;

/// What is read, where, and how long it may take. `{}` is another customer's conversation each time, `{days}` the range of the ninety days
/// in which everything happened.
pub(crate) const READS: [(&str, &str, f64); 11] = [
    ("open, the newest", "/v1/tickets?status=open", PAGE),
    ("open, the longest waiting", "/v1/tickets?status=open&order=oldest", PAGE),
    ("open, of one agent", "/v1/tickets?status=open&of=me", PAGE),
    ("open, of one label", "/v1/tickets?status=open&label=delivery", PAGE),
    ("resolved, the newest of 90,000", "/v1/tickets?status=resolved", PAGE),
    ("counts", "/v1/tickets/counts", PAGE),
    ("contact panel, 300,000 orders", "/v1/conversations/{}/contact", PAGE),
    ("report of 90 days", "/v1/reports?{days}", REPORT),
    ("report of 90 days, 50 members", "/v1/reports/members?{days}", REPORT),
    ("report of 90 days, labels", "/v1/reports/labels?{days}", REPORT),
    ("report of 90 days, tickets resolved", "/v1/reports/tickets?{days}&figure=resolved", REPORT),
];

/// The last ninety-one days, in UTC.
fn days() -> Result<String, Failure> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let first = today.checked_sub(jiff::Span::new().days(90))?;
    Ok(format!("from={first}&to={today}"))
}

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
    let days = days()?;
    let mut all = Vec::new();
    for run in 0..=runs {
        let mut medians = [0.0; READS.len()];
        for (median, (_, path, _)) in medians.iter_mut().zip(READS) {
            let path = path.replace("{days}", &days);
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
