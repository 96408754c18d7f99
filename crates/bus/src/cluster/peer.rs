//! What one node knows of another: the stream it writes to it, and how far it has read the other's.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::wire::{Content, LETTER, Letter, NodeId, Waiting};

/// Bytes that may wait for one node; beyond, a new stream begins.
const WAITING: usize = 16 * 1024 * 1024;
/// A new stream is asked for no more often than this.
const ASK: Duration = Duration::from_millis(500);

/// How a letter stands to what was read before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// It was read before, or is of an earlier stream.
    Late,
    /// It is the next.
    Next,
    /// It begins a stream: what was written before may never have arrived.
    Begins,
    /// Letters before it are missing.
    Gap,
}

#[derive(Debug)]
pub(super) struct Peer {
    pub(super) heard: Instant,
    /// Our stream to it, and its next letter.
    stream: u32,
    sequence: u64,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    /// Whether a new stream is to begin before anything else is told.
    pub(super) must_begin: bool,
    /// Its stream to us, and the letter we expect.
    pub(super) their_stream: u32,
    expected: u64,
    in_order: bool,
    asked: Option<Instant>,
}

impl Peer {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            heard: now,
            stream: 0,
            sequence: 0,
            waiting: Vec::new(),
            waiting_bytes: 0,
            must_begin: true,
            their_stream: 0,
            expected: 0,
            in_order: false,
            asked: None,
        }
    }

    /// Lets a note wait for the next letter.
    pub(super) fn put(&mut self, note: Waiting) {
        if self.must_begin {
            return;
        }
        self.waiting_bytes += note.size();
        self.waiting.push(note);
        if self.waiting_bytes > WAITING {
            self.break_off();
        }
    }

    /// Nothing more is told before a new stream begins.
    pub(super) fn break_off(&mut self) {
        self.must_begin = true;
        self.waiting = Vec::new();
        self.waiting_bytes = 0;
    }

    /// Begins a new stream.
    pub(super) fn begin(&mut self, stream: u32) {
        self.break_off();
        self.must_begin = false;
        self.stream = stream;
        self.sequence = 0;
    }

    /// The other asks for a stream after this one.
    pub(super) fn wants_after(&mut self, stream: u32) {
        if self.stream <= stream {
            self.break_off();
        }
    }

    /// Puts what waits into letters.
    pub(super) fn letters(&mut self, from: NodeId, letters: &mut Vec<Bytes>) {
        let mut rest = self.waiting.as_slice();
        while !rest.is_empty() {
            let mut bytes = 0;
            let fits = rest.iter().take_while(|note| {
                bytes += note.size();
                bytes <= LETTER
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            let notes = now.iter().map(Waiting::note).collect();
            let letter = Letter { from, stream: self.stream, sequence: self.sequence, content: Content::Notes(notes) };
            self.sequence += 1;
            letters.extend(letter.to_bytes());
            rest = later;
        }
        self.waiting.clear();
        self.waiting_bytes = 0;
    }

    /// Says how far the stream has come.
    pub(super) fn beat(&self, from: NodeId) -> Option<Bytes> {
        let (stream, sequence) = (self.stream, self.sequence);
        (!self.must_begin).then(|| Letter { from, stream, sequence, content: Content::Beat }.to_bytes())?
    }

    /// Sees where a letter stands in the other's stream, and expects the one after it.
    pub(super) fn read(&mut self, stream: u32, sequence: u64, is_beat: bool) -> Order {
        if stream > self.their_stream && sequence == 0 && !is_beat {
            self.their_stream = stream;
            self.expected = 1;
            self.in_order = true;
            return Order::Begins;
        }
        if stream < self.their_stream || stream == self.their_stream && sequence < self.expected {
            return Order::Late;
        }
        if stream == self.their_stream && sequence == self.expected && self.in_order {
            self.expected += u64::from(!is_beat);
            return Order::Next;
        }
        Order::Gap
    }

    /// Letters are missing. Whether this is news.
    pub(super) fn lose(&mut self) -> bool {
        std::mem::take(&mut self.in_order)
    }

    /// Whether to ask for a new stream now.
    pub(super) fn asks(&mut self, now: Instant) -> bool {
        let waits = self.asked.is_some_and(|asked| now.duration_since(asked) < ASK);
        if !waits {
            self.asked = Some(now);
        }
        !waits
    }
}

#[cfg(test)]
mod tests {
    use super::super::wire::read;
    use super::*;

    #[tokio::test]
    async fn letters_in_order_are_next_and_others_are_not() {
        let mut peer = Peer::new(Instant::now());
        assert_eq!(peer.read(1, 0, true), Order::Gap);
        assert_eq!(peer.read(1, 0, false), Order::Begins);
        assert_eq!(peer.read(1, 1, true), Order::Next);
        assert_eq!(peer.read(1, 1, false), Order::Next);
        assert_eq!(peer.read(1, 1, false), Order::Late);
        assert_eq!(peer.read(1, 3, false), Order::Gap);
        assert!(peer.lose() && !peer.lose());
        assert_eq!(peer.read(1, 2, false), Order::Gap);
        assert_eq!(peer.read(2, 0, false), Order::Begins);
        assert_eq!(peer.read(1, 4, false), Order::Late);
    }

    #[tokio::test]
    async fn what_waits_is_bounded_and_letters_are_too() {
        let mut peer = Peer::new(Instant::now());
        let whisper = || Waiting::Whisper {
            account: subrosa_proto::AccountId::new(1),
            frame: Bytes::from(vec![b' '; LETTER / 3]),
        };
        peer.put(whisper());
        peer.begin(1);
        for _ in 0..7 {
            peer.put(whisper());
        }
        let mut letters = Vec::new();
        peer.letters(NodeId(1), &mut letters);
        assert_eq!(letters.len(), 4);
        assert!(letters.iter().all(|letter| letter.len() <= LETTER + 256));
        let sequences: Vec<u64> = letters.iter().filter_map(read).map(|letter| letter.sequence).collect();
        assert_eq!(sequences, [0, 1, 2, 3]);
        for _ in 0..(4 * WAITING / LETTER) {
            peer.put(whisper());
        }
        assert!(peer.must_begin && peer.waiting.is_empty());
    }
}
