//! The running server's side of the operator's socket.
//!
//! Lifecycle: begins with the server, ends with its drain and takes the socket's file with it. A few callers at once, each a
//! task of its own.
//!
//! Never: a caller of another user, a line without an end.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use subrosa_messaging::{Error, Messaging};
use subrosa_proto::ErrorCode;
use subrosa_server::Drain;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, mpsc};

use super::request::Reply;
use super::{Request, SOCKET, work};

/// Callers at once.
const CALLERS: usize = 4;
/// Bytes of a request: a batch of articles fits, and a flow.
const LINE: u64 = 2 * 1024 * 1024;
/// Items that may wait for a caller.
const WAITING: usize = 64;

/// The socket in a data folder, bound.
pub(crate) struct OperatorSocket {
    listener: UnixListener,
    path: PathBuf,
    /// The user who runs this server.
    user: u32,
}

impl OperatorSocket {
    /// Binds the socket of a data folder. The folder must be locked by this process: a socket that an earlier one left is
    /// replaced.
    pub(crate) fn bind(folder: &Path) -> std::io::Result<Self> {
        let path = folder.join(SOCKET);
        if let Err(error) = std::fs::remove_file(&path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error);
        }
        let listener = UnixListener::bind(&path)?;
        let user = std::fs::metadata(&path)?.uid();
        Ok(Self { listener, path, user })
    }

    /// Takes operators' requests until the drain begins.
    pub(crate) async fn serve(self, messaging: Messaging, drain: Drain) -> std::io::Result<()> {
        let places = Arc::new(Semaphore::new(CALLERS));
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
            let (stream, _) = tokio::select! {
                accepted = self.listener.accept() => accepted?,
                () = drain.wait() => break,
            };
            let user = stream.peer_cred()?.uid();
            if user != self.user && user != 0 {
                tracing::warn!(user, "another user of this machine tried to be the operator");
                continue;
            }
            let (messaging, drain) = (messaging.clone(), drain.clone());
            tokio::spawn(async move {
                tokio::select! {
                    ended = answer_caller(stream, &messaging) => {
                        if let Err(error) = ended {
                            tracing::debug!(%error, "an operator's call ended early");
                        }
                    }
                    () = drain.wait() => {}
                }
                drop(place);
            });
        }
        std::fs::remove_file(&self.path)
    }
}

/// Answers one caller: a request a line.
async fn answer_caller(stream: UnixStream, messaging: &Messaging) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut reading = BufReader::new(reading);
    loop {
        let mut line = String::new();
        if (&mut reading).take(LINE).read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let outcome = match serde_json::from_str(&line) {
            Ok(request) => answer(messaging, request, &mut writing).await?,
            Err(error) => Err(Error::field(ErrorCode::MalformedRequest, "request", error.to_string())),
        };
        let last = match outcome {
            Ok(()) => Reply::Done {},
            Err(error) => Reply::Problem(Box::new(error.into_problem())),
        };
        write(&mut writing, &last).await?;
    }
}

async fn answer(
    messaging: &Messaging,
    request: Request,
    writing: &mut OwnedWriteHalf,
) -> std::io::Result<Result<(), Error>> {
    let (items, mut given) = mpsc::channel(WAITING);
    let work = async {
        let outcome = work::carry_out(messaging, request, &items).await;
        drop(items);
        outcome
    };
    let pass_on = async {
        while let Some(item) = given.recv().await {
            write(writing, &Reply::Item(item)).await?;
        }
        Ok(())
    };
    let (outcome, passed_on) = tokio::join!(work, pass_on);
    passed_on.map(|()| outcome)
}

async fn write(writing: &mut OwnedWriteHalf, reply: &Reply) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(reply)?;
    line.push(b'\n');
    writing.write_all(&line).await
}
