//! An outbox in a file: JSON Lines, one change each, synced before a write returns.
//!
//! A process that dies while writing leaves at most a last line without its end; that line was never acknowledged and
//! is cut off when the file is opened again. When most lines are about messages long gone, the file is written anew
//! beside the old one and takes its place in one step.
//!
//! One process at a time: a lock beside the file is held while it is open. The file holds messages in plain text and is
//! readable by its owner only.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use super::{Change, Outbox, Unsent};

/// Below this many lines the file is left as it is.
const COMPACT_FROM: usize = 1_000;

/// Keeps unsent messages in a file, so that they survive the process and a power cut.
#[derive(Debug)]
pub struct FileOutbox {
    path: PathBuf,
    file: File,
    /// Held, never read: beside the file, because the file itself is replaced.
    _lock: File,
    /// Bytes up to the last change that is known to be whole.
    length: u64,
    /// Lines up to there.
    lines: usize,
    /// What is to be sent, oldest first.
    unsent: Vec<Unsent>,
}

impl FileOutbox {
    /// Opens the outbox, or makes an empty one.
    ///
    /// # Errors
    /// When the file can't be read or written, another process has it open, or it is not an outbox.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let lock = lock(&path)?;
        let file = open(&path)?;
        let mut outbox = Self { path, file, _lock: lock, length: 0, lines: 0, unsent: Vec::new() };
        outbox.read()?;
        sync_folder(&outbox.path)?;
        Ok(outbox)
    }

    /// Reads the file from its beginning and cuts off a line without an end.
    fn read(&mut self) -> io::Result<()> {
        let mut reader = BufReader::new(&self.file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let bytes = reader.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                break;
            }
            let change = serde_json::from_slice(&line).map_err(|_| {
                let place = self.lines + 1;
                let path = self.path.display();
                let text =
                    format!("line {place} of {path} is not a change of an outbox; move the file away to begin anew");
                io::Error::new(io::ErrorKind::InvalidData, text)
            })?;
            self.length += bytes as u64;
            self.lines += 1;
            apply(&mut self.unsent, change);
        }
        self.file.set_len(self.length)
    }

    fn append(&mut self, changes: &[Change]) -> io::Result<u64> {
        let text = lines(changes)?;
        // What a failed write before this one may have left.
        if self.file.metadata()?.len() != self.length {
            self.file.set_len(self.length)?;
        }
        self.file.write_all(&text)?;
        self.file.sync_data()?;
        Ok(text.len() as u64)
    }

    /// Writes what is unsent into a new file and puts it in the place of this one.
    fn compact(&mut self) -> io::Result<()> {
        let changes: Vec<_> = self.unsent.iter().cloned().map(Change::Add).collect();
        let text = lines(&changes)?;
        let new_path = self.path.with_added_extension("new");
        let mut new = open(&new_path)?;
        new.set_len(0)?;
        new.write_all(&text)?;
        new.sync_all()?;
        std::fs::rename(&new_path, &self.path)?;
        (self.file, self.length, self.lines) = (new, text.len() as u64, changes.len());
        sync_folder(&self.path)
    }
}

impl Outbox for FileOutbox {
    fn unsent(&mut self) -> io::Result<Vec<Unsent>> {
        Ok(self.unsent.clone())
    }

    fn write(&mut self, changes: &[Change]) -> io::Result<()> {
        self.length += self.append(changes)?;
        self.lines += changes.len();
        for change in changes {
            apply(&mut self.unsent, change.clone());
        }
        if self.lines >= COMPACT_FROM
            && self.lines >= 2 * self.unsent.len()
            && let Err(error) = self.compact()
        {
            // The changes are safe in the longer file.
            tracing::warn!(%error, "the outbox could not be written anew; it stays as it is");
        }
        Ok(())
    }
}

fn apply(unsent: &mut Vec<Unsent>, change: Change) {
    match change {
        Change::Add(message) => unsent.push(message),
        Change::Remove(client_id) => unsent.retain(|message| message.client_id != client_id),
    }
}

fn lines(changes: &[Change]) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    for change in changes {
        serde_json::to_writer(&mut text, change)?;
        text.push(b'\n');
    }
    Ok(text)
}

/// Opens for reading and appending, so that cutting off a tail leaves no hole before the next write.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn lock(path: &Path) -> io::Result<File> {
    let file = open(&path.with_added_extension("lock"))?;
    file.try_lock().map_err(|_| {
        let text = format!("{} is in use by another client; give each its own outbox", path.display());
        io::Error::new(io::ErrorKind::ResourceBusy, text)
    })?;
    Ok(file)
}

/// Makes the file's name durable, not only its bytes.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use subrosa_proto::{Body, ClientId, ConversationId};
    use tempfile::TempDir;
    use uuid::Uuid;

    use super::*;

    fn unsent(number: u128) -> Unsent {
        Unsent {
            conversation: ConversationId::new(1),
            client_id: ClientId(Uuid::from_u128(number)),
            body: serde_json::value::to_raw_value(&Body::text(format!("text {number}"))).expect("a body"),
        }
    }

    fn add(number: u128) -> Change {
        Change::Add(unsent(number))
    }

    fn remove(number: u128) -> Change {
        Change::Remove(ClientId(Uuid::from_u128(number)))
    }

    fn folder() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("outbox.jsonl");
        (folder, path)
    }

    fn reopened(path: &Path) -> Vec<Unsent> {
        FileOutbox::open(path).expect("an outbox").unsent().expect("a list")
    }

    #[test]
    fn what_was_written_is_there_in_order() {
        let (_folder, path) = folder();
        let mut outbox = FileOutbox::open(&path).expect("an outbox");
        outbox.write(&[add(1), add(2), add(3)]).expect("written");
        outbox.write(&[remove(2), add(4)]).expect("written");
        drop(outbox);
        assert_eq!(reopened(&path), [unsent(1), unsent(3), unsent(4)]);
    }

    #[test]
    fn a_line_without_its_end_never_was() {
        let (_folder, path) = folder();
        FileOutbox::open(&path).expect("an outbox").write(&[add(1), add(2)]).expect("written");
        let whole = fs::read(&path).expect("a file");
        let first = whole.iter().position(|&byte| byte == b'\n').expect("two lines") + 1;
        for length in first..whole.len() {
            fs::write(&path, &whole[..length]).expect("written");
            let mut outbox = FileOutbox::open(&path).expect("an outbox");
            outbox.write(&[add(3)]).expect("written");
            drop(outbox);
            assert_eq!(reopened(&path), [unsent(1), unsent(3)], "cut at {length}");
        }
    }

    #[test]
    fn what_a_failed_write_left_is_cut_off() {
        let (_folder, path) = folder();
        let mut outbox = FileOutbox::open(&path).expect("an outbox");
        outbox.write(&[add(1)]).expect("written");
        let half = [fs::read(&path).expect("a file"), b"{\"add\":{\"conv".to_vec()].concat();
        fs::write(&path, half).expect("written");
        outbox.write(&[add(2)]).expect("written");
        drop(outbox);
        assert_eq!(reopened(&path), [unsent(1), unsent(2)]);
    }

    #[test]
    fn another_kind_of_file_is_left_alone() {
        let (_folder, path) = folder();
        fs::write(&path, "dear diary\n").expect("written");
        let error = FileOutbox::open(&path).expect_err("no outbox");
        assert!(error.to_string().contains("line 1 of"), "{error}");
        assert_eq!(fs::read(&path).expect("a file"), b"dear diary\n");
    }

    #[test]
    fn two_clients_do_not_share_one() {
        let (_folder, path) = folder();
        let _first = FileOutbox::open(&path).expect("an outbox");
        let error = FileOutbox::open(&path).expect_err("in use");
        assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
    }

    #[test]
    fn what_is_long_gone_is_left_out() {
        let (_folder, path) = folder();
        let mut outbox = FileOutbox::open(&path).expect("an outbox");
        outbox.write(&[add(1), add(2)]).expect("written");
        for number in 3..600 {
            outbox.write(&[add(number), remove(number)]).expect("written");
        }
        assert!(outbox.lines < COMPACT_FROM);
        outbox.write(&[add(600)]).expect("written into the new file");
        drop(outbox);
        assert_eq!(reopened(&path), [unsent(1), unsent(2), unsent(600)]);
        let lines = fs::read_to_string(&path).expect("a file").lines().count();
        assert!(lines < COMPACT_FROM, "{lines} lines");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = folder();
        drop(FileOutbox::open(&path).expect("an outbox"));
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    }
}
