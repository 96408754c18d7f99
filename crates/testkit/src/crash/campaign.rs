//! Killed at any instant (SIGKILL) while it sends a campaign and while contacts say that they want no more of it.

use std::time::{Duration, Instant};

use subrosa_proto::sync::Epoch;
use subrosa_store::{Db, Folder, Options};

use super::Plan;
use super::report::Row;
use crate::campaign::{Shop, Withdrawals, fill, judge, withdraw};
use crate::stores::let_go;
use crate::{Node, Outcome};

/// A server lives at most this long, in microseconds.
const LIFE: u64 = 160_000;
/// It is killed so often at most before the campaign has begun, or it never will.
const BEFORE: usize = 100;
/// Of an unoptimised build, by which it has long come to its end.
const FINISHED: Duration = Duration::from_secs(120);

/// Runs the test.
///
/// # Errors
/// When the server does not come up again, can't be asked, or was never killed in the middle of it.
pub async fn run(plan: &Plan) -> Outcome<Row> {
    let begun = Instant::now();
    let folder = plan.folder("campaign")?;
    let (data, program, mut luck) = (folder.join("data"), plan.program(&folder), plan.luck("campaign"));
    let (kills, contacts) = (plan.size.campaign_kills, plan.size.contacts);
    let node = Node::start(&program, &data).await?;
    let shop = Shop::found(&node.url()).await?;
    node.stop().await?;
    let db = Db::open(Folder::open(&data)?, Epoch(0), &Options::default())?;
    fill(&db, shop.brand, contacts).await?;
    drop(db);
    drop(let_go(&data).await?);

    let node = Node::start(&program, &data).await?;
    let campaign = shop.submit(&node.url()).await?;
    node.kill()?;
    let (mut withdrawals, mut before, mut in_the_middle) = (Withdrawals::new(), 0, 0);
    while before < BEFORE && in_the_middle < kills {
        let node = Node::start(&program, &data).await?;
        let seen = shop.get(&node.url(), &format!("/v1/brand/campaigns/{campaign}")).await?;
        match seen["state"].as_str() {
            Some("scheduled") => before += 1,
            Some("running") => in_the_middle += 1,
            _ => break,
        }
        let (urls, life) = ([node.url()], Duration::from_micros(luck.u64(..LIFE)));
        tokio::select! {
            () = withdraw(&shop, &urls, contacts, &mut luck, &mut withdrawals) => {}
            () = tokio::time::sleep(life) => {}
        }
        node.kill()?;
    }
    if in_the_middle < 2 {
        return Err(format!("it was killed {in_the_middle} times in the middle of it, {before} times before").into());
    }
    let node = Node::start(&program, &data).await?;
    shop.until_finished(&node.url(), campaign, FINISHED).await?;
    let verdict = judge(&shop, &node.url(), campaign, contacts, &withdrawals).await?;
    node.stop().await?;
    let done = format!("{in_the_middle} kills, {contacts} contacts, {} say no", withdrawals.len());
    Ok(Row { name: "killed while it sends a campaign".into(), done, verdict, time: begun.elapsed() })
}
