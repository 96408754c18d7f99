//! A brand whose owner has a campaign sent, over the product's own REST.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_client::{Http, Token};
use subrosa_proto::account::SignUp;
use subrosa_proto::campaign::Campaign;
use subrosa_proto::{AccountId, CampaignId};

use crate::Outcome;

pub(super) const TOPIC: &str = "offers";
pub(super) const HOLDOUT_PERCENT: u32 = 10;
/// What a reminder begins with, which each gets a second after the campaign's own message.
pub(super) const REMINDER: &str = "Still";
const JOURNEY: &str = "\
v: 1
name: Once more
language: en
start: pause
nodes:
  pause: { wait: { for: 1s, then: remind } }
  remind: { promote: { message: reminder, then: over } }
  over: { end: {} }
";
/// How long a server may take to answer: one that stands still does not.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two looks at how far a campaign is.
const LOOK: Duration = Duration::from_millis(100);

/// The brand.
#[derive(Clone)]
pub struct Shop {
    http: reqwest::Client,
    token: Token,
    pub brand: AccountId,
}

impl Shop {
    /// Founds it at a server: with a topic, and with settings by which nothing but consent speaks against a campaign.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn found(url: &str) -> Outcome<Self> {
        // Without it no client is made, although these speak no TLS. Another may have installed it.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let owner: SignUp = serde_json::from_value(
            json!({"handle": "olga", "display_name": "Olga", "password": "correct-horse-battery"}),
        )?;
        let token = Token::from(Http::new(url)?.sign_up(&owner).await?.token);
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
        let new = json!({"handle": "shop", "display_name": "Shop"});
        let made: Value = answer(http.post(format!("{url}/v1/brands")).bearer_auth(token.expose()).json(&new)).await?;
        let brand = serde_json::from_value(made["account"]["id"].clone())?;
        let shop = Self { http, token, brand };
        let topic = json!({"label": "Offers", "description": "Twice a month."});
        shop.call(url, Method::PUT, &format!("/v1/brand/topics/{TOPIC}"), &topic).await?;
        let settings = json!({"cap": 100, "cap_days": 1, "quiet_from": "00:00", "quiet_until": "00:00", "gap_hours": 0,
            "approval_above": 1_000_000, "opt_out_percent": 0, "opt_out_after": 1});
        shop.call(url, Method::PUT, "/v1/brand/campaigns/settings", &settings).await?;
        Ok(shop)
    }

    /// Has a campaign sent to everyone who agrees, but for those held out, and a reminder to each who got it.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn submit(&self, url: &str) -> Outcome<CampaignId> {
        let text = json!([{"language": "en", "text": "Hi {{customer}}, boots and bowls at half their price."}]);
        let reminder = json!([{"language": "en", "text": format!("{REMINDER} half their price, {{{{customer}}}}.")}]);
        let campaign = json!({"name": "Spring", "audience": {"text": "everyone"}, "topic": TOPIC, "fallback": "en",
            "holdout_percent": HOLDOUT_PERCENT, "variants": [{"share": 1, "texts": text}, {"share": 1, "texts": text}],
            "journey": {"flow": JOURNEY, "messages": [{"name": "reminder", "texts": reminder}]}});
        let made: Campaign =
            serde_json::from_value(self.call(url, Method::POST, "/v1/brand/campaigns", &campaign).await?)?;
        let path = format!("/v1/brand/campaigns/{}/moves", made.id);
        self.call(url, Method::POST, &path, &json!({"move": "submit"})).await?;
        Ok(made.id)
    }

    /// Waits until it is finished.
    ///
    /// # Errors
    /// When the server can't be reached or refuses, or it does not come to its end in time.
    pub async fn until_finished(&self, url: &str, campaign: CampaignId, within: Duration) -> Outcome<()> {
        let finished = async {
            while self.get(url, &format!("/v1/brand/campaigns/{campaign}")).await?["state"] != "finished" {
                tokio::time::sleep(LOOK).await;
            }
            Ok(())
        };
        let late = |_| format!("the campaign did not finish within {within:?}");
        tokio::time::timeout(within, finished).await.map_err(late)?
    }

    /// What is read, as JSON.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub async fn get(&self, url: &str, path: &str) -> Outcome<Value> {
        self.call(url, Method::GET, path, &Value::Null).await
    }

    pub(super) async fn call(&self, url: &str, method: Method, path: &str, body: &Value) -> Outcome<Value> {
        let request = self.http.request(method, format!("{url}{path}")).bearer_auth(self.token.expose());
        let request = request.header("subrosa-account", self.brand.to_string());
        answer(if body.is_null() { request } else { request.json(body) }).await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Outcome<Value> {
    let answer = request.send().await?;
    let (status, url, text) = (answer.status(), answer.url().path().to_owned(), answer.text().await?);
    if !status.is_success() {
        return Err(format!("{url}: {status} {text}").into());
    }
    Ok(if text.is_empty() { Value::Null } else { serde_json::from_str(&text)? })
}
