//! One session: from hello to bye.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use subrosa_access::Actor;
use subrosa_bus::{Signal, Subscription};
use subrosa_proto::frame::{ClientFrame, Hello, ServerFrame};
use subrosa_proto::limits::PAGE_ENTRIES;
use subrosa_proto::sync::Cursor;
use subrosa_proto::{DeviceId, ErrorCode, object};
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;

use super::command::{self, Running};
use super::frames::{bye, message, raw, reply};
use super::line::Line;
use crate::App;

type Socket = Line<TokioIo<Upgraded>>;

/// Time for the first frame to come.
const HELLO: Duration = Duration::from_secs(10);
/// A ping goes out this often…
const PING: Duration = Duration::from_secs(30);
/// …and a session from which nothing came for this long is half open: it ends.
const SILENCE: Duration = Duration::from_secs(75);
/// A client that does not take what is sent to it for this long is gone.
const WRITE: Duration = Duration::from_secs(30);
/// Commands of one session under way; further frames wait in the connection.
const UNDER_WAY: usize = 64;
/// Frames that are no commands before the session ends.
const MALFORMED: u32 = 16;
/// Clients of a stopping server come back spread over this many milliseconds.
const SPREAD: u32 = 5_000;

/// The session is over. What was to be said has been said.
struct Ended;

struct Session {
    app: App,
    actor: Actor,
    socket: Socket,
    subscription: Subscription,
    /// The number of the last entry sent.
    sent: i64,
    under_way: FuturesUnordered<Running>,
    malformed: u32,
    heard: Instant,
    pinged: Instant,
}

/// Runs a session until either side ends it.
pub(super) async fn run(app: App, actor: Actor, mut socket: Socket) {
    let Ok(Some(hello)) = timeout(HELLO, hello(&mut socket)).await else { return };
    // Listen first, then read the store: what commits in between is heard.
    let subscription = match app.messaging.join(&actor).await {
        Ok(subscription) => subscription,
        Err(error) => {
            let _gone = socket.feed(bye(error.code(), error.code().is_retryable().then_some(5_000))).await;
            let _gone = socket.close().await;
            return;
        }
    };
    app.metrics.sockets.inc();
    let now = Instant::now();
    let mut session = Session {
        app,
        actor,
        socket,
        subscription,
        sent: 0,
        under_way: FuturesUnordered::new(),
        malformed: 0,
        heard: now,
        pinged: now,
    };
    if let Ok(()) = Box::pin(session.begin(hello)).await {
        session.live().await;
    }
    session.end().await;
}

/// The client's first frame, which must be its hello.
async fn hello(socket: &mut Socket) -> Option<Hello> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => {
                let read = || {
                    let frame: ClientFrame<'_> = object::read(text.as_bytes()).ok()?;
                    let params = frame.params.map_or("{}", serde_json::value::RawValue::get);
                    (frame.kind == "hello").then_some(())?;
                    object::read(params.as_bytes()).ok()
                };
                if let Some(hello) = read() {
                    return Some(hello);
                }
                let refused = subrosa_messaging::Error::field(ErrorCode::MalformedRequest, "type", "say hello first");
                let _gone = socket.feed(reply(None, Err::<(), _>(refused))?).await;
                let _gone = socket.flush().await;
                return None;
            }
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Binary(_) | Message::Close(_) | Message::Frame(_) => return None,
        }
    }
}

impl Session {
    /// Welcomes the client and brings it to the present.
    async fn begin(&mut self, hello: Hello) -> Result<(), Ended> {
        if let (Some(account), Some(device)) = (self.actor.account(), self.actor.device()) {
            self.feed(message(&ServerFrame::Welcome { account, device, now: self.app.messaging.now() })).await?;
        }
        let epoch = self.app.messaging.db().epoch();
        match hello.cursor.filter(|cursor| cursor.epoch == epoch) {
            Some(cursor) => self.catch_up(cursor).await?,
            None => self.snapshot().await?,
        }
        let cursor = Cursor::new(epoch, self.sent);
        self.feed(message(&ServerFrame::CaughtUp { cursor })).await?;
        self.flush().await
    }

    async fn snapshot(&mut self) -> Result<(), Ended> {
        match self.app.messaging.snapshot(&self.actor).await {
            Ok(snapshot) => {
                self.sent = snapshot.cursor.number;
                self.feed(message(&ServerFrame::Snapshot(Box::new(snapshot)))).await
            }
            Err(error) => self.give_up(error.code()).await,
        }
    }

    /// Reads the store for what the bus did not bring.
    async fn resync(&mut self) -> Result<(), Ended> {
        self.app.metrics.resyncs.inc();
        self.catch_up(Cursor::new(self.app.messaging.db().epoch(), self.sent)).await
    }

    /// Sends the entries after a cursor, page by page.
    async fn catch_up(&mut self, mut since: Cursor) -> Result<(), Ended> {
        loop {
            let page = match self.app.messaging.entries(&self.actor, since, PAGE_ENTRIES).await {
                Ok(page) => page,
                // A cursor from the future: the client begins anew.
                Err(error) if error.code() == ErrorCode::InvalidCursor => return self.snapshot().await,
                Err(error) => return self.give_up(error.code()).await,
            };
            for entry in page.entries {
                self.feed(message(&ServerFrame::Entry(entry))).await?;
            }
            self.flush().await?;
            since = page.cursor;
            self.sent = since.number;
            if !page.more {
                return Ok(());
            }
        }
    }

    /// Forwards what happens and carries out commands, until the end.
    async fn live(&mut self) {
        let drain = self.app.drain.clone();
        let mut drain = Box::pin(async move { drain.wait().await });
        loop {
            let beat = self.pinged + PING;
            let outcome = tokio::select! {
                signal = self.subscription.next() => self.signals(signal).await,
                received = self.socket.next(), if self.under_way.len() < UNDER_WAY => match received {
                    Some(Ok(received)) => self.received(received).await,
                    Some(Err(_)) | None => Err(Ended),
                },
                Some(reply) = self.under_way.next(), if !self.under_way.is_empty() => self.replies(reply).await,
                () = tokio::time::sleep_until(beat) => self.beat().await,
                () = &mut drain => self.drained().await,
            };
            if outcome.is_err() {
                return;
            }
        }
    }

    /// Forwards all signals that wait, then flushes once.
    async fn signals(&mut self, first: Signal) -> Result<(), Ended> {
        let mut next = Some(first);
        while let Some(signal) = next {
            match signal {
                Signal::Live(live) if live.number <= self.sent => {}
                Signal::Live(live) if live.previous == self.sent => {
                    self.app.metrics.live_delay.observe(live.committed.elapsed().as_secs_f64());
                    if let Some(frame) = raw(live.frame.clone()) {
                        self.feed(frame).await?;
                    }
                    self.sent = live.number;
                }
                Signal::Behind(number) if number <= self.sent => {}
                Signal::Live(_) | Signal::Behind(_) => self.resync().await?,
                Signal::Ephemeral(frame) => {
                    if let Some(frame) = raw(frame) {
                        self.feed(frame).await?;
                    }
                }
                Signal::Revoked => return self.give_up(self.revoked()).await,
            }
            next = self.subscription.try_next();
        }
        if self.subscription.take_lagging() {
            self.resync().await?;
        }
        self.flush().await
    }

    async fn received(&mut self, received: Message) -> Result<(), Ended> {
        self.heard = Instant::now();
        let text = match received {
            Message::Text(text) => text,
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => return Ok(()),
            Message::Close(_) => return Err(Ended),
            Message::Binary(_) => return self.malformed("frames are text").await,
        };
        match object::read::<ClientFrame<'_>>(text.as_bytes()) {
            Ok(frame) => {
                let watcher = self.subscription.watcher();
                let running = command::begin(&self.app, self.actor, &watcher, &frame);
                self.under_way.push(running);
                Ok(())
            }
            Err(error) => self.malformed(&error.to_string()).await,
        }
    }

    async fn malformed(&mut self, why: &str) -> Result<(), Ended> {
        self.malformed += 1;
        if self.malformed > MALFORMED {
            return self.give_up(ErrorCode::MalformedRequest).await;
        }
        let error = subrosa_messaging::Error::field(ErrorCode::MalformedRequest, "frame", why);
        if let Some(frame) = reply(None, Err::<(), _>(error)) {
            self.feed(frame).await?;
        }
        self.flush().await
    }

    /// Sends the replies that are ready, then flushes once.
    async fn replies(&mut self, first: Option<Message>) -> Result<(), Ended> {
        let mut next = Some(first);
        while let Some(reply) = next {
            if let Some(reply) = reply {
                self.feed(reply).await?;
            }
            next = futures_util::FutureExt::now_or_never(self.under_way.next()).flatten();
        }
        self.flush().await
    }

    async fn beat(&mut self) -> Result<(), Ended> {
        let now = Instant::now();
        if now.duration_since(self.heard) > SILENCE {
            return Err(Ended);
        }
        self.pinged = now;
        self.feed(Message::Ping(bytes::Bytes::new())).await?;
        self.flush().await
    }

    /// The server stops: what is under way is answered, then the client is told to come back in a moment.
    async fn drained(&mut self) -> Result<(), Ended> {
        while let Some(reply) = self.under_way.next().await {
            if let Some(reply) = reply {
                self.feed(reply).await?;
            }
        }
        let device = self.actor.device().map_or(0, DeviceId::number);
        let spread = u32::try_from(device % i64::from(SPREAD)).unwrap_or(0);
        self.feed(bye(ErrorCode::Draining, Some(spread))).await?;
        self.flush().await?;
        Err(Ended)
    }

    /// What has ended: the device's sign-in, or, for a brand's member, perhaps no more than what they do for the brand.
    const fn revoked(&self) -> ErrorCode {
        match self.actor {
            Actor::Member { .. } => ErrorCode::MembershipChanged,
            Actor::Person { .. } | Actor::SignedOut | Actor::Operator => ErrorCode::DeviceRevoked,
        }
    }

    async fn give_up(&mut self, code: ErrorCode) -> Result<(), Ended> {
        let again = code.is_retryable().then_some(1_000);
        self.feed(bye(code, again)).await?;
        self.flush().await?;
        Err(Ended)
    }

    async fn feed(&mut self, frame: Message) -> Result<(), Ended> {
        match timeout(WRITE, self.socket.feed(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Ended),
        }
    }

    async fn flush(&mut self) -> Result<(), Ended> {
        match timeout(WRITE, self.socket.flush()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Ended),
        }
    }

    async fn end(mut self) {
        let _gone = timeout(Duration::from_secs(2), self.socket.close()).await;
        self.app.metrics.sockets.dec();
        self.app.messaging.leave(&self.actor, self.subscription).await;
    }
}
