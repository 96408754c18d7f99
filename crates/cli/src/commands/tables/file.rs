//! A file, a piece at a time.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use subrosa_proto::limits::PIECE_BYTES;

use crate::failure::Failure;

pub(super) struct Pieces {
    file: File,
    path: PathBuf,
    /// Its size when it was opened.
    pub(super) size: u64,
}

/// A piece of a file.
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    /// Whether the file ends with it.
    pub(super) is_last: bool,
}

impl Pieces {
    pub(super) fn of(path: &Path) -> Result<Self, Failure> {
        let opened = File::open(path).and_then(|file| file.metadata().map(|about| (file, about.len())));
        let (file, size) = opened.map_err(|error| cannot(path, &error))?;
        Ok(Self { file, path: path.to_owned(), size })
    }

    /// The piece that begins at a place.
    pub(super) fn at(&mut self, place: u64) -> Result<Piece, Failure> {
        let most = u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(place));
        let read = read.and_then(|_| (&mut self.file).take(most).read_to_end(&mut bytes));
        read.map_err(|error| cannot(&self.path, &error))?;
        let end = place.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(Piece { is_last: end >= self.size, bytes })
    }
}

fn cannot(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} can't be read: {error}", path.display()))
}
