//! Reads the log of the recording layer (`recorder/recorder.c` writes it, and has the same list of kinds).

use std::path::Path;

use crate::Outcome;

/// One open file of the recorded program.
pub type Handle = u32;

/// What the program did, in the order in which it did it.
#[derive(Debug, Default)]
pub struct Recording {
    pub operations: Vec<Operation>,
}

/// One thing that happened, and when, by the clock of [`crate::moment::now`].
#[derive(Debug)]
pub struct Operation {
    pub time: u64,
    pub change: Change,
}

/// One thing that happened to the files of the folder. Paths are relative to it; the empty one is the folder itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Open { handle: Handle, path: String, created: bool, emptied: bool },
    Write { handle: Handle, offset: u64, data: Vec<u8> },
    Truncate { handle: Handle, length: u64 },
    SyncBegin { handle: Handle },
    SyncEnd { handle: Handle },
    Rename { from: String, to: String },
    Unlink { path: String },
    MakeFolder { path: String },
    SharedMemory { handle: Handle },
}

impl Change {
    /// The open file that it is about, if it is about one.
    #[must_use]
    pub fn handle(&self) -> Option<Handle> {
        match self {
            Self::Open { handle, .. }
            | Self::Write { handle, .. }
            | Self::Truncate { handle, .. }
            | Self::SyncBegin { handle }
            | Self::SyncEnd { handle }
            | Self::SharedMemory { handle } => Some(*handle),
            Self::Rename { .. } | Self::Unlink { .. } | Self::MakeFolder { .. } => None,
        }
    }
}

const HEADER: usize = 32;

/// The fixed part of a record.
struct Header {
    time: u64,
    offset: u64,
    handle: Handle,
    length: usize,
    kind: u32,
    flags: u32,
}

impl Header {
    fn read(bytes: &[u8; HEADER]) -> Self {
        let long = |at: usize| u64::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
        let short = |at: usize| u32::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
        Self {
            time: long(0),
            offset: long(8),
            handle: short(16),
            length: short(20) as usize,
            kind: short(24),
            flags: short(28),
        }
    }

    fn change(&self, data: &[u8]) -> Outcome<Change> {
        let handle = self.handle;
        let text = || String::from_utf8_lossy(data).into_owned();
        Ok(match self.kind {
            1 => Change::Open { handle, path: text(), created: self.flags & 1 != 0, emptied: self.flags & 2 != 0 },
            2 => Change::Write { handle, offset: self.offset, data: data.to_vec() },
            3 => Change::Truncate { handle, length: self.offset },
            4 => Change::SyncBegin { handle },
            5 => Change::SyncEnd { handle },
            6 => {
                let text = text();
                let (to, from) = text.split_once('\0').ok_or("a rename without its second path")?;
                Change::Rename { from: from.to_owned(), to: to.to_owned() }
            }
            7 => Change::Unlink { path: text() },
            8 => Change::MakeFolder { path: text() },
            9 => Change::SharedMemory { handle },
            10 => return Err(format!("the program called {:?}, which the simulation does not know", text()).into()),
            kind => return Err(format!("a record of unknown kind {kind}").into()),
        })
    }
}

impl Recording {
    /// Reads a log. A last record that was cut off with its program is left out: it took no effect that anyone saw.
    ///
    /// # Errors
    /// When the log can't be read, or holds something that the simulation does not know.
    pub fn read(path: &Path) -> Outcome<Self> {
        Self::parse(&std::fs::read(path)?)
    }

    fn parse(mut bytes: &[u8]) -> Outcome<Self> {
        let mut operations = Vec::new();
        while let Some((header, rest)) = bytes.split_first_chunk::<HEADER>() {
            let header = Header::read(header);
            let Some((data, rest)) = rest.split_at_checked(header.length) else { break };
            operations.push(Operation { time: header.time, change: header.change(data)? });
            bytes = rest;
        }
        Ok(Self { operations })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u32, offset: u64, data: &[u8]) -> Vec<u8> {
        let mut bytes = 5_u64.to_le_bytes().to_vec();
        bytes.extend(offset.to_le_bytes());
        for word in [7, u32::try_from(data.len()).expect("short"), kind, 1] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(data);
        bytes
    }

    #[test]
    fn reads_what_the_layer_writes() {
        let mut bytes = record(1, 0, b"a.db");
        bytes.extend(record(2, 512, b"xyz"));
        bytes.extend(record(6, 0, b"new\0old"));
        bytes.extend(&record(2, 0, b"cut off")[..34]);
        let recording = Recording::parse(&bytes).expect("readable");
        let changes: Vec<Change> = recording.operations.into_iter().map(|operation| operation.change).collect();
        let expected = [
            Change::Open { handle: 7, path: "a.db".into(), created: true, emptied: false },
            Change::Write { handle: 7, offset: 512, data: b"xyz".to_vec() },
            Change::Rename { from: "old".into(), to: "new".into() },
        ];
        assert_eq!(changes, expected);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(Recording::parse(&record(10, 0, b"fallocate")).is_err());
        assert!(Recording::parse(&record(99, 0, b"")).is_err());
    }
}
