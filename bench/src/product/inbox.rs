//! An inbox of real size, over the API: the pages that an agent looks at all day, where a brand has a hundred thousand customers, a million
//! messages and three hundred thousand orders.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Value, json};

use crate::Failure;
use crate::node::{Node, binary};

/// Milliseconds that a page of the inbox may take, and a report.
const PAGE: f64 = 50.0;
const REPORT: f64 = 300.0;

/// What is read, where, and how long it may take. `{}` is another customer's conversation each time, `{days}` the range of the ninety days
/// in which everything happened, `{view}` a view of some conditions.
pub(crate) const READS: [(&str, &str, f64); 15] = [
    ("open, the newest", "/v1/tickets?status=open", PAGE),
    ("open, the longest waiting", "/v1/tickets?status=open&order=oldest", PAGE),
    ("open, of one agent", "/v1/tickets?status=open&of=me", PAGE),
    ("open, of one label", "/v1/tickets?status=open&label=delivery", PAGE),
    ("resolved, the newest of 90,000", "/v1/tickets?status=resolved", PAGE),
    ("counts", "/v1/tickets/counts", PAGE),
    ("a view of open tickets", "/v1/tickets?view={view}", PAGE),
    ("counts of views", "/v1/brand/views/counts", PAGE),
    ("contact panel, 300,000 orders", "/v1/conversations/{}/contact", PAGE),
    ("report of 90 days", "/v1/reports?{days}", REPORT),
    ("report of 90 days, 50 members", "/v1/reports/members?{days}", REPORT),
    ("report of 90 days, labels", "/v1/reports/labels?{days}", REPORT),
    ("report of 90 days, tickets resolved", "/v1/reports/tickets?{days}&figure=resolved", REPORT),
    (
        "report of 90 days, tickets of an hour of the week",
        "/v1/reports/tickets?{days}&figure=opened&weekday=tuesday&hour=10",
        REPORT,
    ),
    ("report of 90 days, hours of the week as CSV", "/v1/reports/export?{days}&table=hours", REPORT),
];

/// The last ninety-one days, in UTC.
fn days() -> Result<String, Failure> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let first = today.checked_sub(jiff::Span::new().days(90))?;
    Ok(format!("from={first}&to={today}"))
}

/// What is looked for, and by which query. The large store's words are few and so each is common; the rare one is written here.
pub(crate) const SEARCHES: [(&str, &str); 12] = [
    ("search, a rare word", "zanzibar"),
    ("search, a common word", "delivery "),
    ("search, the most common word", "the "),
    ("search, two words", "refund friday "),
    ("search, a phrase", "\"charged twice\""),
    ("search, the beginning of a word", "vouch"),
    ("search, two letters", "th"),
    ("search, the best of a common word", "voucher "),
    ("search, notes", "zanzibar in:notes"),
    ("search, of customers in open tickets", "refund from:customer is:open"),
    ("search, by label", "refund label:delivery"),
    ("search, a customer's name", "tanaka"),
];
/// How long the search may take to take in a store of this size.
const TAKEN_IN: Duration = Duration::from_secs(1_800);
const TURNS: usize = 50;
const GLANCE: Duration = Duration::from_millis(10);

/// What was measured in each run, and once.
pub(crate) struct Measured {
    /// Median milliseconds of each of [`READS`], then of each of [`SEARCHES`].
    pub(crate) runs: Vec<Vec<f64>>,
    /// Seconds after its start in which a server has taken in what the store held.
    pub(crate) taken_in: f64,
    /// Milliseconds from the answer to a note to its being found.
    pub(crate) found_after: f64,
}

/// One who works for the brand, with a server.
struct Member {
    http: reqwest::Client,
    url: String,
    token: String,
    brand: String,
}

impl Member {
    fn get(&self, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.get(format!("{}{path}", self.url));
        request.bearer_auth(&self.token).header("Subrosa-Account", &self.brand)
    }

    fn search(&self, query: &str) -> reqwest::RequestBuilder {
        let order = if query == "voucher " { "best" } else { "newest" };
        let escaped: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
        self.get(&format!("/v1/search?q={escaped}&order={order}"))
    }

    async fn found(&self, query: &str) -> Result<Value, Failure> {
        Ok(self.search(query).send().await?.error_for_status()?.json().await?)
    }

    /// Keeps a view that takes some looking: few of the open tickets stand in it. Its id.
    async fn keep_view(&self) -> Result<String, Failure> {
        let any = json!([{"label": "delivery"}, {"priority": ["urgent"]}, {"has_order": false}]);
        let filter = json!({"all": [{"status": ["open", "pending"]}, {"waiting_minutes": 60}, {"any": any}]});
        let view = json!({"name": "Waiting for long", "order": "oldest", "filter": filter});
        let request = self.http.post(format!("{}/v1/brand/views", self.url)).bearer_auth(&self.token);
        let kept = request.header("Subrosa-Account", &self.brand).json(&view).send().await?;
        let kept: Value = kept.error_for_status()?.json().await?;
        Ok(kept["id"].as_str().ok_or("no view")?.to_owned())
    }

    /// Waits until everything can be found; how many seconds that took.
    async fn wait_until_taken_in(&self) -> Result<f64, Failure> {
        let begun = Instant::now();
        while self.found("the ").await?["ready_percent"].is_number() {
            if begun.elapsed() > TAKEN_IN {
                return Err("the search does not come to its end".into());
            }
            tokio::time::sleep(100 * GLANCE).await;
        }
        Ok(begun.elapsed().as_secs_f64())
    }

    /// Writes a note with the rare word and waits until it is found; how many milliseconds that took.
    async fn note(&self) -> Result<f64, Failure> {
        let page: Value = self.get("/v1/tickets?limit=1").send().await?.error_for_status()?.json().await?;
        let conversation = page["tickets"][0]["conversation"]["id"].as_str().ok_or("no ticket")?;
        let note = json!({"client_id": uuid::Uuid::now_v7(), "body": {"v": 1, "text": "the parcel went to Zanzibar"}});
        let path = format!("{}/v1/conversations/{conversation}/notes", self.url);
        let request = self.http.post(path).bearer_auth(&self.token).header("Subrosa-Account", &self.brand);
        request.json(&note).send().await?.error_for_status()?;
        let begun = Instant::now();
        while self.found("zanzibar").await?["texts"].as_array().is_none_or(Vec::is_empty) {
            tokio::time::sleep(GLANCE).await;
        }
        Ok(begun.elapsed().as_secs_f64() * 1_000.0)
    }
}

/// Fifty times the same, or nearly; the median in milliseconds.
async fn median(request: impl Fn(usize) -> reqwest::RequestBuilder) -> Result<f64, Failure> {
    let mut histogram = Histogram::<u64>::new(3)?;
    for turn in 0..TURNS {
        let request = request(turn);
        let begun = Instant::now();
        let answer = request.send().await?.error_for_status()?.bytes().await?;
        histogram.record(u64::try_from(begun.elapsed().as_micros())?)?;
        if answer.len() < 50 {
            return Err("an answer was empty".into());
        }
    }
    Ok(crate::report::milliseconds(&histogram, 0.5))
}

/// Measures them.
///
/// # Errors
/// When the store can't be made, or the server fails.
pub(crate) async fn measure(folder: &Path, runs: usize) -> Result<Measured, Failure> {
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
    if customers.len() < TURNS {
        return Err("too few customers".into());
    }
    let days = days()?;
    let member = Member { url: node.url(), token: token.to_owned(), brand: brand.to_owned(), http };
    let taken_in = member.wait_until_taken_in().await?;
    let found_after = member.note().await?;
    let view = member.keep_view().await?;
    let mut all = Vec::new();
    for run in 0..=runs {
        let mut medians = Vec::new();
        for (_, path, _) in READS {
            let path = path.replace("{days}", &days).replace("{view}", &view);
            medians.push(median(|turn| member.get(&path.replace("{}", customers[turn]))).await?);
        }
        for (what, query) in SEARCHES {
            let page = member.found(query).await?;
            let is_empty = |name: &str| page[name].as_array().is_none_or(Vec::is_empty);
            if is_empty("texts") && is_empty("customers") {
                return Err(format!("{what}: nothing was found").into());
            }
            medians.push(median(|_| member.search(query)).await?);
        }
        // The first round warms caches on both sides.
        if run > 0 {
            all.push(medians);
        }
    }
    Ok(Measured { runs: all, taken_in, found_after })
}
