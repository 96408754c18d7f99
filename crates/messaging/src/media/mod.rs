//! Pictures outside of the database: in a folder, or in an S3 bucket, each under a name that no other has.
//!
//! A row of the store goes before each picture ([`subrosa_store::media`]), so that one that nobody shows is found and removed; a
//! picture that was replaced stays for a day, so that a backup of the store finds what it names.
//!
//! Never: a name that comes from outside and was not checked, a picture under a name that was used before.

pub(crate) mod removal;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use object_store::path::Path;
use object_store::{GetResult, ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use subrosa_proto::limits::AVATAR_BYTES;
use subrosa_proto::{AccountId, ErrorCode};

pub use self::settings::{MediaSettings, S3Keys, S3Settings, UnusableMedia};
use crate::Error;

/// How long one picture may take to be written, read or removed.
const PATIENCE: Duration = Duration::from_secs(15);
/// Letters of a name: half of a SHA-256, as hexadecimal digits.
const NAME_LETTERS: usize = 32;

/// A place for pictures outside of the database.
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
            read(self.objects.get(&path).await?).await?;
            self.objects.delete(&path).await
        };
        in_time(probe).await.map_err(|error| UnusableMedia(error.to_string()))
    }

    /// Keeps a picture: on return it is safe on disk, or wherever S3 promises to keep it.
    pub(crate) async fn put(&self, name: &str, picture: Vec<u8>) -> Result<(), Error> {
        let path = self.path(name).ok_or_else(|| Error::new(ErrorCode::Internal))?;
        in_time(self.objects.put(&path, picture.into())).await.map_err(|error| unavailable(&error)).map(drop)
    }

    /// The picture of a name, if there is one.
    pub(crate) async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(path) = self.path(name) else { return Ok(None) };
        let read = async { read(self.objects.get(&path).await?).await };
        match in_time(read).await {
            Ok(picture) => Ok(Some(picture)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// Removes a picture; nothing happens when there is none.
    pub(crate) async fn remove(&self, name: &str) -> Result<(), Error> {
        let Some(path) = self.path(name) else { return Ok(()) };
        match in_time(self.objects.delete(&path)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// Where a name's picture is; none for what can't be a name. Spread over 256 folders, because a folder with millions of files
    /// is slow.
    fn path(&self, name: &str) -> Option<Path> {
        let is_name = name.len() == NAME_LETTERS && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name.then(|| Path::from(format!("{}avatars/{}/{}.jpg", self.prefix, &name[..2], &name[2..])))
    }
}

/// A name for a picture: of this upload alone, so that removing it takes nothing from anyone else.
pub(crate) fn name(account: AccountId, upload: i64, picture: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(account.number().to_le_bytes())
        .chain_update(upload.to_le_bytes())
        .chain_update(picture);
    digest.finalize().iter().take(NAME_LETTERS / 2).map(|byte| format!("{byte:02x}")).collect()
}

async fn read(found: GetResult) -> object_store::Result<Vec<u8>> {
    let most = AVATAR_BYTES as u64;
    if found.meta.size > most {
        let source = format!("{} bytes are more than a picture has", found.meta.size).into();
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
    tracing::warn!(%error, "the place of pictures is unavailable");
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
        assert_eq!(media.get(&name).await, Ok(None));
        media.put(&name, b"picture".to_vec()).await.expect("is kept");
        assert_eq!(media.get(&name).await, Ok(Some(b"picture".to_vec())));
        media.remove(&name).await.expect("is removed");
        media.remove(&name).await.expect("and again");
        assert_eq!(media.get(&name).await, Ok(None));
    }

    #[tokio::test]
    async fn no_other_file_can_be_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("secret"), "secret").expect("a file");
        let media = in_folder(folder.path());
        for name in ["", "../secret", "avatars/../../secret", "é", &"../".repeat(10), &"é".repeat(16)] {
            assert_eq!(media.get(name).await, Ok(None), "{name}");
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
