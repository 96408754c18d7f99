//! A person with one device, who writes to one other person until told to stop or until the connection breaks, keeps a
//! ledger of it and a view of what comes back, and after a break goes on where they were: the same messages under the
//! same names, in the same order.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use subrosa_client::{Http, Token};
use subrosa_proto::account::SignUp;
use subrosa_proto::event::{SendMessage, Sent};
use subrosa_proto::frame::ServerFrame;
use subrosa_proto::sync::Cursor;
use subrosa_proto::{AccountId, Body, ErrorCode, Problem};
use tokio::sync::watch;

use super::socket::Socket;
use super::{History, Ledger, Verdict, View};
use crate::{Outcome, moment};

/// How long a server may take to answer before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// The wait before a refused message is tried again.
const RETRY: Duration = Duration::from_millis(50);

/// Someone who writes.
pub struct Person {
    pub handle: String,
    pub ledger: Ledger,
    pub view: View,
    pub verdict: Verdict,
    /// What this client had seen, and when: none of it may be unknown later.
    pub seen: Vec<(u64, Cursor)>,
    /// Told the code of each message that was refused for the moment.
    pub refusals: watch::Sender<Option<ErrorCode>>,
    pub history: History,
    luck: fastrand::Rng,
    window: usize,
    /// Messages that the two have written.
    written: Arc<AtomicUsize>,
}

/// What a person is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Write on and on.
    Write,
    /// Have everything acknowledged, and go.
    Finish,
    /// The same, but stay until everything that either of the two wrote has come.
    Listen,
}

/// How a stretch of writing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Everything was acknowledged.
    Settled,
    /// The connection was lost.
    Broken,
}

impl Person {
    /// Two people who signed up at a server and share a conversation. `window` messages may be on their way at once.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn pair(url: &str, number: usize, window: usize, luck: &mut fastrand::Rng) -> Outcome<[Self; 2]> {
        let handles = [format!("left{number}"), format!("right{number}")];
        let left = sign_up(url, &handles[0]).await?;
        let right = sign_up(url, &handles[1]).await?;
        let http = Http::new(url)?.with_token(left.0.clone());
        let conversation = http.start_conversation(&handles[1]).await?.conversation.id;
        let written = Arc::<AtomicUsize>::default();
        let mut person = |(token, author), handle: &String| Self {
            handle: handle.clone(),
            ledger: Ledger::new(author),
            view: View::default(),
            verdict: Verdict::default(),
            seen: Vec::new(),
            refusals: watch::Sender::default(),
            history: History { token, conversation },
            luck: luck.fork(),
            window,
            written: Arc::clone(&written),
        };
        Ok([person(left, &handles[0]), person(right, &handles[1])])
    }

    /// Connects, catches up, repeats what was not acknowledged, and writes new messages as long as the order is to.
    ///
    /// # Errors
    /// When the server answers something that it must not, or nothing.
    pub async fn write(&mut self, url: &str, mut orders: watch::Receiver<Order>) -> Outcome<Ended> {
        let Some(mut socket) = self.connect(url).await? else { return Ok(Ended::Broken) };
        let mut in_flight = BTreeSet::new();
        let mut waiting = self.ledger.unacknowledged();
        waiting.reverse();
        loop {
            let order = *orders.borrow_and_update();
            while in_flight.len() < self.window {
                let number = match waiting.pop() {
                    Some(number) => number,
                    None if order == Order::Write => {
                        self.written.fetch_add(1, Ordering::Relaxed);
                        self.ledger.write(&mut self.luck)
                    }
                    None => break,
                };
                if self.send(&mut socket, number).await.is_err() {
                    return Ok(Ended::Broken);
                }
                in_flight.insert(number);
            }
            match order {
                Order::Finish if in_flight.is_empty() => return Ok(Ended::Settled),
                Order::Listen if in_flight.is_empty() && self.has_heard_all() => return Ok(Ended::Settled),
                _ => {}
            }
            let frame = tokio::select! {
                frame = tokio::time::timeout(PATIENCE, socket.next()) => frame.map_err(|_| self.what_is_missing())??,
                Ok(()) = orders.changed() => continue,
            };
            match frame {
                None => return Ok(Ended::Broken),
                Some(ServerFrame::Reply { id, result, error }) => {
                    let number = usize::try_from(id)?;
                    in_flight.remove(&number);
                    if let Some(problem) = error {
                        self.refused(&problem).await?;
                        waiting.push(number);
                    } else {
                        let sent: Sent = serde_json::from_value(result.ok_or("a reply without a result")?)?;
                        self.ledger.acknowledge(number, sent, moment::now(), &mut self.verdict);
                    }
                }
                Some(frame) => {
                    self.see(frame);
                    if !self.fill_hole(url).await? {
                        return Ok(Ended::Broken);
                    }
                }
            }
        }
    }

    fn heard(&self) -> usize {
        self.view.logs.get(&self.history.conversation).map_or(0, Vec::len)
    }

    fn has_heard_all(&self) -> bool {
        self.heard() >= self.written.load(Ordering::Relaxed)
    }

    fn what_is_missing(&self) -> String {
        let (unacknowledged, written) = (self.ledger.unacknowledged().len(), self.written.load(Ordering::Relaxed));
        let heard = self.heard();
        format!("stuck: {heard} of {written} messages came, {unacknowledged} are not acknowledged")
    }

    /// Connects and takes in everything that is there now.
    ///
    /// # Errors
    /// When the server can't be reached, or answers something that it must not.
    pub async fn catch_up(&mut self, url: &str) -> Outcome<()> {
        self.connect(url).await?.map(drop).ok_or_else(|| "the connection broke".into())
    }

    /// Whether the server still knows a cursor that it gave: its answer must not be a new snapshot.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn is_known(&self, url: &str, cursor: Cursor) -> Outcome<bool> {
        let mut socket = Socket::open(url, &self.history.token, Some(cursor)).await?;
        loop {
            match tokio::time::timeout(PATIENCE, socket.next()).await.map_err(|_| "nothing came after hello")?? {
                Some(ServerFrame::Entry(_) | ServerFrame::CaughtUp { .. }) => return Ok(true),
                Some(ServerFrame::Snapshot(_)) => return Ok(false),
                Some(ServerFrame::Welcome { .. }) => {}
                other => return Err(format!("an unexpected answer to hello: {other:?}").into()),
            }
        }
    }

    async fn connect(&mut self, url: &str) -> Outcome<Option<Socket>> {
        // A server that is being killed may not answer any more, which is as good as a broken connection.
        if !self.fill_hole(url).await? {
            return Ok(None);
        }
        let Ok(mut socket) = Socket::open(url, &self.history.token, self.view.cursor).await else { return Ok(None) };
        loop {
            let frame =
                tokio::time::timeout(PATIENCE, socket.next()).await.map_err(|_| "nothing came after hello")??;
            let Some(frame) = frame else { return Ok(None) };
            let is_done = matches!(frame, ServerFrame::CaughtUp { .. });
            self.see(frame);
            if !self.fill_hole(url).await? {
                return Ok(None);
            }
            if is_done {
                return Ok(Some(socket));
            }
        }
    }

    fn see(&mut self, frame: ServerFrame) {
        self.view.apply(frame, &mut self.verdict);
        if let Some(cursor) = self.view.cursor.filter(|cursor| self.seen.last().is_none_or(|(_, last)| last != cursor))
        {
            self.seen.push((moment::now(), cursor));
        }
    }

    /// Reads what is missing in front of events that came. False when the connection broke meanwhile.
    async fn fill_hole(&mut self, url: &str) -> Outcome<bool> {
        let Some((conversation, ahead)) = &self.view.ahead else { return Ok(true) };
        let held = self.view.logs.get(conversation).map_or(0, Vec::len);
        let until = ahead.first().map_or(0, |event| event.seq);
        match self.history.read_between(url, i64::try_from(held)?, until).await {
            Ok(between) => {
                self.view.fill(between, &mut self.verdict);
                Ok(true)
            }
            Err(error) if error.is_retryable() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn send(&self, socket: &mut Socket, number: usize) -> Outcome<()> {
        let line = &self.ledger.lines[number];
        let body = serde_json::value::to_raw_value(&Body::text(line.text.clone()))?;
        let message = SendMessage::new(line.client_id, body);
        Ok(socket.send(self.history.conversation, message, u64::try_from(number)?).await?)
    }

    async fn refused(&mut self, problem: &Problem) -> Outcome<()> {
        if !problem.code.is_retryable() {
            return Err(format!("a message of {} was refused for good: {problem:?}", self.handle).into());
        }
        self.refusals.send_replace(Some(problem.code));
        tokio::time::sleep(RETRY).await;
        Ok(())
    }
}

/// Signs a new person up.
///
/// # Errors
/// When the server refuses.
pub async fn sign_up(url: &str, handle: &str) -> Outcome<(Token, AccountId)> {
    let sign_up = SignUp {
        handle: handle.to_owned(),
        password: "a password for tests".to_owned(),
        display_name: None,
        invite: None,
        device_name: None,
    };
    let session = Http::new(url)?.sign_up(&sign_up).await?;
    Ok((session.token.into(), session.account.id))
}
