//! One page of 50 events of a long conversation, at the client, over REST on one kept connection.

use std::path::Path;
use std::time::Instant;

use hdrhistogram::Histogram;
use subrosa_client::Http;
use subrosa_proto::event::PageRequest;

use crate::Failure;
use crate::node::Node;
use crate::people::Workshop;

/// Where the pages lie.
pub(crate) const PLACES: [&str; 3] = ["newest", "half way", "oldest"];

/// Median milliseconds of a page at each of [`PLACES`], for each run.
///
/// # Errors
/// When the server fails.
pub(crate) async fn measure(folder: &Path, length: usize, runs: usize) -> Result<Vec<[f64; 3]>, Failure> {
    let workshop = Workshop::open(folder)?;
    let pair = workshop.pairs("pair", 1).await?.remove(0);
    workshop.fill(&pair.sender, pair.conversation, length).await?;
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    let http = Http::new(&node.url())?.with_token(pair.receiver.token.clone());
    let head = i64::try_from(length)?;
    let befores = [None, Some(head / 2), Some(51)];
    let mut all = Vec::new();
    for run in 0..=runs {
        let mut medians = [0.0; 3];
        for (median, before) in medians.iter_mut().zip(befores) {
            let mut histogram = Histogram::<u64>::new(3)?;
            let request = PageRequest { before, limit: Some(50), ..PageRequest::default() };
            for _ in 0..200 {
                let begun = Instant::now();
                let page = http.events(pair.conversation, &request).await?;
                histogram.record(u64::try_from(begun.elapsed().as_nanos())?)?;
                if page.events.len() != 50 {
                    return Err("a page was short".into());
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "nanoseconds of a page, not 2^52")]
            let milliseconds = histogram.value_at_quantile(0.5) as f64 / 1e6;
            *median = milliseconds;
        }
        // The first round warms caches on both sides.
        if run > 0 {
            all.push(medians);
        }
    }
    Ok(all)
}
