//! A node's connection to the broker, made anew when it breaks or is silent.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use subrosa_bus::{Arrival, Carrier, NodeId};
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use turmoil::net::TcpStream;

use super::BROKER;
use super::broker::{PORT, SILENCE, read_frame, write_frame};

const CONNECT: Duration = Duration::from_secs(1);
const AGAIN: Duration = Duration::from_millis(300);

pub(crate) struct Link {
    letters: UnboundedSender<(u64, Bytes)>,
    arrivals: UnboundedReceiver<Arrival>,
}

impl Link {
    pub(crate) fn of(me: NodeId) -> Self {
        let (letters, mut waiting) = mpsc::unbounded_channel();
        let (tell, arrivals) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while !tell.is_closed() {
                let _ended = connected(me, &mut waiting, &tell).await;
                let _ended = tell.send(Arrival::Disconnected);
                tokio::time::sleep(AGAIN).await;
                // What was sent meanwhile is lost.
                while waiting.try_recv().is_ok() {}
            }
        });
        Self { letters, arrivals }
    }
}

async fn connected(
    me: NodeId,
    waiting: &mut UnboundedReceiver<(u64, Bytes)>,
    tell: &UnboundedSender<Arrival>,
) -> io::Result<()> {
    let stream = tokio::time::timeout(CONNECT, TcpStream::connect((BROKER, PORT))).await??;
    let (mut reading, mut writing) = stream.into_split();
    writing.write_u64(me.0).await?;
    let _ended = tell.send(Arrival::Connected);
    let read = async {
        loop {
            let (_, letter) = tokio::time::timeout(SILENCE, read_frame(&mut reading)).await??;
            if !letter.is_empty() {
                let _ended = tell.send(Arrival::Letter(letter));
            }
        }
    };
    let write = async {
        while let Some((to, letter)) = waiting.recv().await {
            write_frame(&mut writing, to, &letter).await?;
        }
        Ok(())
    };
    tokio::select! {
        ended = read => ended,
        ended = write => ended,
    }
}

impl Carrier for Link {
    async fn send(&mut self, to: Option<NodeId>, letter: Bytes) {
        let _ended = self.letters.send((to.map_or(0, |node| node.0), letter));
    }

    async fn flush(&mut self) {}

    async fn receive(&mut self) -> Option<Arrival> {
        self.arrivals.recv().await
    }
}
