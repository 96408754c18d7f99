//! Draws what lies on a disk after the power was cut: all that is durable and, of what was on its way, what luck decides.
//!
//! A sector holds one of the states it went through since the last sync; sectors differ freely, which is more
//! disorder than most disks make and no more than the contract of fsync allows.

use std::collections::BTreeMap;
use std::path::Path;

use super::disk::{Content, Disk, File, FileNumber, Names};
use crate::Outcome;

/// The bytes that a disk writes whole or not at all.
const SECTOR: usize = 512;

/// Which of the waiting changes survived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survivors {
    /// Only what was synced.
    None,
    /// All of it.
    All,
    /// Everything up to some change, the next one torn.
    Prefix,
    /// Each change whole or not at all, by chance: later ones without earlier ones.
    Some,
    /// Each sector for itself.
    Sectors,
    /// Each sector for itself, and what was never written holds garbage instead of zeros.
    Garbage,
}

impl Survivors {
    /// Every kind of luck.
    pub const ALL: [Self; 6] = [Self::None, Self::All, Self::Prefix, Self::Some, Self::Sectors, Self::Garbage];
}

/// The files on a disk, by path.
pub type Image = BTreeMap<String, Vec<u8>>;

impl Disk {
    /// What lies on the disk if the power is cut now.
    #[must_use]
    pub fn cut(&self, survivors: Survivors, luck: &mut fastrand::Rng) -> Image {
        let names = self.surviving_names(survivors, luck);
        let is_kept = |(_, file): &(&String, &FileNumber)| !self.files[**file].is_shared_memory;
        let draw = |(path, file): (&String, &FileNumber)| (path.clone(), self.files[*file].cut(survivors, luck));
        names.iter().filter(is_kept).map(draw).collect()
    }

    fn surviving_names(&self, survivors: Survivors, luck: &mut fastrand::Rng) -> Names {
        let mut names = self.durable_names.clone();
        let whole = luck.usize(..=self.waiting_names.len());
        for (place, (_, naming)) in self.waiting_names.iter().enumerate() {
            let survives = match survivors {
                Survivors::None => false,
                Survivors::All => true,
                Survivors::Prefix => place < whole,
                Survivors::Some | Survivors::Sectors | Survivors::Garbage => luck.bool(),
            };
            if survives {
                naming.apply(&mut names);
            }
        }
        names
    }
}

impl File {
    fn cut(&self, survivors: Survivors, luck: &mut fastrand::Rng) -> Vec<u8> {
        let count = self.waiting.len();
        let whole = luck.usize(..=count);
        let kept: Vec<bool> = (0..count).map(|_| luck.bool()).collect();
        let last_kept = |touching: &[usize]| touching.iter().rposition(|change| kept[*change]).map_or(0, |at| at + 1);
        let before = |touching: &[usize], end: usize| touching.partition_point(|change| *change < end);

        // How many of the changes that touch a sector it has gone through.
        let mut states = |touching: &[usize]| match survivors {
            Survivors::None => 0,
            Survivors::All => touching.len(),
            Survivors::Prefix => before(touching, whole + luck.usize(..=1)),
            Survivors::Some => last_kept(touching),
            Survivors::Sectors | Survivors::Garbage => luck.usize(..=touching.len()),
        };
        let sectors = self.touched_sectors();
        let chosen: Vec<(usize, &[usize], usize)> =
            sectors.iter().map(|(sector, touching)| (*sector, touching.as_slice(), states(touching))).collect();

        let lengths = self.lengths();
        let length = match survivors {
            Survivors::None => lengths[0],
            Survivors::All => lengths[count],
            Survivors::Prefix => lengths[whole],
            _ => lengths[luck.usize(..=count)],
        };
        let mut bytes = self.durable.clone();
        bytes.resize(lengths.iter().copied().max().unwrap_or_default(), 0);
        if survivors == Survivors::Garbage {
            bytes[self.durable.len()..].fill_with(|| luck.u8(..));
        }
        for (sector, touching, states) in chosen {
            self.write_sector(sector, &touching[..states], &mut bytes);
        }
        bytes.truncate(length);
        bytes
    }

    /// The file's length as it was on the disk, and after each waiting change.
    fn lengths(&self) -> Vec<usize> {
        let mut length = self.durable.len();
        let mut lengths = vec![length];
        for (_, content) in &self.waiting {
            length = match content {
                Content::Write { offset, data } => length.max(offset + data.len()),
                Content::Length(length) => *length,
            };
            lengths.push(length);
        }
        lengths
    }

    /// The sectors that a change waits for, each with the changes that touch it, in order.
    fn touched_sectors(&self) -> BTreeMap<usize, Vec<usize>> {
        let lengths = self.lengths();
        let mut sectors: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (change, (_, content)) in self.waiting.iter().enumerate() {
            let (from, to) = match content {
                Content::Write { offset, data } => (*offset, offset + data.len()),
                // What is cut off reads as zeros where the file grows again.
                Content::Length(length) => (*length, lengths[change]),
            };
            for sector in from / SECTOR..to.div_ceil(SECTOR) {
                sectors.entry(sector).or_default().push(change);
            }
        }
        sectors
    }

    fn write_sector(&self, sector: usize, changes: &[usize], bytes: &mut [u8]) {
        let (from, to) = (sector * SECTOR, ((sector + 1) * SECTOR).min(bytes.len()));
        for change in changes {
            match &self.waiting[*change].1 {
                Content::Write { offset, data } => {
                    let (first, last) = (from.max(*offset), to.min(offset + data.len()));
                    if first < last {
                        bytes[first..last].copy_from_slice(&data[first - offset..last - offset]);
                    }
                }
                Content::Length(length) if *length < to => bytes[from.max(*length)..to].fill(0),
                Content::Length(_) => {}
            }
        }
    }
}

/// Writes an image into a folder, which must be empty.
///
/// # Errors
/// When a file can't be written.
pub fn write(image: &Image, folder: &Path) -> Outcome<()> {
    for (path, bytes) in image {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::recording::Change;
    use super::*;

    /// A file of which "old" is durable and a longer text of three sectors is not.
    fn disk() -> Disk {
        let handle = 1;
        let changes = [
            Change::Open { handle: 2, path: String::new(), created: false, emptied: false },
            Change::Open { handle, path: "log".into(), created: true, emptied: false },
            Change::Write { handle, offset: 0, data: b"old".to_vec() },
            Change::SyncBegin { handle },
            Change::Write { handle, offset: 3, data: b"late".to_vec() },
            Change::SyncEnd { handle },
            Change::SyncBegin { handle: 2 },
            Change::SyncEnd { handle: 2 },
            Change::Write { handle, offset: 0, data: vec![b'n'; 3 * SECTOR] },
        ];
        let mut disk = Disk::default();
        changes.iter().try_for_each(|change| disk.play(change)).expect("in order");
        disk
    }

    #[test]
    fn what_was_synced_is_there_whatever_luck_decides() {
        let mut luck = fastrand::Rng::with_seed(1);
        let disk = disk();
        assert_eq!(disk.cut(Survivors::None, &mut luck)["log"], b"old", "a write during a sync is not covered by it");
        assert_eq!(disk.cut(Survivors::All, &mut luck)["log"], vec![b'n'; 3 * SECTOR]);
        for survivors in Survivors::ALL.repeat(100) {
            let log = &disk.cut(survivors, &mut luck)["log"];
            assert!(log.starts_with(b"old") || log.starts_with(b"nnn"), "{survivors:?}: the first sector tore");
        }
    }

    #[test]
    fn sectors_tear() {
        let mut luck = fastrand::Rng::with_seed(2);
        let disk = disk();
        let is_torn = |log: &Vec<u8>| log.len() == 3 * SECTOR && log[SECTOR] != b'n' && log[2 * SECTOR] == b'n';
        assert!((0..200).any(|_| is_torn(&disk.cut(Survivors::Sectors, &mut luck)["log"])));
    }

    #[test]
    fn a_name_without_a_sync_of_the_folder_may_be_gone() {
        let mut luck = fastrand::Rng::with_seed(3);
        let mut disk = disk();
        disk.play(&Change::Rename { from: "log".into(), to: "new".into() }).expect("in order");
        assert!(disk.cut(Survivors::None, &mut luck).contains_key("log"));
        assert!(disk.cut(Survivors::All, &mut luck).contains_key("new"));
    }

    #[test]
    fn a_lying_disk_keeps_nothing() {
        let mut disk = Disk::default();
        disk.lie();
        let handle = 1;
        let changes = [
            Change::Open { handle, path: "log".into(), created: true, emptied: false },
            Change::Write { handle, offset: 0, data: b"old".to_vec() },
            Change::SyncBegin { handle },
            Change::SyncEnd { handle },
        ];
        changes.iter().try_for_each(|change| disk.play(change)).expect("in order");
        assert!(disk.cut(Survivors::None, &mut fastrand::Rng::with_seed(4)).is_empty());
    }
}
