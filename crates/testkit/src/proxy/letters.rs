//! As much of NATS's protocol (<https://docs.nats.io/reference/reference-protocols/nats-protocol>) as it takes to find the letters in a
//! stream of bytes, and what may happen to each. All other lines pass, at once and in order.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

/// A letter that comes late does so by this much at most.
const LATE: u64 = 400;
/// These lines have a payload behind them, whose length stands at their end.
const LETTERS: [&[u8]; 4] = [b"PUB", b"HPUB", b"MSG", b"HMSG"];

/// What happens to how many of a hundred letters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mail {
    pub lost: u8,
    pub doubled: u8,
    /// Others overtake them.
    pub delayed: u8,
}

/// Sorts the letters of one direction of a connection.
pub(super) struct Sorter {
    luck: fastrand::Rng,
    /// The beginning of something that has not come whole yet.
    rest: Vec<u8>,
    /// Letters that come late, by the moment at which they do and the number of their coming.
    late: BTreeMap<(Instant, u64), Vec<u8>>,
    came: u64,
}

impl Sorter {
    pub(super) fn new(seed: u64) -> Self {
        Self { luck: fastrand::Rng::with_seed(seed), rest: Vec::new(), late: BTreeMap::new(), came: 0 }
    }

    /// When the next late letter comes.
    pub(super) fn due(&self) -> Option<Instant> {
        self.late.first_key_value().map(|((due, _), _)| *due)
    }

    /// Takes more bytes, and returns those that go on now.
    pub(super) fn sort(&mut self, bytes: &[u8], mail: Mail, now: Instant) -> Vec<u8> {
        let mut out = Vec::new();
        while let Some(late) = self.late.first_entry().filter(|late| late.key().0 <= now) {
            out.extend(late.remove());
        }
        self.rest.extend_from_slice(bytes);
        let mut begin = 0;
        while let Some((length, is_letter)) = first(&self.rest[begin..]) {
            let whole = &self.rest[begin..begin + length];
            begin += length;
            if !is_letter {
                out.extend_from_slice(whole);
                continue;
            }
            let mut chance = |percent| self.luck.u8(..100) < percent;
            let (is_lost, is_doubled, is_delayed) = (chance(mail.lost), chance(mail.doubled), chance(mail.delayed));
            if !is_lost && !is_delayed {
                out.extend_from_slice(whole);
            }
            if is_delayed || is_doubled {
                self.came += 1;
                let due = now + Duration::from_millis(self.luck.u64(..LATE));
                self.late.insert((due, self.came), whole.to_vec());
            }
        }
        self.rest.drain(..begin);
        out
    }
}

/// The length of the first thing in these bytes, and whether it is a letter. Nothing when it is not whole.
fn first(bytes: &[u8]) -> Option<(usize, bool)> {
    let line = bytes.windows(2).position(|two| two == b"\r\n")?;
    let mut words = bytes[..line].split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let is_letter = words.next().is_some_and(|kind| LETTERS.iter().any(|letter| letter.eq_ignore_ascii_case(kind)));
    if !is_letter {
        return Some((line + 2, false));
    }
    let length: usize = words.next_back().and_then(|length| std::str::from_utf8(length).ok()?.parse().ok())?;
    let whole = line + 2 + length + 2;
    (bytes.len() >= whole).then_some((whole, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &[u8] = b"INFO {\"a\":1}\r\nPUB some.where 4\r\n\r\n\r\n\r\nPING\r\nHMSG a 1 reply 3 5\r\nHHHpp\r\n+OK\r\nMSG a 9 0\r\n\r\n";

    fn sorted(mail: Mail, seed: u64, piece: usize) -> (Vec<u8>, Sorter) {
        let mut sorter = Sorter::new(seed);
        let now = Instant::now();
        let out = STREAM.chunks(piece).flat_map(|piece| sorter.sort(piece, mail, now)).collect();
        (out, sorter)
    }

    #[test]
    fn bytes_pass_as_they_are_in_whatever_pieces_they_come() {
        for piece in 1..STREAM.len() {
            assert_eq!(sorted(Mail::default(), 1, piece).0, STREAM);
        }
    }

    #[test]
    fn all_but_letters_pass() {
        let (out, sorter) = sorted(Mail { lost: 100, ..Mail::default() }, 1, 7);
        assert_eq!(out, b"INFO {\"a\":1}\r\nPING\r\n+OK\r\n");
        assert_eq!(sorter.due(), None);
    }

    #[test]
    fn letters_come_late_and_twice() {
        let (out, mut sorter) = sorted(Mail { delayed: 100, ..Mail::default() }, 1, 7);
        assert_eq!(out, b"INFO {\"a\":1}\r\nPING\r\n+OK\r\n");
        let later = Instant::now() + Duration::from_millis(LATE);
        assert_eq!(sorter.sort(b"", Mail::default(), later).len(), STREAM.len() - out.len());
        let (out, mut sorter) = sorted(Mail { doubled: 100, ..Mail::default() }, 1, 7);
        assert_eq!(out, STREAM);
        assert!(!sorter.sort(b"", Mail::default(), later).is_empty());
    }
}
