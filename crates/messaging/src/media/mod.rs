//! Pictures and files outside of the database: in a folder, or in an S3 bucket, each under a name that no other has.
//!
//! A row of the store goes before each ([`subrosa_store::media`], [`subrosa_store::attachments`]), so that one that nobody shows is found
//! and removed; a picture that was replaced stays for a day, so that a backup of the store finds what it names.
//!
//! Never: a name that comes from outside and was not checked, a picture or file under a name that was used before.

pub(crate) mod picture;
pub(crate) mod removal;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use object_store::path::Path;
use object_store::{GetResult, ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use subrosa_proto::limits::{ATTACHMENT_BYTES, AVATAR_BYTES};
use subrosa_proto::{AccountId, ErrorCode};

pub use self::settings::{MediaSettings, S3Keys, S3Settings, UnusableMedia};
use crate::Error;

/// How long one picture may take to be written, read or removed.
const PATIENCE: Duration = Duration::from_secs(15);
/// Letters of a name: half of a SHA-256, as hexadecimal digits.
const NAME_LETTERS: usize = 32;

/// What stands together there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    Avatars,
    /// Files of messages.
    Attachments,
}

impl Shelf {
    /// The folder, and how names in it end.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Avatars => ("avatars", ".jpg"),
            Self::Attachments => ("attachments", ""),
        }
    }

    /// How many bytes one of them has at most.
    const fn most(self) -> usize {
        match self {
            Self::Avatars => AVATAR_BYTES,
            Self::Attachments => ATTACHMENT_BYTES,
        }
    }
}

/// A place for pictures and files outside of the database.
#[derive(Clone)]
pub struct Media {
    objects: Arc<dyn ObjectStore>,
    prefix: String,
}

impl Media {
    /// Opens the place, if it is outside of the database. A folder is made; a bucket is not looked at.
    ///
    /// # Errors
    /// When the settings can't be used.
    pub fn open(settings: &MediaSettings) -> Result<Option<Self>, UnusableMedia> {
        let objects = settings.objects()?;
        Ok(objects.map(|objects| Self { objects, prefix: settings.prefix().to_owned() }))
    }

    /// Writes, reads and removes a small file, to see whether pictures can be kept there.
    ///
    /// # Errors
    /// When they can't.
    pub async fn probe(&self) -> Result<(), UnusableMedia> {
        let probe = async {
            let path = Path::from(format!("{}probe-{}", self.prefix, uuid::Uuid::now_v7()));
            self.objects.put(&path, "probe".into()).await?;
            read(self.objects.get(&path).await?, AVATAR_BYTES).await?;
            self.objects.delete(&path).await
        };
        in_time(probe).await.map_err(|error| UnusableMedia(error.to_string()))
    }

    /// Keeps a picture: on return it is safe on disk, or wherever S3 promises to keep it.
    pub(crate) async fn put(&self, shelf: Shelf, name: &str, picture: Vec<u8>) -> Result<(), Error> {
        let path = self.path(shelf, name).ok_or_else(|| Error::new(ErrorCode::Internal))?;
        in_time(self.objects.put(&path, picture.into())).await.map_err(|error| unavailable(&error)).map(drop)
    }

    /// The picture of a name, if there is one.
    pub(crate) async fn get(&self, shelf: Shelf, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(path) = self.path(shelf, name) else { return Ok(None) };
        let read = async { read(self.objects.get(&path).await?, shelf.most()).await };
        match in_time(read).await {
            Ok(picture) => Ok(Some(picture)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// Removes a picture; nothing happens when there is none.
    pub(crate) async fn remove(&self, shelf: Shelf, name: &str) -> Result<(), Error> {
        let Some(path) = self.path(shelf, name) else { return Ok(()) };
        match in_time(self.objects.delete(&path)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// Where a name's picture is; none for what can't be a name. Spread over 256 folders, because a folder with millions of files
    /// is slow.
    fn path(&self, shelf: Shelf, name: &str) -> Option<Path> {
        let (folder, end) = shelf.words();
        let is_name = name.len() == NAME_LETTERS && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name.then(|| Path::from(format!("{}{folder}/{}/{}{end}", self.prefix, &name[..2], &name[2..])))
    }
}

/// A name for a picture or file: of this upload alone, so that removing it takes nothing from anyone else.
pub(crate) fn name(account: AccountId, upload: i64, picture: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(account.number().to_le_bytes())
        .chain_update(upload.to_le_bytes())
        .chain_update(picture);
    digest.finalize().iter().take(NAME_LETTERS / 2).map(|byte| format!("{byte:02x}")).collect()
}

async fn read(found: GetResult, most: usize) -> object_store::Result<Vec<u8>> {
    if found.meta.size > most as u64 {
        let source = format!("{} bytes are more than one has", found.meta.size).into();
        return Err(object_store::Error::Generic { store: "media", source });
    }
    Ok(found.bytes().await?.into())
}

async fn in_time<T>(work: impl Future<Output = object_store::Result<T>>) -> object_store::Result<T> {
    tokio::time::timeout(PATIENCE, work)
        .await
        .unwrap_or_else(|late| Err(object_store::Error::Generic { store: "media", source: late.into() }))
}

fn unavailable(error: &object_store::Error) -> Error {
    tracing::warn!(%error, "the place of pictures and files is unavailable");
    Error::after(ErrorCode::StorageUnavailable, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_folder(folder: &std::path::Path) -> Media {
        Media::open(&MediaSettings::Folder(folder.to_owned())).expect("a folder").expect("outside")
    }

    #[tokio::test]
    async fn what_was_put_is_there_until_it_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let media = in_folder(folder.path());
        let name = name(AccountId::new(7), 1, b"picture");
        assert_eq!(media.get(Shelf::Avatars, &name).await, Ok(None));
        media.put(Shelf::Avatars, &name, b"picture".to_vec()).await.expect("is kept");
        assert_eq!(media.get(Shelf::Avatars, &name).await, Ok(Some(b"picture".to_vec())));
        media.remove(Shelf::Avatars, &name).await.expect("is removed");
        media.remove(Shelf::Avatars, &name).await.expect("and again");
        assert_eq!(media.get(Shelf::Avatars, &name).await, Ok(None));
    }

    #[tokio::test]
    async fn no_other_file_can_be_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("secret"), "secret").expect("a file");
        let media = in_folder(folder.path());
        for name in ["", "../secret", "avatars/../../secret", "é", &"../".repeat(10), &"é".repeat(16)] {
            assert_eq!(media.get(Shelf::Avatars, name).await, Ok(None), "{name}");
        }
    }

    #[test]
    fn every_upload_has_its_own_name() {
        let (ada, ben) = (AccountId::new(1), AccountId::new(2));
        let names = [name(ada, 1, b"a"), name(ada, 2, b"a"), name(ben, 1, b"a"), name(ada, 1, b"b")];
        let different: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len());
        assert!(names.iter().all(|name| name.len() == NAME_LETTERS));
    }
}
