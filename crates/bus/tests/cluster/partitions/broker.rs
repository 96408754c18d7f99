//! What stands for NATS: it passes letters on to whom they are for, and keeps nothing.
//!
//! A frame on the wire: its length (32 bits), the node it is for (64 bits, 0 for all others), the letter. An empty frame is a sign of life.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc::{self, UnboundedSender};
use turmoil::net::tcp::OwnedWriteHalf;
use turmoil::net::{TcpListener, TcpStream};

pub(crate) const PORT: u16 = 4222;
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);
/// As long as this without a word, and a connection is given up: NATS asks with a ping.
pub(crate) const SILENCE: Duration = Duration::from_secs(3);

type Readers = Arc<Mutex<BTreeMap<u64, UnboundedSender<Bytes>>>>;

pub(crate) async fn run() -> turmoil::Result {
    let listener = TcpListener::bind(("0.0.0.0", PORT)).await?;
    let readers = Readers::default();
    loop {
        let (stream, _) = listener.accept().await?;
        let readers = Arc::clone(&readers);
        tokio::spawn(async move { serve(stream, &readers).await });
    }
}

async fn serve(stream: TcpStream, readers: &Readers) -> io::Result<()> {
    let (mut reading, writing) = stream.into_split();
    let me = reading.read_u64().await?;
    let (letters, waiting) = mpsc::unbounded_channel();
    readers.lock().expect("readers").insert(me, letters.clone());
    tokio::spawn(write(writing, waiting));
    while let Ok(Ok((to, letter))) = tokio::time::timeout(SILENCE, read_frame(&mut reading)).await {
        let readers = readers.lock().expect("readers");
        for (&node, reader) in readers.iter() {
            if node != me && (to == 0 || to == node) {
                // Whoever has gone hears nothing.
                let _gone = reader.send(letter.clone());
            }
        }
    }
    let mut readers = readers.lock().expect("readers");
    if readers.get(&me).is_some_and(|current| current.same_channel(&letters)) {
        readers.remove(&me);
    }
    Ok(())
}

async fn write(mut writing: OwnedWriteHalf, mut letters: mpsc::UnboundedReceiver<Bytes>) -> io::Result<()> {
    loop {
        match tokio::time::timeout(SIGN_OF_LIFE, letters.recv()).await {
            Ok(Some(letter)) => write_frame(&mut writing, 0, &letter).await?,
            // It was given up, or another connection of the same node has taken its place.
            Ok(None) => return Ok(()),
            Err(_) => write_frame(&mut writing, 0, &[]).await?,
        }
    }
}

pub(crate) async fn write_frame(writing: &mut OwnedWriteHalf, to: u64, letter: &[u8]) -> io::Result<()> {
    let mut frame = Vec::with_capacity(letter.len() + 12);
    frame.extend(u32::try_from(letter.len()).expect("a short letter").to_be_bytes());
    frame.extend(to.to_be_bytes());
    frame.extend(letter);
    writing.write_all(&frame).await
}

pub(crate) async fn read_frame(reading: &mut (impl AsyncReadExt + Unpin)) -> io::Result<(u64, Bytes)> {
    let length = reading.read_u32().await?;
    let to = reading.read_u64().await?;
    let mut letter = vec![0; length as usize];
    reading.read_exact(&mut letter).await?;
    Ok((to, letter.into()))
}
