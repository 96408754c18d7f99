//! Pictures from people: decoded within bounds, one at a time, and turned as their camera held them.
//!
//! Never: a byte of what came in; what is kept is encoded anew from the pixels alone.

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use image::error::{LimitError, LimitErrorKind};
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgb, RgbImage};
use subrosa_proto::ErrorCode;
use tokio::sync::Semaphore;

use crate::Error;

/// Sides and memory that a picture may take while it is decoded.
pub(crate) const MAX_SIDE: u32 = 12_000;
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// One picture at a time: each may take much memory for a moment.
static TURN: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));

/// Makes something of a picture when it is its turn. `field` names it where it can't be read.
///
/// # Errors
/// `image_invalid`, `overloaded`.
pub(crate) async fn in_turn<T: Send + 'static>(
    field: &str,
    work: impl FnOnce() -> Result<T, ImageError> + Send + 'static,
) -> Result<T, Error> {
    let turn = Arc::clone(&TURN).acquire_owned().await.map_err(|_| Error::new(ErrorCode::Overloaded))?;
    let working = move || {
        let made = work();
        // Here, because a caller who goes away meanwhile must not make room for another before this one is done.
        drop(turn);
        made
    };
    tokio::task::spawn_blocking(working)
        .await
        .map_err(|_| Error::new(ErrorCode::ImageInvalid))?
        .map_err(|why| Error::field(ErrorCode::ImageInvalid, field, why.to_string()))
}

/// The picture in these bytes, upright; of one that moves the first frame.
pub(crate) fn decode(bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    // The decoder counts what it needs beside the picture; the picture itself is counted here.
    if decoder.total_bytes() > MAX_MEMORY {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::InsufficientMemory)));
    }
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// JPEG has no transparency: what shows through is white.
pub(crate) fn on_white(picture: &DynamicImage) -> RgbImage {
    let pixels = picture.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let over = |value: u8| {
            let mixed = (u16::from(value) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}
