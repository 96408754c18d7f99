//! The command line's side: asks the running server, or opens the store when none runs.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use subrosa_bus::Bus;
use subrosa_messaging::Settings;
use subrosa_proto::ErrorCode;
use subrosa_server::Metrics;
use subrosa_store::{Folder, Options};
use tokio::sync::mpsc;

use super::request::Reply;
use super::{Request, SOCKET, work};
use crate::config::{self, Places};
use crate::failure::{Exit, Failure};
use crate::machine::SystemClock;
use crate::parts;

/// How long the server may take for a line.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether a server runs on the folder.
pub(crate) fn is_running(data: &Path) -> bool {
    UnixStream::connect(data.join(SOCKET)).is_ok()
}

/// As [`ask`], about one account.
pub(crate) fn ask_about(
    handle: &str,
    data: &Path,
    request: Request,
    each: impl FnMut(Value) -> Result<(), Failure>,
) -> Result<(), Failure> {
    ask(data, request, each).map_err(|failure| match failure.code() {
        Some(ErrorCode::NotFound) => Failure::new(format!("there is no account @{}", handle.trim_start_matches('@')))
            .hint("`subrosa account list` shows all"),
        _ => failure,
    })
}

/// Asks for something; what comes back is handed over item by item.
pub(crate) fn ask(
    data: &Path,
    request: Request,
    each: impl FnMut(Value) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match UnixStream::connect(data.join(SOCKET)) {
        Ok(stream) => ask_server(&stream, &request, each),
        // No server; or one that ended without taking its socket away.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            ask_store(data, request, each)
        }
        Err(error) => Err(Failure::new(format!("the server that runs on {} can't be asked: {error}", data.display()))
            .hint("run the command as the user who runs the server")
            .exit(Exit::Folder)),
    }
}

fn ask_server(
    stream: &UnixStream,
    request: &Request,
    mut each: impl FnMut(Value) -> Result<(), Failure>,
) -> Result<(), Failure> {
    stream.set_read_timeout(Some(PATIENCE)).map_err(Failure::new)?;
    let broken = |error: std::io::Error| Failure::new(format!("the server broke off: {error}")).hint("try again");
    let mut line = serde_json::to_vec(request).map_err(Failure::new)?;
    line.push(b'\n');
    (&mut &*stream).write_all(&line).map_err(broken)?;
    for line in BufReader::new(stream).lines() {
        match serde_json::from_str(&line.map_err(broken)?).map_err(Failure::new)? {
            Reply::Item(item) => each(item)?,
            Reply::Done {} => return Ok(()),
            Reply::Problem(problem) => return Err((*problem).into()),
        }
    }
    Err(Failure::new("the server ended before it answered").hint("try again when it runs, or while it is stopped"))
}

fn ask_store(data: &Path, request: Request, mut each: impl FnMut(Value) -> Result<(), Failure>) -> Result<(), Failure> {
    let is_first_step = matches!(request, Request::CreateAccount { .. } | Request::CreateInvite { .. });
    let config = config::load(&Places { data: Some(data), ..Places::default() })?.config;
    refuse_mistaken(data, is_first_step || config.postgres.is_some())?;
    let metrics = Metrics::new();
    parts::with_store(data, config.postgres.as_ref(), &metrics, &Options::default(), async |db| {
        let clock = Arc::new(SystemClock);
        let messaging = parts::start_messaging(db, Bus::new(), None, clock, &metrics, Settings::default())?;
        let (items, mut given) = mpsc::channel(64);
        let work = tokio::spawn(async move { work::carry_out(&messaging, request, &items).await });
        while let Some(item) = given.recv().await {
            each(item)?;
        }
        work.await.map_err(Failure::new)?.map_err(Failure::from)
    })
}

/// Refuses a folder that was hardly meant: one without a store, unless this may be the first step of a new installation; or one
/// that belongs to someone else, where files made now would shut the server out.
pub(crate) fn refuse_mistaken(data: &Path, is_first_step: bool) -> Result<(), Failure> {
    if !is_first_step && !Folder::database_in(data).exists() {
        return Err(Failure::new(format!("{} holds no store", data.display()))
            .hint("check --data; `subrosa serve` makes a new store")
            .exit(Exit::Folder));
    }
    let owner = std::fs::metadata(data).map(|folder| folder.uid());
    let user = rustix::process::geteuid().as_raw();
    match owner {
        Ok(owner) if owner != user => {
            Err(Failure::new(format!("{} belongs to another user (number {owner})", data.display()))
                .hint("run the command as that user, for example with `sudo -u`")
                .exit(Exit::Folder))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}
