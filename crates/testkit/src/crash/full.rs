//! A full disk: sends are refused with `storage_full` and may be repeated, reading goes on, nothing that was acknowledged
//! goes, and once there is room the server goes on by itself.
//!
//! Once with the recording layer, which lets no file grow, and once on a small file system in memory that is really full;
//! the second needs the right to mount one.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use subrosa_proto::ErrorCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::Plan;
use super::people::People;
use super::report::Row;
use crate::powercut::Recorder;
use crate::writing::Verdict;
use crate::writing::person::Order;
use crate::{Node, Outcome};

const PAIRS: usize = 3;
/// One message at a time: with more, the one behind a refused one may be taken before it.
const WINDOW: usize = 1;
const STRETCH: Duration = Duration::from_millis(200);
const DEADLINE: Duration = Duration::from_secs(20);
/// The size of the small file system, in MiB.
const SMALL: usize = 48;

/// Makes a disk full, or gives it room again.
trait Filling {
    fn set_full(&self, full: bool) -> Outcome<()>;
}

impl Filling for Recorder {
    fn set_full(&self, full: bool) -> Outcome<()> {
        Recorder::set_full(self, full)
    }
}

/// Runs the test with the recording layer.
///
/// # Errors
/// When the server does not refuse, does not recover, or can't be asked.
pub async fn run(plan: &Plan) -> Outcome<Row> {
    let begun = Instant::now();
    let folder = plan.folder("full")?;
    let data = folder.join("data");
    std::fs::create_dir_all(&data)?;
    let recorder = Recorder::compile(&folder)?;
    let program = plan.program(&folder).with_environment(recorder.environment(&data));
    let node = Node::start(&program, &data).await?;
    let verdict = fill_and_make_room(node, &recorder, &mut plan.luck("full")).await?;
    Ok(Row { name: "disk full".into(), done: "no file may grow".into(), verdict, time: begun.elapsed() })
}

/// Runs the test on a small file system.
///
/// # Errors
/// As [`run`].
pub async fn run_on_small_disk(plan: &Plan) -> Outcome<Row> {
    let begun = Instant::now();
    let folder = plan.folder("small")?;
    let name = "disk full, for real".to_owned();
    let Some(disk) = SmallDisk::mount(&folder.join("disk"))? else {
        let done = "left out: mounting a file system is not allowed here".to_owned();
        return Ok(Row { name, done, verdict: Verdict::default(), time: begun.elapsed() });
    };
    let node = Node::start(&plan.program(&folder), &disk.folder.join("data")).await?;
    let verdict = fill_and_make_room(node, &disk, &mut plan.luck("small")).await?;
    Ok(Row { name, done: format!("a file system of {SMALL} MiB"), verdict, time: begun.elapsed() })
}

async fn fill_and_make_room(node: Node, disk: &impl Filling, luck: &mut fastrand::Rng) -> Outcome<Verdict> {
    let mut people = People::sign_up(&node, PAIRS, WINDOW, luck).await?;
    let (say, go_on) = watch::channel(Order::Write);
    let refusals: Vec<_> = people.0.iter().map(|person| person.refusals.subscribe()).collect();
    let history = people.0[0].history.clone();
    let meanwhile = async {
        tokio::time::sleep(STRETCH).await;
        disk.set_full(true)?;
        for mut refusal in refusals {
            let refused = tokio::time::timeout(DEADLINE, refusal.wait_for(Option::is_some)).await;
            let code = *refused.map_err(|_| "a full disk refused nobody")??;
            if code != Some(ErrorCode::StorageFull) {
                return Err(format!("a full disk answers {code:?} instead of storage_full").into());
            }
        }
        let status = sign_up(&node.url()).await?;
        if status != ErrorCode::StorageFull.status() {
            return Err(format!("a full disk answers a sign-up with {status}").into());
        }
        if history.log(&node.url()).await?.is_empty() {
            return Err("nothing can be read while the disk is full".into());
        }
        disk.set_full(false)?;
        Ok(say.send(Order::Finish)?)
    };
    // Everyone ends only when all that was refused is acknowledged: the server has recovered by itself.
    let url = node.url();
    let writing = people.write_while(&url, &go_on, meanwhile);
    tokio::time::timeout(2 * DEADLINE, writing).await.map_err(|_| "the server did not recover")??;
    let verdict = people.judge(&node).await?;
    node.stop().await?;
    Ok(verdict)
}

/// The status that one try to sign up gets. Said by hand, because the product's own client would try again.
async fn sign_up(url: &str) -> Outcome<u16> {
    let address = url.trim_start_matches("http://");
    let body = r#"{"handle":"newcomer","password":"a password for tests"}"#;
    let request = format!(
        "POST /v1/accounts HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.split(' ').nth(1).ok_or("no answer to a sign-up")?.parse()?)
}

/// A small file system in memory, gone with its handle.
struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts one. None when that is not allowed.
    fn mount(folder: &Path) -> Outcome<Option<Self>> {
        std::fs::create_dir_all(folder)?;
        let size = format!("size={SMALL}m");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "subrosa-test"]).arg(folder).output();
        let is_mounted = mount.is_ok_and(|output| output.status.success());
        Ok(is_mounted.then(|| Self { folder: folder.to_owned() }))
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }
}

impl Filling for SmallDisk {
    fn set_full(&self, full: bool) -> Outcome<()> {
        if !full {
            return Ok(std::fs::remove_file(self.ballast())?);
        }
        let mut ballast = File::create(self.ballast())?;
        let block = [0; 4096];
        loop {
            match ballast.write_all(&block) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that is just ending may still hold it.
        let _ = Command::new("umount").arg("--lazy").arg(&self.folder).status();
    }
}
