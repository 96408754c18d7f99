//! What nodes write to each other, as bytes.
//!
//! The bytes come from a network that others may reach: they are bounded before they are read, and what can't be read is dropped.
//! The format is postcard's (<https://postcard.jamesmunns.com/wire-format>); a version stands in the subject (see [`super::nats`]),
//! so that nodes of different formats never hear each other.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use subrosa_proto::{AccountId, DeviceId};

/// A letter's bytes at most: half of what a NATS server takes unless it is told otherwise.
pub(crate) const LETTER: usize = 512 * 1024;
/// A frame's bytes at most. A larger one is replaced by [`Note::Look`].
pub(crate) const FRAME: usize = LETTER - 256;

/// The name of a node's process, made anew at every start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId(pub u64);

/// What an account has at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stand {
    /// No session.
    Gone,
    /// Sessions that hear what concerns it, but are not seen.
    Listens,
    /// A session that makes it be here.
    Here,
}

/// One thing that a node tells another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Note<'a> {
    /// An account's stand at the writer.
    Stand { account: i64, stand: Stand },
    /// All stands have been told since the stream's beginning: what was known before and not told again is gone.
    Whole,
    /// A committed change.
    Live { account: i64, previous: i64, number: i64, frame: &'a [u8] },
    /// There is a committed change too large to be told.
    Look { account: i64 },
    /// Something that is not stored.
    Whisper { account: i64, frame: &'a [u8] },
    /// An account's device was signed out; without one, all of its devices.
    Revoked { account: i64, device: Option<i64> },
}

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Content<'a> {
    /// To everyone: the writer is there.
    Hello,
    /// To everyone: the writer leaves, and its sessions with it.
    Leave,
    /// To one: letters were lost, begin a new stream.
    Again,
    /// To one: the stream has come to this letter.
    Beat,
    /// To one: the next letter of the stream.
    #[serde(borrow)]
    Notes(Vec<Note<'a>>),
}

/// One letter.
///
/// `stream` and `sequence` number the letters from one node to another, so that the reader sees what was lost. A stream begins with
/// letter 0; `Beat` has the number of the next letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Letter<'a> {
    pub(crate) from: NodeId,
    pub(crate) stream: u32,
    pub(crate) sequence: u64,
    #[serde(borrow)]
    pub(crate) content: Content<'a>,
}

impl Letter<'_> {
    pub(crate) fn to_bytes(&self) -> Option<Bytes> {
        match postcard::to_allocvec(self) {
            Ok(bytes) => Some(bytes.into()),
            Err(error) => {
                tracing::error!(%error, "a letter to another node could not be written");
                None
            }
        }
    }
}

/// Reads a letter; nothing when it is none.
pub(crate) fn read(bytes: &Bytes) -> Option<Letter<'_>> {
    if bytes.len() > 2 * LETTER {
        return None;
    }
    let (letter, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(letter)
}

/// A note that waits to be written: it owns its frame.
#[derive(Debug, Clone)]
pub(crate) enum Waiting {
    Stand { account: AccountId, stand: Stand },
    Whole,
    Live { account: AccountId, previous: i64, number: i64, frame: Bytes },
    Whisper { account: AccountId, frame: Bytes },
    Revoked { account: AccountId, device: Option<DeviceId> },
}

impl Waiting {
    /// The note as it is written.
    pub(crate) fn note(&self) -> Note<'_> {
        match self {
            Self::Stand { account, stand } => Note::Stand { account: account.number(), stand: *stand },
            Self::Whole => Note::Whole,
            Self::Live { account, frame, .. } if frame.len() > FRAME => Note::Look { account: account.number() },
            Self::Live { account, previous, number, frame } => {
                Note::Live { account: account.number(), previous: *previous, number: *number, frame }
            }
            // What is not stored is small; what is not small is not worth it.
            Self::Whisper { account, frame } if frame.len() > FRAME => Note::Look { account: account.number() },
            Self::Whisper { account, frame } => Note::Whisper { account: account.number(), frame },
            Self::Revoked { account, device } => {
                Note::Revoked { account: account.number(), device: device.map(DeviceId::number) }
            }
        }
    }

    /// About how many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        let frame = match self {
            Self::Live { frame, .. } | Self::Whisper { frame, .. } if frame.len() <= FRAME => frame.len(),
            _ => 0,
        };
        32 + frame
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: NodeId = NodeId(u64::MAX);

    #[test]
    fn a_letter_reads_as_it_was_written() {
        let notes = vec![
            Note::Stand { account: 1, stand: Stand::Here },
            Note::Whole,
            Note::Live { account: i64::MAX, previous: 0, number: i64::MAX, frame: b"{}" },
            Note::Look { account: 3 },
            Note::Whisper { account: 4, frame: b"" },
            Note::Revoked { account: 5, device: Some(6) },
        ];
        for content in [Content::Hello, Content::Leave, Content::Again, Content::Beat, Content::Notes(notes)] {
            let letter = Letter { from: FROM, stream: 7, sequence: 8, content };
            let bytes = letter.to_bytes().expect("bytes");
            assert_eq!(read(&bytes), Some(letter));
            assert_eq!(read(&bytes.slice(..bytes.len() - 1)), None);
        }
    }

    #[test]
    fn what_is_no_letter_is_dropped() {
        assert_eq!(read(&Bytes::new()), None);
        assert_eq!(read(&Bytes::from(vec![0xff; 64])), None);
        assert_eq!(read(&Bytes::from(vec![0; 3 * LETTER])), None);
    }

    #[test]
    fn letters_with_any_bytes_changed_are_read_or_dropped() {
        let notes = vec![Note::Live { account: 1, previous: 2, number: 3, frame: &[b' '; 40] }; 3];
        let letter = Letter { from: FROM, stream: 1, sequence: 2, content: Content::Notes(notes) };
        let bytes = letter.to_bytes().expect("bytes");
        let mut chance = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let mut changed = bytes.to_vec();
            for _ in 0..chance.usize(1..5) {
                let place = chance.usize(..changed.len());
                changed[place] = chance.u8(..);
            }
            changed.truncate(chance.usize(..=changed.len()));
            let changed = Bytes::from(changed);
            // A length that lies must not be believed.
            if let Some(Letter { content: Content::Notes(notes), .. }) = read(&changed) {
                assert!(notes.len() <= changed.len());
            }
        }
    }

    #[test]
    fn a_frame_too_large_to_carry_is_one_to_look_for() {
        let frame = Bytes::from(vec![b' '; FRAME + 1]);
        let note = Waiting::Live { account: AccountId::new(1), previous: 1, number: 2, frame };
        assert_eq!(note.note(), Note::Look { account: 1 });
        assert!(note.size() < 100);
    }
}
