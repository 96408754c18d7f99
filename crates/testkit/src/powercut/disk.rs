//! What a disk holds while a recording is played: what was synced, and what may or may not have arrived.
//!
//! The contract of fsync: when it has returned, all that was done to the file before it began is on the disk; for a
//! folder, the names in it. A new name is not durable by a sync of the file alone. Nothing else is promised: anything
//! that waits may have arrived or not, in any order, each sector of 512 bytes for itself.

use std::collections::{BTreeMap, HashMap};

use super::recording::{Change, Handle};
use crate::Outcome;

/// A file's number, for as long as the recording is played. Names come and go, the file stays.
pub type FileNumber = usize;

/// A change of a file's content that waits for a sync.
#[derive(Debug, Clone)]
pub enum Content {
    Write { offset: usize, data: Vec<u8> },
    Length(usize),
}

/// A change of names that waits for a sync of the folder.
#[derive(Debug, Clone)]
pub enum Naming {
    Name(String, FileNumber),
    Rename { from: String, to: String, file: FileNumber },
    Remove(String),
}

/// One file: what is on the disk for certain, and what is on its way, with the moment of each change.
#[derive(Debug, Default, Clone)]
pub struct File {
    pub durable: Vec<u8>,
    pub waiting: Vec<(u64, Content)>,
    /// A file that programs share as memory is made anew when the first of them opens it; its content means nothing.
    pub is_shared_memory: bool,
}

/// Names as they stand, or would stand.
pub type Names = BTreeMap<String, FileNumber>;

#[derive(Debug, Clone)]
enum Target {
    File(FileNumber),
    /// A folder, by its path.
    Folder(String),
}

/// The disk at one moment of a recording.
#[derive(Debug, Default)]
pub struct Disk {
    pub(super) files: Vec<File>,
    pub(super) durable_names: Names,
    pub(super) waiting_names: Vec<(u64, Naming)>,
    present_names: Names,
    handles: HashMap<Handle, Target>,
    /// When the running sync of a handle began.
    syncs: HashMap<Handle, u64>,
    moment: u64,
    /// Whether syncs do nothing.
    lies: bool,
}

impl Disk {
    /// From now on syncs have no effect. Whatever trusts such a disk must lose something.
    pub fn lie(&mut self) {
        self.lies = true;
    }

    /// Plays one change.
    ///
    /// # Errors
    /// When the recording is not in itself right: a handle or a name that was never made.
    pub fn play(&mut self, change: &Change) -> Outcome<()> {
        self.moment += 1;
        match change {
            Change::Open { handle, path, created, emptied } => self.open(*handle, path, *created, *emptied)?,
            Change::Write { handle, offset, data } => {
                let content = Content::Write { offset: usize::try_from(*offset)?, data: data.clone() };
                self.wait_for_sync(*handle, content)?;
            }
            Change::Truncate { handle, length } => {
                self.wait_for_sync(*handle, Content::Length(usize::try_from(*length)?))?;
            }
            Change::SyncBegin { handle } => {
                self.syncs.insert(*handle, self.moment);
            }
            Change::SyncEnd { handle } => self.sync(*handle)?,
            Change::Rename { from, to } => self.rename(from, to)?,
            Change::Unlink { path } => {
                self.present_names.remove(path);
                self.waiting_names.push((self.moment, Naming::Remove(path.clone())));
            }
            Change::MakeFolder { .. } => {}
            Change::SharedMemory { handle } => {
                let file = self.file_of(*handle)?;
                self.files[file].is_shared_memory = true;
            }
        }
        Ok(())
    }

    fn open(&mut self, handle: Handle, path: &str, created: bool, emptied: bool) -> Outcome<()> {
        let target = match self.present_names.get(path) {
            Some(file) if !created => Target::File(*file),
            None if !created => Target::Folder(path.to_owned()),
            _ => {
                let file = self.files.len();
                self.files.push(File::default());
                self.present_names.insert(path.to_owned(), file);
                self.waiting_names.push((self.moment, Naming::Name(path.to_owned(), file)));
                Target::File(file)
            }
        };
        self.handles.insert(handle, target);
        if emptied { self.wait_for_sync(handle, Content::Length(0)) } else { Ok(()) }
    }

    fn rename(&mut self, from: &str, to: &str) -> Outcome<()> {
        let file = self.present_names.remove(from).ok_or_else(|| format!("{from} was renamed and never made"))?;
        self.present_names.insert(to.to_owned(), file);
        self.waiting_names.push((self.moment, Naming::Rename { from: from.to_owned(), to: to.to_owned(), file }));
        Ok(())
    }

    fn file_of(&self, handle: Handle) -> Outcome<FileNumber> {
        match self.handles.get(&handle) {
            Some(Target::File(file)) => Ok(*file),
            _ => Err(format!("handle {handle} is no open file").into()),
        }
    }

    fn wait_for_sync(&mut self, handle: Handle, content: Content) -> Outcome<()> {
        let file = self.file_of(handle)?;
        self.files[file].waiting.push((self.moment, content));
        Ok(())
    }

    /// Makes durable what was done before the sync began.
    fn sync(&mut self, handle: Handle) -> Outcome<()> {
        let began = self.syncs.remove(&handle).ok_or("a sync ended that had not begun")?;
        if self.lies {
            return Ok(());
        }
        match self.handles.get(&handle) {
            Some(Target::File(file)) => {
                let file = &mut self.files[*file];
                let covered = file.waiting.partition_point(|(moment, _)| *moment < began);
                for (_, content) in file.waiting.drain(..covered) {
                    content.apply(&mut file.durable);
                }
            }
            Some(Target::Folder(folder)) => {
                for (moment, naming) in std::mem::take(&mut self.waiting_names) {
                    if moment < began && naming.folder() == folder {
                        naming.apply(&mut self.durable_names);
                    } else {
                        self.waiting_names.push((moment, naming));
                    }
                }
            }
            None => return Err(format!("handle {handle} was synced and never opened").into()),
        }
        Ok(())
    }
}

impl Content {
    /// Does the change to the bytes of a file.
    pub(super) fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write { offset, data } => {
                let end = offset + data.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*offset..end].copy_from_slice(data);
            }
            Self::Length(length) => bytes.resize(*length, 0),
        }
    }
}

impl Naming {
    /// The path of the folder whose names change.
    fn folder(&self) -> &str {
        let (Self::Name(path, _) | Self::Rename { to: path, .. } | Self::Remove(path)) = self;
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Does the change to names.
    pub(super) fn apply(&self, names: &mut Names) {
        match self {
            Self::Name(path, file) => {
                names.insert(path.clone(), *file);
            }
            Self::Rename { from, to, file } => {
                names.remove(from);
                names.insert(to.clone(), *file);
            }
            Self::Remove(path) => {
                names.remove(path);
            }
        }
    }
}
