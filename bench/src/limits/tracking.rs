//! Events in the store's own transactions, in batches of the same size and as many writers, without HTTP, JSON and people: what the product's
//! rate is held against.

use std::path::Path;
use std::time::Instant;

use serde_json::{Map, json};
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::custom_events::{self, Numbered, Tracked};
use subrosa_store::{Db, Error, Folder, Options};
use tokio::task::JoinSet;

use crate::Failure;
use crate::product::tracking::Load;

/// Durable events per second.
///
/// # Errors
/// When the store fails.
pub(crate) async fn measure(folder: &Path, load: Load) -> Result<f64, Failure> {
    let db = Db::open(Folder::open(folder)?, Epoch(1), &Options::default())?;
    let (begun, mut writers) = (Instant::now(), JoinSet::new());
    for writer in 0..load.tellers {
        let db = db.clone();
        writers.spawn(async move {
            let mut written = 0;
            while begun.elapsed() < load.time {
                let events: Vec<Tracked> =
                    (0..load.batch).map(|place| event((written + place) * load.tellers + writer, load.users)).collect();
                let now = Timestamp::from_milliseconds(i64::try_from(written).unwrap_or(0));
                db.write(async move |tx| custom_events::insert_many(tx, AccountId::new(1), &events, now).await).await?;
                written += load.batch;
            }
            Ok::<u64, Error>(written)
        });
    }
    let mut written = 0;
    while let Some(writer) = writers.join_next().await {
        written += writer??;
    }
    #[expect(clippy::cast_precision_loss, reason = "a benchmark writes millions, not 2^52")]
    Ok(written as f64 / begun.elapsed().as_secs_f64())
}

fn event(number: u64, users: u64) -> Tracked {
    let user = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % users;
    let properties =
        json!({"sku": format!("T-{}", number % 97), "category": "Bowls", "price": 34.5, "path": "/shop/bowls/blue"});
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let at = Timestamp::from_milliseconds(1_790_000_000_000 + number / 10);
    let event = CustomEvent {
        id: uuid::Uuid::new_v4().to_string(),
        name: "Product Viewed".to_owned(),
        at,
        properties: properties.as_object().map_or_else(Map::new, Clone::clone),
    };
    let contact = ConversationId::new(-1 - i64::try_from(user).unwrap_or(0));
    Tracked { contact, told_at: at, event: Numbered { number: number + 1, event } }
}
