//! A line between a server and what it needs, which can be cut: loudly, so that both ends know, or silently, so that bytes stop and
//! nobody does. What goes over a line to NATS can be lost, doubled and delayed besides.

mod letters;

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until};

use crate::Outcome;
use letters::Sorter;

pub use letters::Mail;

/// How a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Whole,
    /// Connections stay and can be made, and nothing comes through.
    Silent,
    /// Connections are ended, and end at once when they are made.
    Cut,
}

/// What all connections of a proxy go by.
#[derive(Debug, Clone, Copy)]
struct State {
    line: Line,
    /// Connections from before one of these are over.
    resets: u64,
    mail: Mail,
}

/// A proxy, in this process. It and its connections end with its handle.
#[derive(Debug)]
pub struct Proxy {
    address: String,
    target: String,
    state: watch::Sender<State>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// In front of an address; bytes pass as they are.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn before(target: String) -> Outcome<Self> {
        Self::start(target, None).await
    }

    /// In front of a NATS server; letters pass as [`Proxy::treat`] says.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn before_nats(target: String, seed: u64) -> Outcome<Self> {
        Self::start(target, Some(seed)).await
    }

    async fn start(target: String, letters: Option<u64>) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let state = watch::Sender::new(State { line: Line::Whole, resets: 0, mail: Mail::default() });
        let task = tokio::spawn(serve(listener, target.clone(), letters, state.clone()));
        Ok(Self { address, target, state, task })
    }

    /// Host and port.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it is in front of.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// From now on the line is like this.
    pub fn set(&self, line: Line) {
        self.state.send_modify(|state| {
            state.line = line;
            state.resets += u64::from(line == Line::Cut);
        });
    }

    /// Ends the connections that there are.
    pub fn reset(&self) {
        self.state.send_modify(|state| state.resets += 1);
    }

    /// From now on letters are treated like this.
    pub fn treat(&self, mail: Mail) {
        self.state.send_modify(|state| state.mail = mail);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, target: String, letters: Option<u64>, state: watch::Sender<State>) {
    // They end with the set, and that with this task.
    let mut connections = JoinSet::new();
    for number in 0_u64.. {
        let Ok((client, _)) = listener.accept().await else { return };
        let sorters = letters.map(|seed| [2 * number, 2 * number + 1].map(|side| Sorter::new(seed ^ side)));
        connections.spawn(connect(client, target.clone(), sorters, state.subscribe()));
        while connections.try_join_next().is_some() {}
    }
}

/// Passes bytes both ways until either end hangs up or the connection is to end.
async fn connect(client: TcpStream, target: String, sorters: Option<[Sorter; 2]>, mut state: watch::Receiver<State>) {
    let begun = *state.borrow();
    if begun.line == Line::Cut {
        return;
    }
    let (mut out, mut back) = (state.clone(), state.clone());
    let (sorter_out, sorter_back) = sorters.map_or((None, None), |[out, back]| (Some(out), Some(back)));
    let both = async {
        wait_until_not_silent(&mut out).await;
        let Ok(server) = TcpStream::connect(&target).await else { return };
        let _nodelay = (client.set_nodelay(true), server.set_nodelay(true));
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::select! {
            () = pass(from_client, to_server, sorter_out, &mut out) => {}
            () = pass(from_server, to_client, sorter_back, &mut back) => {}
        }
    };
    tokio::select! {
        () = both => {}
        _ = state.wait_for(|state| state.resets != begun.resets) => {}
    }
}

async fn wait_until_not_silent(state: &mut watch::Receiver<State>) {
    // It fails when the proxy is gone, and this with it.
    let _there = state.wait_for(|state| state.line != Line::Silent).await;
}

/// Passes bytes one way until their end.
async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut sorter: Option<Sorter>,
    state: &mut watch::Receiver<State>,
) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let due = sorter.as_ref().and_then(Sorter::due);
        let read = tokio::select! {
            read = from.read(&mut bytes) => match read {
                Ok(0) | Err(_) => return,
                Ok(read) => read,
            },
            () = sleep_until(due.unwrap_or_else(|| Instant::now() + Duration::from_secs(3600))), if due.is_some() => 0,
        };
        // What was read in the meantime does not pass either.
        wait_until_not_silent(state).await;
        let mail = state.borrow().mail;
        let written = match &mut sorter {
            Some(sorter) => to.write_all(&sorter.sort(&bytes[..read], mail, Instant::now())).await,
            None => to.write_all(&bytes[..read]).await,
        };
        if written.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Something that answers what it is told, and a proxy before it.
    async fn echo() -> (Proxy, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let target = listener.local_addr().expect("an address").to_string();
        let echo = tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                tokio::spawn(async move {
                    let (mut from, mut to) = stream.split();
                    let _ended = tokio::io::copy(&mut from, &mut to).await;
                });
            }
        });
        (Proxy::before(target).await.expect("a proxy"), echo)
    }

    async fn answers(stream: &mut TcpStream) -> bool {
        stream.write_all(b"?").await.is_ok() && stream.read_u8().await.is_ok_and(|answer| answer == b'?')
    }

    #[tokio::test]
    async fn a_silent_line_keeps_what_comes_and_a_cut_one_ends_it() {
        let (proxy, echo) = echo().await;
        let mut stream = TcpStream::connect(proxy.address()).await.expect("connects");
        assert!(answers(&mut stream).await);
        proxy.set(Line::Silent);
        let mut second = TcpStream::connect(proxy.address()).await.expect("connects");
        let moment = Duration::from_millis(50);
        let both = async { tokio::join!(answers(&mut stream), answers(&mut second)) };
        let mut both = Box::pin(both);
        assert!(tokio::time::timeout(moment, &mut both).await.is_err());
        proxy.set(Line::Whole);
        assert_eq!(both.await, (true, true));
        proxy.set(Line::Cut);
        assert!(!answers(&mut stream).await);
        let mut third = TcpStream::connect(proxy.address()).await.expect("connects");
        assert!(!answers(&mut third).await);
        proxy.set(Line::Whole);
        let mut fourth = TcpStream::connect(proxy.address()).await.expect("connects");
        assert!(answers(&mut fourth).await);
        drop(proxy);
        assert!(!answers(&mut fourth).await);
        echo.abort();
    }
}
