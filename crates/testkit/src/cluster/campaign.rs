//! A campaign that a cluster sends while anything befalls its parts and while contacts say that they want no more of it.

use std::path::Path;
use std::time::{Duration, Instant};

use subrosa_proto::sync::Epoch;
use subrosa_store::{Db, Options};

use super::Cluster;
use super::befall::{befall, moment};
use super::fault::{Fault, NODES};
use crate::Outcome;
use crate::campaign::{Shop, Withdrawals, fill, judge, withdraw};
use crate::crash::report::Row;
use crate::stores::options;

/// The name by which it is asked for.
pub const NAME: &str = "any of these while a campaign is sent";
/// What befalls it: each leaves work that somebody else takes up.
const FAULTS: [Fault; 4] = [Fault::NodeKilled, Fault::NodePaused, Fault::PostgresKilled, Fault::NatsKilled];
const CONTACTS: i64 = 2_500;
const FINISHED: Duration = Duration::from_secs(180);

/// Lets each fault befall a fresh cluster so many times meanwhile.
///
/// # Errors
/// When something does not come up again, or it does not come to its end.
pub async fn run(binary: &Path, scratch: &Path, times: usize, seed: u64) -> Outcome<Row> {
    let begun = Instant::now();
    let mut luck = fastrand::Rng::with_seed(seed);
    let parts = Fault::NodeKilled.parts();
    let mut cluster = Cluster::start(binary, &scratch.join("campaign"), NODES, parts).await?;
    let urls = cluster.urls();
    let shop = Shop::found(&urls[0]).await?;
    let contacts = CONTACTS * i64::try_from(times)?;
    let db = Db::connect(&options(&cluster.postgres.url()), Epoch(0), &Options::default()).await?;
    fill(&db, shop.brand, contacts).await?;
    drop(db);

    let campaign = shop.submit(&urls[0]).await?;
    let (mut withdrawals, mut others) = (Withdrawals::new(), luck.fork());
    let mut in_the_middle = 0;
    let befalling = async {
        for turn in 0..times * FAULTS.len() {
            moment(&mut luck, 500).await;
            let seen = shop.get(&urls[0], &format!("/v1/brand/campaigns/{campaign}")).await;
            in_the_middle += usize::from(seen.is_ok_and(|seen| seen["state"] == "running"));
            befall(FAULTS[turn % FAULTS.len()], turn, &mut cluster, &mut luck).await?;
        }
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
    };
    tokio::select! {
        befallen = befalling => befallen?,
        () = withdraw(&shop, &urls, contacts, &mut others, &mut withdrawals) => {}
    }
    if in_the_middle == 0 {
        return Err(format!("{NAME}: it was over before anything befell it").into());
    }
    let judged = async {
        shop.until_finished(&urls[0], campaign, FINISHED).await?;
        judge(&shop, &urls[0], campaign, contacts, &withdrawals).await
    };
    let verdict = judged.await.map_err(|error| {
        let logs: Vec<String> = (0..NODES).map(|node| cluster.log_tail(node)).collect();
        format!("{NAME}: {error}\n{}", logs.join("\n"))
    })?;
    let done = format!(
        "{} faults, {in_the_middle} in the middle of it, {contacts} contacts, {} say no",
        times * FAULTS.len(),
        withdrawals.len()
    );
    Ok(Row { name: NAME.to_owned(), done, verdict, time: begun.elapsed() })
}
