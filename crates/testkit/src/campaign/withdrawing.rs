//! Contacts who say that they want no more, one after the other, while a campaign is sent.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use subrosa_proto::{ConversationId, Timestamp};

use super::contacts::contact;
use super::shop::{Shop, TOPIC};
use crate::Outcome;

/// Between two of them.
const PAUSE: Duration = Duration::from_millis(4);

/// Who said so, and when they were told that it holds: nobody knows of those who were not told.
pub type Withdrawals = BTreeMap<ConversationId, Option<Timestamp>>;

/// Has some of so many contacts say so, at one server after the other, until that is dropped.
pub async fn withdraw(shop: &Shop, urls: &[String], contacts: i64, luck: &mut fastrand::Rng, into: &mut Withdrawals) {
    for url in urls.iter().cycle() {
        let (contact, agrees) = contact(luck.i64(..contacts));
        tokio::time::sleep(PAUSE).await;
        if !agrees || into.contains_key(&contact) {
            continue;
        }
        into.insert(contact, None);
        if say(shop, url, contact).await.is_ok() {
            into.insert(contact, Some(now()));
        }
    }
}

async fn say(shop: &Shop, url: &str, contact: ConversationId) -> Outcome<()> {
    let said = json!({"topic": TOPIC, "state": "withdrawn", "source": "member", "at": now(), "text": "No more."});
    shop.call(url, Method::POST, &format!("/v1/conversations/{contact}/consents"), &said).await.map(drop)
}

/// What servers' clocks say, which are this machine's.
#[expect(clippy::disallowed_methods, reason = "servers are real, and so are their clocks")]
fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_microseconds(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
