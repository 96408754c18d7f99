//! How soon a live segment knows of what happened, while much happens.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Value, json};
use tokio::time::{MissedTickBehavior, interval, sleep};
use uuid::Uuid;

use super::Filled;
use crate::Failure;

/// Live segments besides the one that is watched.
const OTHERS: [&str; 4] = [
    r#"consent offers and event "Product Viewed" times >= 2 in last 30 days"#,
    r#"event "Checkout Started" in last 7 days and not event "Order Completed" in last 7 days"#,
    r#"attribute tier = "gold" and orders spent EUR >= 200.00 in last 365 days"#,
    r#"last event "Page Viewed" over 180 days ago"#,
];
/// Events a second beside it.
const RATE: u32 = 2_000;
/// Events of one request.
const BATCH: u64 = 50;

/// Milliseconds from the moment at which an event is acknowledged until the segment's moves tell of it, and the events a second meanwhile.
///
/// # Errors
/// When a request is refused, or the segment never knows.
pub(crate) async fn measure(filled: &Filled, run: usize, time: Duration) -> Result<(Histogram<u64>, f64), Failure> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    // Each run watches for an event that no other has told.
    let (event, mut made_here) = (format!("Probe {run} {}", Uuid::new_v4().simple()), Vec::new());
    let watching = format!("event {event:?}");
    for (place, rule) in std::iter::once(&*watching).chain(OTHERS).enumerate() {
        let segment = json!({"name": format!("Live {run}.{place} {}", Uuid::new_v4().simple()), "given": {"text": rule}, "is_live": true});
        let made = filled.post(&http, "/v1/brand/segments", &segment).await?;
        made_here.push(made["id"].as_str().ok_or("a segment has an id")?.to_owned());
    }
    let watched = &made_here[0];
    let begun = Instant::now();
    loop {
        let all = filled.get(&http, "/v1/brand/segments").await?;
        let all = all["segments"].as_array().ok_or("segments are a list")?;
        if all.iter().all(|segment| segment["is_ready"] == true) {
            break;
        }
        if begun.elapsed() > Duration::from_secs(120) {
            return Err("live segments are not filled after two minutes".into());
        }
        sleep(Duration::from_millis(100)).await;
    }
    eprintln!("segments: {} live ones are filled after {:?}", OTHERS.len() + 1, begun.elapsed());
    let until = Instant::now() + time;
    let load = tokio::spawn(load(http.clone(), filled.batch_url(), filled.key.clone(), filled.contacts, until));
    let (mut took, mut after, mut probe) = (Histogram::<u64>::new(3)?, "0".to_owned(), 0);
    while Instant::now() < until {
        probe += 1;
        let call =
            json!({"type": "track", "messageId": Uuid::new_v4(), "userId": format!("contact{probe}"), "event": event});
        tell(&http, &filled.batch_url(), &filled.key, vec![call]).await?;
        let told = Instant::now();
        loop {
            let moves = filled.get(&http, &format!("/v1/brand/segments/{watched}/moves?after={after}")).await?;
            moves["next"].as_str().ok_or("a page has a next")?.clone_into(&mut after);
            if moves["moves"].as_array().is_some_and(|moves| !moves.is_empty()) {
                break;
            }
            if told.elapsed() > Duration::from_secs(30) {
                return Err("a live segment does not know of an event after 30 seconds".into());
            }
            sleep(Duration::from_millis(5)).await;
        }
        took.record(u64::try_from(told.elapsed().as_micros())?.max(1))?;
    }
    let rate = load.await??;
    for segment in &made_here {
        filled.remove(&http, &format!("/v1/brand/segments/{segment}")).await?;
    }
    Ok((took, rate))
}

/// Tells events evenly, and says how many a second were taken.
async fn load(http: reqwest::Client, url: String, key: String, contacts: i64, until: Instant) -> Result<f64, Failure> {
    let (begun, mut told) = (Instant::now(), 0_u64);
    let mut ticks = interval(Duration::from_secs(1) * u32::try_from(BATCH)? / RATE);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while Instant::now() < until {
        ticks.tick().await;
        let calls = (told..told + BATCH).map(|number| {
            let contact = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % contacts.cast_unsigned();
            let name = ["Product Viewed", "Page Viewed", "Checkout Started"][usize::try_from(number % 3).unwrap_or(0)];
            json!({"type": "track", "messageId": Uuid::new_v4(), "userId": format!("contact{contact}"), "event": name,
                "properties": {"sku": "T-1", "category": "Bowls"}})
        });
        tell(&http, &url, &key, calls.collect()).await?;
        told += BATCH;
    }
    #[expect(clippy::cast_precision_loss, reason = "a benchmark tells thousands of events")]
    Ok(told as f64 / begun.elapsed().as_secs_f64())
}

async fn tell(http: &reqwest::Client, url: &str, key: &str, calls: Vec<Value>) -> Result<(), Failure> {
    let count = calls.len();
    let request = http.post(url).basic_auth(key, None::<&str>).body(json!({"batch": calls}).to_string());
    let answer: Value = request.send().await?.error_for_status()?.json().await?;
    if answer["taken"] != count {
        Err(format!("{} of {count} events were taken", answer["taken"]).into())
    } else {
        Ok(())
    }
}
