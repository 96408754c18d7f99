//! How fast a campaign reaches very many, and how long a member's reply takes meanwhile.

use std::path::Path;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use reqwest::Method;
use serde_json::{Value, json};

use super::segments::Filled;
use crate::Failure;

/// Replies by which it is known how long one takes while nothing else goes on.
const IDLE_REPLIES: u64 = 300;
/// How often it is looked how far it is.
const LOOK: Duration = Duration::from_millis(50);
/// Between two replies of the same member.
const PAUSE: Duration = Duration::from_millis(10);

/// What was measured.
pub(crate) struct Campaign {
    /// Contacts who got it.
    pub(crate) sent: u64,
    /// Messages a second, from the first to the last.
    pub(crate) rate: f64,
    /// Seconds from the submission to the first message: looking for everyone and writing them down.
    pub(crate) planned: f64,
    /// Microseconds of replies before it and during it.
    pub(crate) idle: Histogram<u64>,
    pub(crate) during: Histogram<u64>,
}

/// Sends one campaign to everyone of a folder who agreed. A folder that is not filled is filled first.
///
/// # Errors
/// When anything is refused.
pub(crate) async fn measure(folder: &Path, contacts: i64) -> Result<Campaign, Failure> {
    let filled = super::segments::open(folder, contacts).await?;
    let shop = Shop { http: reqwest::Client::builder().no_proxy().build()?, filled };
    let settings = json!({"cap": 100, "cap_days": 1, "quiet_from": "00:00", "quiet_until": "00:00", "gap_hours": 0,
        "approval_above": 1_000_000, "opt_out_percent": 0, "opt_out_after": 1});
    shop.call(Method::PUT, "/v1/brand/campaigns/settings", &settings).await?;
    let conversation = shop.filled.unasked()?;
    let mut idle = Histogram::new(3)?;
    while idle.len() < IDLE_REPLIES {
        idle.record(shop.reply(&conversation).await?)?;
    }
    let campaign = json!({"name": "Spring", "audience": {"text": "consent offers"}, "topic": "offers", "fallback": "en",
        "holdout_percent": 0, "variants": [{"share": 1, "texts": [{"language": "en",
            "text": "Hi {{customer}}, spring is in {{contact.city|town}}: boots and bowls at half their price until Sunday.",
            "buttons": [{"text": "See", "open": "https://shop.example/spring?tier={{contact.tier}}"}]}]}]});
    let made = shop.call(Method::POST, "/v1/brand/campaigns", &campaign).await?;
    let path = format!("/v1/brand/campaigns/{}", made["id"].as_str().ok_or("an id")?);
    let begun = Instant::now();
    shop.call(Method::POST, &format!("{path}/moves"), &json!({"move": "submit"})).await?;
    let mut during = Histogram::new(3)?;
    let watching = async {
        let mut first: Option<(Instant, u64)> = None;
        loop {
            let seen = shop.call(Method::GET, &path, &Value::Null).await?;
            let sent = seen["sent"].as_u64().ok_or("a count")?;
            if sent > 0 && first.is_none() {
                first = Some((Instant::now(), sent));
            }
            if let (Some((since, before)), Some("finished")) = (first, seen["state"].as_str()) {
                return Ok::<_, Failure>((since, sent, (sent - before) as f64 / since.elapsed().as_secs_f64()));
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    let replying = async {
        loop {
            during.record(shop.reply(&conversation).await?)?;
            tokio::time::sleep(PAUSE).await;
        }
    };
    let (since, sent, rate) = tokio::select! {
        watched = watching => watched?,
        replied = replying => return replied,
    };
    Ok(Campaign { sent, rate, planned: (since - begun).as_secs_f64(), idle, during })
}

struct Shop {
    http: reqwest::Client,
    filled: Filled,
}

impl Shop {
    async fn call(&self, method: Method, path: &str, body: &Value) -> Result<Value, Failure> {
        let request = self.http.request(method, format!("{}{path}", self.filled.url()));
        let request = request.bearer_auth(self.filled.token()).header("subrosa-account", self.filled.brand.to_string());
        let request = if body.is_null() { request } else { request.json(body) };
        let answer = request.send().await?;
        if !answer.status().is_success() {
            return Err(format!("{path}: {}", answer.text().await?).into());
        }
        Ok(answer.json().await?)
    }

    /// Microseconds of a reply.
    async fn reply(&self, conversation: &str) -> Result<u64, Failure> {
        let message = json!({"client_id": uuid::Uuid::now_v7(), "body": {"v": 1, "text": "It is on its way."}});
        let asked = Instant::now();
        self.call(Method::POST, &format!("/v1/conversations/{conversation}/messages"), &message).await?;
        Ok(u64::try_from(asked.elapsed().as_micros())?.max(1))
    }
}
