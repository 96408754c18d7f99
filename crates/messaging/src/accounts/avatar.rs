//! Avatars: a picture goes in, a small clean JPEG comes out. Decoding anew leaves behind everything that is not picture: EXIF, GPS,
//! comments.

use image::ImageError;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use sha2::{Digest, Sha256};
use subrosa_access::{Actor, ChangeOwnAccount, FindAccount, Subject, permit};
use subrosa_proto::account::Me;
use subrosa_proto::limits::AVATAR_BYTES;
use subrosa_proto::{AccountId, ErrorCode, Timestamp};
use subrosa_store::{Tx, avatars, media as pictures};

use crate::media::picture::{decode, in_turn, on_white};
use crate::media::{self, Shelf, removal};
use crate::{Error, Messaging};

/// Pixels on each side of a stored avatar.
const SIDE: u32 = 320;
const QUALITY: u8 = 85;

/// A picture that is to be shown.
#[derive(Clone)]
pub(crate) enum Picture {
    /// It is kept in the store, with the change that shows it.
    Within { name: String, bytes: Vec<u8> },
    /// It is written already, and removed at a moment unless a change shows it.
    Outside { name: String, remove_at: Timestamp },
}

impl Picture {
    fn name(&self) -> &str {
        match self {
            Self::Within { name, .. } | Self::Outside { name, .. } => name,
        }
    }

    /// Keeps it for good, in the transaction of the change that shows it.
    pub(crate) async fn keep(&self, tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
        match self {
            Self::Within { name, bytes } => avatars::insert(tx, name, bytes).await.map_err(Error::from),
            Self::Outside { name, remove_at } => match pictures::keep(tx, account, name, *remove_at).await? {
                true => Ok(()),
                // The change came an hour late.
                false => Err(Error::after(ErrorCode::StorageUnavailable, 1)),
            },
        }
    }
}

impl Messaging {
    /// Replaces the avatar with a picture (JPEG, PNG, WebP or GIF).
    ///
    /// # Errors
    /// `image_invalid`, `payload_too_large`, `too_many_requests`, `storage_unavailable`.
    pub async fn set_avatar(&self, actor: &Actor, picture: bytes::Bytes) -> Result<Me, Error> {
        let permit = permit::<ChangeOwnAccount>(actor, &Subject::Own)?;
        if picture.len() > AVATAR_BYTES {
            return Err(Error::new(ErrorCode::PayloadTooLarge));
        }
        // Before the picture is decoded, which is the dear part.
        self.core.limits.profile_change(permit.account()?)?;
        let encoded = in_turn("image", move || encode(&picture)).await?;
        let picture = self.keep_picture(permit.account()?, encoded).await?;
        let shown = picture.name().to_owned();
        self.replace_profile(&permit, Some(picture), move |profile| profile.avatar = Some(shown)).await
    }

    /// Writes a picture where it is kept, if that is outside of the store; it stays there once a profile shows it.
    async fn keep_picture(&self, account: AccountId, encoded: Vec<u8>) -> Result<Picture, Error> {
        let Some(place) = &self.core.media else {
            let name = Sha256::digest(&encoded).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
            return Ok(Picture::Within { name, bytes: encoded });
        };
        let name = media::name(account, self.core.next_id(), &encoded);
        let remove_at = self.core.now().plus_seconds(removal::UNUSED_SECONDS);
        let noted = name.clone();
        let inserted = self.core.db.write(async move |tx| pictures::insert(tx, account, &noted, remove_at).await).await;
        inserted.map_err(Error::from)?;
        place.put(Shelf::Avatars, &name, encoded).await?;
        Ok(Picture::Outside { name, remove_at })
    }

    /// Removes the avatar.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn remove_avatar(&self, actor: &Actor) -> Result<Me, Error> {
        let permit = permit::<ChangeOwnAccount>(actor, &Subject::Own)?;
        self.core.limits.profile_change(permit.account()?)?;
        self.replace_profile(&permit, None, |profile| profile.avatar = None).await
    }

    /// The JPEG of an avatar.
    ///
    /// # Errors
    /// `not_found`, `storage_unavailable`.
    pub async fn avatar(&self, actor: &Actor, hash: String) -> Result<Vec<u8>, Error> {
        permit::<FindAccount>(actor, &Subject::Installation)?;
        if let Some(place) = &self.core.media
            && let Some(picture) = place.get(Shelf::Avatars, &hash).await?
        {
            return Ok(picture);
        }
        // Those from before there was such a place stay in the store.
        let found = self.core.db.read(async move |tx| avatars::find(tx, &hash).await).await;
        found.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::NotFound))
    }
}

/// A square JPEG of the picture's middle, upright.
fn encode(picture: &[u8]) -> Result<Vec<u8>, ImageError> {
    let picture = decode(picture)?;
    let square = on_white(&picture.resize_to_fill(SIDE, SIDE, FilterType::CatmullRom));
    let mut encoded = Vec::new();
    JpegEncoder::new_with_quality(&mut encoded, QUALITY).encode_image(&square)?;
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, Rgb, RgbImage};

    use super::*;
    use crate::media::picture::MAX_SIDE;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = RgbImage::from_pixel(width, height, Rgb([200, 30, 30]));
        DynamicImage::ImageRgb8(picture)
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .expect("a picture");
        bytes
    }

    #[test]
    fn any_shape_becomes_a_square_jpeg() {
        let encoded = encode(&png(90, 400)).expect("encodes");
        let back = image::load_from_memory(&encoded).expect("reads back");
        assert_eq!((back.width(), back.height()), (SIDE, SIDE));
    }

    #[test]
    fn what_is_not_picture_is_left_behind() {
        let mut jpeg = Vec::new();
        let picture = RgbImage::from_pixel(8, 8, Rgb([1, 2, 3]));
        JpegEncoder::new(&mut jpeg).encode_image(&picture).expect("encodes");
        // An APP1 segment right after the start of the image, as cameras write it.
        let secret = b"Exif\0\0GPS 52.5 13.4";
        let mut segment = vec![0xff, 0xe1];
        segment.extend(u16::try_from(secret.len() + 2).expect("short").to_be_bytes());
        segment.extend(secret);
        jpeg.splice(2..2, segment);
        let encoded = encode(&jpeg).expect("encodes");
        assert!(!encoded.windows(3).any(|window| window == b"GPS"));
    }

    #[test]
    fn damaged_and_monstrous_pictures_are_refused() {
        assert!(encode(b"not a picture").is_err());
        let mut cut = png(50, 50);
        cut.truncate(60);
        assert!(encode(&cut).is_err());
        assert!(encode(&png(MAX_SIDE + 1, 1)).is_err());
    }
}
