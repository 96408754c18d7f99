//! The power goes out. The server writes under the recording layer, and is killed and started again while it does; then
//! many moments of the recording are chosen, and for each a disk is drawn that keeps what was synced and any part of the
//! rest. From every one of them the real server must start, and have everything that was acknowledged until that moment.
//!
//! To show that losses are noticed, the same recording is played onto a disk that at some point only pretends to sync.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Plan;
use super::people::People;
use super::report::Row;
use super::tail::find_log;
use crate::powercut::image::{self, Image};
use crate::powercut::recording::{Change, Handle, Operation};
use crate::powercut::{Disk, Recorder, Recording, Survivors};
use crate::writing::Verdict;
use crate::writing::person::Order;
use crate::{Node, Outcome, Program, moment};

const PAIRS: usize = 4;
const WINDOW: usize = 8;
/// People write until the log has begun anew, so that the recording has whole checkpoints, and then a moment longer.
const LONGER: Duration = Duration::from_millis(100);
/// The size of the log's header, by SQLite's file format.
const LOG_HEADER: u64 = 32;
const DEADLINE: Duration = Duration::from_secs(120);

/// Runs the test.
///
/// # Errors
/// When the server can't be recorded, or a lying disk goes unnoticed.
pub async fn run(plan: &Plan) -> Outcome<Row> {
    let begun = Instant::now();
    let folder = plan.folder("power")?;
    let mut luck = plan.luck("power");
    let recorded = Recorded::make(plan.program(&folder), &folder, &mut luck).await?;
    recorded.notice_a_lying_disk(&mut luck).await?;

    let mut verdict = Verdict::default();
    let mut disk = Disk::default();
    let mut played = 0;
    for (number, (place, survivors)) in recorded.choose_cuts(plan.size.power_cuts, &mut luck).into_iter().enumerate() {
        for operation in &recorded.operations[played..place] {
            disk.play(&operation.change)?;
        }
        played = place;
        let found = recorded.judge(&disk.cut(survivors, &mut luck), place, &format!("image-{number}")).await?;
        verdict.add(found.within(&format!("cut after operation {place}, {survivors:?} of the rest survived")));
    }
    let done = format!("{} cuts in {} operations", plan.size.power_cuts, recorded.operations.len());
    Ok(Row { name: "power cut".into(), done, verdict, time: begun.elapsed() })
}

/// Waits until the write-ahead log has had two headers: it was copied into the database and begun again.
async fn log_begins_anew(data: &Path) -> Outcome<()> {
    let path = find_log(data)?.ok_or("there is no write-ahead log")?;
    let mut headers = BTreeSet::new();
    let anew = async {
        while headers.len() < 2 {
            let mut header = Vec::new();
            File::open(&path)?.take(LOG_HEADER).read_to_end(&mut header)?;
            if !header.is_empty() {
                headers.insert(header);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Outcome::Ok(())
    };
    tokio::time::timeout(DEADLINE, anew).await.map_err(|_| "the write-ahead log never began anew")??;
    tokio::time::sleep(LONGER).await;
    Ok(())
}

/// What the server did, and what people were told meanwhile.
struct Recorded {
    operations: Vec<Operation>,
    people: People,
    /// From here on everyone is signed up and has a conversation.
    ready: u64,
    program: Program,
    folder: PathBuf,
}

impl Recorded {
    /// Lets people write, kills the server in between, and stops it in the end.
    async fn make(program: Program, folder: &Path, luck: &mut fastrand::Rng) -> Outcome<Self> {
        let data = folder.join("recorded");
        std::fs::create_dir_all(&data)?;
        let recorder = Recorder::compile(folder)?;
        let under_record = program.clone().with_environment(recorder.environment(&data));

        let node = Node::start(&under_record, &data).await?;
        let mut people = People::sign_up(&node, PAIRS, WINDOW, luck).await?;
        let ready = moment::now();
        let (_say, go_on) = watch::channel(Order::Write);
        let url = node.url();
        let killing = async {
            log_begins_anew(&data).await?;
            node.kill()
        };
        people.write_while(&url, &go_on, killing).await?;

        let node = Node::start(&under_record, &data).await?;
        let (say, go_on) = watch::channel(Order::Write);
        let stopping = async {
            log_begins_anew(&data).await?;
            Ok(say.send(Order::Finish)?)
        };
        people.write_while(&node.url(), &go_on, stopping).await?;
        node.stop().await?;
        let operations = Recording::read(recorder.log())?.operations;
        Ok(Self { operations, people, ready, program, folder: folder.to_owned() })
    }

    /// Chooses moments, in order, and what survives each: some by chance, and each start after a kill.
    fn choose_cuts(&self, count: usize, luck: &mut fastrand::Rng) -> Vec<(usize, Survivors)> {
        let by_chance = self.choose_places(count, luck).into_iter().zip(Survivors::ALL.into_iter().cycle());
        let mut cuts: Vec<(usize, Survivors)> =
            by_chance.chain(self.later_starts().into_iter().map(|place| (place, Survivors::None))).collect();
        cuts.sort_by_key(|(place, _)| *place);
        cuts
    }

    /// The moments at which a server that was started again has not written anything itself. It has shown people what the
    /// killed one wrote by then, so none of that may still wait for a sync.
    fn later_starts(&self) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut logs: Option<BTreeSet<Handle>> = None;
        for (place, operation) in self.operations.iter().enumerate() {
            match (&operation.change, &mut logs) {
                (Change::Open { path, created: false, .. }, _) if path == "subrosa.lock" => {
                    logs = Some(BTreeSet::new());
                }
                (Change::Open { handle, path, .. }, Some(logs)) if path.ends_with("-wal") => {
                    logs.insert(*handle);
                }
                (Change::Write { handle, .. }, Some(open)) if open.contains(handle) => {
                    starts.push(place);
                    logs = None;
                }
                _ => {}
            }
        }
        starts
    }

    /// Chooses moments, in order: half of them anywhere, half so that rarely touched files come up as often as the busy one.
    fn choose_places(&self, count: usize, luck: &mut fastrand::Rng) -> Vec<usize> {
        let mut by_handle: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, operation) in (1..).zip(&self.operations) {
            by_handle.entry(operation.change.handle().unwrap_or_default()).or_default().push(place);
        }
        let groups: Vec<Vec<usize>> = by_handle.into_values().collect();
        let mut places = Vec::new();
        while places.len() < count {
            let anywhere = luck.bool();
            let group = &groups[luck.usize(..groups.len())];
            places.push(if anywhere {
                luck.usize(1..=self.operations.len())
            } else {
                group[luck.usize(..group.len())]
            });
        }
        places.sort_unstable();
        places
    }

    /// Starts the real server on an image and holds it to what was heard before the next operation was done. An image that
    /// shows a loss is kept under its name.
    async fn judge(&self, image: &Image, place: usize, name: &str) -> Outcome<Verdict> {
        let data = self.folder.join("image");
        let cut = self.operations.get(place).map_or(u64::MAX, |operation| operation.time);
        image::write(image, &data)?;
        let mut verdict = Verdict::default();
        match Node::start(&self.program, &data).await {
            Ok(node) if cut > self.ready => verdict = self.people.judge_at(&node, cut).await?,
            Ok(_) => {}
            Err(error) => verdict.lost(format!("the server does not start: {error}")),
        }
        if verdict.is_clean() {
            std::fs::remove_dir_all(&data)?;
        } else {
            std::fs::rename(&data, self.folder.join(name))?;
        }
        Ok(verdict)
    }

    /// The test of the test: a disk that stops syncing while people write must be found to have lost something.
    async fn notice_a_lying_disk(&self, luck: &mut fastrand::Rng) -> Outcome<()> {
        let mut disk = Disk::default();
        for (place, operation) in self.operations.iter().enumerate() {
            if place == self.operations.len() / 2 {
                disk.lie();
            }
            disk.play(&operation.change)?;
        }
        let verdict = self.judge(&disk.cut(Survivors::None, luck), self.operations.len(), "lying").await?;
        if verdict.is_clean() {
            return Err("a disk that does not sync went unnoticed: this test tests nothing".into());
        }
        Ok(())
    }
}
