//! A picture as it is kept: no larger than a screen shows, upright, and nothing but its pixels. Where and with what it was taken stays behind.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageError, ImageFormat};
use subrosa_proto::limits::ATTACHMENT_SIDE;

use super::kind::{FileType, JPEG, PNG};
use crate::media::picture::{decode, on_white};

const QUALITY: u8 = 85;
/// Bytes of a drawing from which on it is kept as a photo is.
const DRAWING_BYTES: usize = 2 * 1024 * 1024;

/// A picture as it is kept.
pub(super) struct Kept {
    pub(super) kind: FileType,
    pub(super) bytes: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Makes of a picture what is kept of it: a drawing, or what one sees through, stays sharp (PNG), a photo small (JPEG).
pub(super) fn keep(bytes: &[u8], is_drawn: bool) -> Result<Kept, ImageError> {
    let mut picture = decode(bytes)?;
    if picture.width() > ATTACHMENT_SIDE || picture.height() > ATTACHMENT_SIDE {
        picture = picture.resize(ATTACHMENT_SIDE, ATTACHMENT_SIDE, FilterType::CatmullRom);
    }
    let (width, height) = (picture.width(), picture.height());
    let has_alpha = picture.color().has_alpha();
    if is_drawn || has_alpha {
        let pixels = if has_alpha { picture.to_rgba8().into() } else { DynamicImage::from(picture.to_rgb8()) };
        let mut drawn = Vec::new();
        pixels.write_to(&mut Cursor::new(&mut drawn), ImageFormat::Png)?;
        if drawn.len() <= DRAWING_BYTES {
            return Ok(Kept { kind: PNG, bytes: drawn, width, height });
        }
    }
    let pixels = if has_alpha { on_white(&picture) } else { picture.to_rgb8() };
    let mut photo = Vec::new();
    JpegEncoder::new_with_quality(&mut photo, QUALITY).encode_image(&pixels)?;
    Ok(Kept { kind: JPEG, bytes: photo, width, height })
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;
    use crate::media::picture::MAX_SIDE;

    fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.into().write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
        bytes
    }

    #[test]
    fn a_large_picture_is_scaled_and_a_small_one_is_not() {
        let kept = keep(&encoded(RgbImage::new(3_000, 30), ImageFormat::Jpeg), false).expect("a picture");
        assert_eq!((kept.kind, kept.width, kept.height), (JPEG, 2_048, 20));
        let kept = keep(&encoded(RgbImage::new(20, 30), ImageFormat::Png), true).expect("a picture");
        assert_eq!((kept.kind, kept.width, kept.height), (PNG, 20, 30));
        let clear = RgbaImage::from_pixel(4, 4, Rgba([9, 9, 9, 0]));
        let kept = keep(&encoded(clear, ImageFormat::WebP), false).expect("a picture");
        assert_eq!(kept.kind, PNG, "one sees through it");
    }

    #[test]
    fn it_is_turned_as_its_camera_was_held_and_tells_nothing_else() {
        let mut jpeg = encoded(RgbImage::from_pixel(8, 4, Rgb([1, 2, 3])), ImageFormat::Jpeg);
        // An APP1 segment right after the start of the image, as cameras write it: little endian, one entry, turned to the right.
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS 52.5 13.4");
        let mut segment = vec![0xff, 0xe1];
        segment.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
        segment.extend(exif);
        jpeg.splice(2..2, segment);
        let kept = keep(&jpeg, false).expect("a picture");
        assert_eq!((kept.width, kept.height), (4, 8));
        assert!(!kept.bytes.windows(3).any(|window| window == b"GPS" || window == b"Exi"));
    }

    #[test]
    fn damaged_and_monstrous_pictures_are_refused() {
        assert!(keep(b"\xff\xd8\xff\xe0 no picture", false).is_err());
        assert!(keep(&encoded(RgbImage::new(MAX_SIDE + 1, 1), ImageFormat::Png), true).is_err());
    }
}
