//! How long it takes to count of whom a rule holds, exactly, over the API, where a brand has very many contacts.

pub(crate) mod by_hand;
mod fill;
pub(crate) mod live;
mod rules;

use std::path::Path;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Value, json};
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::AccountId;
use subrosa_proto::brand::{NewBrand, Role};
use subrosa_proto::source::SaveSource;

use crate::Failure;
use crate::node::Node;
use crate::people::Workshop;

pub(crate) use rules::RULES;

/// What counting a rule gave.
pub(crate) struct Counted {
    /// Microseconds of each count but the first.
    pub(crate) took: Histogram<u64>,
    /// Microseconds of the first.
    pub(crate) first: u64,
    pub(crate) contacts: u64,
}

/// A server with a brand of real size.
pub(crate) struct Filled {
    node: Node,
    /// With which its owner is signed in.
    token: String,
    pub(crate) brand: AccountId,
    /// The write key of a source.
    key: String,
    contacts: i64,
}

impl Filled {
    fn request(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        request.bearer_auth(&self.token).header("subrosa-account", self.brand.to_string())
    }

    async fn post(&self, http: &reqwest::Client, path: &str, body: &Value) -> Result<Value, Failure> {
        let request = self.request(http.post(format!("{}{path}", self.node.url()))).json(body);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn get(&self, http: &reqwest::Client, path: &str) -> Result<Value, Failure> {
        let request = self.request(http.get(format!("{}{path}", self.node.url())));
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn remove(&self, http: &reqwest::Client, path: &str) -> Result<(), Failure> {
        let request = self.request(http.delete(format!("{}{path}", self.node.url())));
        request.send().await?.error_for_status()?;
        Ok(())
    }

    fn batch_url(&self) -> String {
        format!("{}/v1/batch", self.node.url())
    }

    pub(crate) fn url(&self) -> String {
        self.node.url()
    }

    /// With which its owner is signed in.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// The conversation with a contact whom no campaign is for.
    pub(crate) fn unasked(&self) -> Result<String, Failure> {
        let found = fill::unasked(self.contacts).ok_or("everyone was asked")?;
        Ok(found.to_string())
    }

    /// Bytes of memory that the server has now.
    pub(crate) fn memory(&self) -> Result<f64, Failure> {
        self.node.memory()
    }
}

/// What a folder says of itself that was filled before.
const FILLED: &str = "filled.json";

/// Serves a folder that is filled, or fills it first, which takes minutes for a million.
///
/// # Errors
/// When the store or the server fails, or others are in it.
pub(crate) async fn open(folder: &Path, contacts: i64) -> Result<Filled, Failure> {
    fill(folder, contacts).await?;
    let known: Value = serde_json::from_slice(&std::fs::read(folder.join(FILLED))?)?;
    if known["contacts"] != contacts {
        return Err(format!("{} contacts are in the folder", known["contacts"]).into());
    }
    let text = |name: &str| Ok::<_, Failure>(known[name].as_str().ok_or("a note of texts")?.to_owned());
    let (token, brand, key) = (text("token")?, text("brand")?.parse()?, text("key")?);
    Ok(Filled { node: Node::start(folder).await?, token, brand, key, contacts })
}

/// Fills a folder, unless it is filled.
///
/// # Errors
/// When the store fails.
pub(crate) async fn fill(folder: &Path, contacts: i64) -> Result<(), Failure> {
    let note = folder.join(FILLED);
    if !note.exists() {
        let made = make(folder, contacts).await?;
        std::fs::write(&note, made)?;
    }
    Ok(())
}

/// Fills a folder; its note.
async fn make(folder: &Path, contacts: i64) -> Result<Vec<u8>, Failure> {
    std::fs::create_dir_all(folder)?;
    let workshop = Workshop::open(folder)?;
    let owner = workshop.person("olga").await?;
    let engage = Engage::new(workshop.messaging.clone());
    let new = NewBrand { handle: "shop".to_owned(), display_name: "Shop".to_owned(), bio: String::new() };
    let brand = engage.create_brand(&owner.actor, new).await?.account.id;
    let begun = Instant::now();
    fill::fill(workshop.messaging.db(), brand, contacts, workshop.messaging.now()).await?;
    eprintln!("segments: {contacts} contacts in {:?}", begun.elapsed());
    let Actor::Person { account: person, device } = owner.actor else { return Err("the owner is a person".into()) };
    let member = Actor::Member { brand, held: Role::Owner.into(), person, device };
    let key = engage.create_source(&member, SaveSource { name: "Shop".to_owned(), currency: None }).await?.write_key;
    drop(engage);
    workshop.close(folder).await;
    let note = json!({"contacts": contacts, "token": owner.token.expose(), "brand": brand, "key": key});
    Ok(note.to_string().into_bytes())
}

/// Microseconds of counts of a rule, the first apart, and how many it holds of.
///
/// # Errors
/// When a count is refused, or another than the one before.
pub(crate) async fn count(filled: &Filled, rule: &str, time: Duration) -> Result<Counted, Failure> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut first = None;
    let (begun, mut took, mut found) = (Instant::now(), Histogram::<u64>::new(3)?, None);
    while took.len() < 3 || begun.elapsed() < time {
        let asked = Instant::now();
        let answer = filled.post(&http, "/v1/brand/segments/count", &json!({"text": rule})).await?;
        let micros = u64::try_from(asked.elapsed().as_micros())?.max(1);
        // It fills what no rule has asked for before.
        if first.is_none() {
            first = Some(micros);
        } else {
            took.record(micros)?;
        }
        let contacts = answer["contacts"].as_u64().ok_or("the owner is told each number")?;
        if found.is_some_and(|before| before != contacts) && !rule.contains("days") {
            return Err(format!("{contacts} contacts, and {found:?} before").into());
        }
        found = Some(contacts);
    }
    Ok(Counted { took, first: first.unwrap_or(0), contacts: found.unwrap_or(0) })
}
