//! Avatars, by the hash of their bytes.

use crate::value::{is_no_text, params};
use crate::{Error, Tx};

/// Keeps an image under its hash; the same image twice is one.
pub async fn insert(tx: &mut Tx<'_>, hash: &str, image: &[u8]) -> Result<(), Error> {
    tx.execute("INSERT INTO avatars (hash, image) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", params![hash, image])
        .await?;
    Ok(())
}

/// The image with this hash.
pub async fn find(tx: &mut Tx<'_>, hash: &str) -> Result<Option<Vec<u8>>, Error> {
    if is_no_text(hash) {
        return Ok(None);
    }
    let found: Option<(Vec<u8>,)> =
        tx.fetch_optional("SELECT image FROM avatars WHERE hash = $1", params![hash]).await?;
    Ok(found.map(|(image,)| image))
}

/// Removes an image that no account shows any more.
pub async fn remove_unused(tx: &mut Tx<'_>, hash: &str) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM avatars WHERE hash = $1 AND NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.avatar = avatars.hash)",
        params![hash],
    )
    .await?;
    Ok(())
}
