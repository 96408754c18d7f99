//! In which encoding a file is, and a piece of it as text.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use subrosa_proto::import::TextEncoding;

const MARK_OF_UTF_8: &[u8] = b"\xEF\xBB\xBF";
const MARK_OF_UTF_16LE: &[u8] = b"\xFF\xFE";
const MARK_OF_UTF_16BE: &[u8] = b"\xFE\xFF";
/// A ZIP archive, which is what workbooks are (APPNOTE.TXT, 4.3.7).
const MARK_OF_WORKBOOKS: &[u8] = b"PK\x03\x04";

/// Why bytes are no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("this is a workbook and no CSV: save the sheet as CSV, in UTF-8")]
    Workbook,
    #[error("this is no text: save the sheet as CSV, in UTF-8")]
    NoText,
    #[error("line {line}: this is not {encoding}: choose the encoding that the file has, or save it as UTF-8")]
    Encoding { line: u32, encoding: &'static str },
}

/// The encoding of a file by its beginning: by its mark if it has one, UTF-8 where that fits, and Windows-1252 for all else, as older
/// programs of the West write it.
///
/// # Errors
/// [`Unreadable`] when it is a workbook, or no text at all.
pub fn encoding_of(beginning: &[u8]) -> Result<TextEncoding, Unreadable> {
    if beginning.starts_with(MARK_OF_WORKBOOKS) {
        return Err(Unreadable::Workbook);
    }
    if beginning.starts_with(b"\xFF\xFE\0\0") || beginning.starts_with(b"\0\0\xFE\xFF") {
        return Err(Unreadable::NoText);
    }
    if beginning.starts_with(MARK_OF_UTF_16LE) {
        return Ok(TextEncoding::Utf16Le);
    }
    if beginning.starts_with(MARK_OF_UTF_16BE) {
        return Ok(TextEncoding::Utf16Be);
    }
    if beginning.contains(&0) {
        return Err(Unreadable::NoText);
    }
    Ok(match std::str::from_utf8(beginning) {
        Ok(_) => TextEncoding::Utf8,
        // The beginning ends within a letter.
        Err(error) if error.error_len().is_none() => TextEncoding::Utf8,
        Err(_) => TextEncoding::Windows1252,
    })
}

/// A piece of a file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'b> {
    text: Cow<'b, str>,
    encoding: TextEncoding,
    /// Bytes of the mark before it.
    mark: usize,
}

impl<'b> Text<'b> {
    /// The text of a piece that begins at a line of the file, the first being 1. A letter that the piece breaks off in is left to the
    /// next one, if there is one.
    ///
    /// # Errors
    /// [`Unreadable::Encoding`] with the line when the bytes are no such text.
    pub fn decode(encoding: TextEncoding, bytes: &'b [u8], line: u32, is_last: bool) -> Result<Self, Unreadable> {
        let sign = match encoding {
            TextEncoding::Utf8 => MARK_OF_UTF_8,
            TextEncoding::Utf16Le => MARK_OF_UTF_16LE,
            TextEncoding::Utf16Be => MARK_OF_UTF_16BE,
            TextEncoding::Windows1252 => &[],
        };
        let mark = if line == 1 && bytes.starts_with(sign) { sign.len() } else { 0 };
        let bytes = &bytes[mark..];
        let text = match encoding {
            TextEncoding::Utf8 => Cow::Borrowed(utf_8(bytes, line, is_last)?),
            TextEncoding::Windows1252 => WINDOWS_1252.decode_without_bom_handling(bytes).0,
            TextEncoding::Utf16Le | TextEncoding::Utf16Be => utf_16(encoding, bytes, line, is_last)?,
        };
        Ok(Self { text, encoding, mark })
    }

    /// The text itself, without the mark.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many bytes of the piece the text takes up to a place in it, the mark included.
    #[must_use]
    pub fn bytes_before(&self, place: usize) -> usize {
        let before = self.text.get(..place).unwrap_or(&self.text);
        self.mark
            + match self.encoding {
                TextEncoding::Utf8 => before.len(),
                TextEncoding::Utf16Le | TextEncoding::Utf16Be => 2 * before.encode_utf16().count(),
                TextEncoding::Windows1252 => before.chars().count(),
            }
    }
}

fn utf_8(bytes: &[u8], line: u32, is_last: bool) -> Result<&str, Unreadable> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let fitting = &bytes[..error.valid_up_to()];
    if error.error_len().is_none() && !is_last {
        return Ok(std::str::from_utf8(fitting).unwrap_or_default());
    }
    let ends = fitting.iter().filter(|byte| **byte == b'\n').count();
    let line = line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
    Err(Unreadable::Encoding { line, encoding: "UTF-8" })
}

fn utf_16(encoding: TextEncoding, bytes: &[u8], line: u32, is_last: bool) -> Result<Cow<'_, str>, Unreadable> {
    let is_little = encoding == TextEncoding::Utf16Le;
    let mut whole = bytes;
    if !is_last {
        whole = &whole[..whole.len() - whole.len() % 2];
        // The first half of a pair (Unicode, 3.8) waits for the second.
        if let Some(unit) = whole.last_chunk::<2>() {
            let unit = if is_little { u16::from_le_bytes(*unit) } else { u16::from_be_bytes(*unit) };
            if (0xD800..0xDC00).contains(&unit) {
                whole = &whole[..whole.len() - 2];
            }
        }
    }
    let (named, name) = if is_little { (UTF_16LE, "UTF-16LE") } else { (UTF_16BE, "UTF-16BE") };
    let text = named.decode_without_bom_handling_and_without_replacement(whole);
    text.ok_or(Unreadable::Encoding { line, encoding: name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    #[test]
    fn encodings_are_known_by_their_beginning() {
        assert_eq!(encoding_of(b"number,total\n"), Ok(TextEncoding::Utf8));
        assert_eq!(encoding_of("\u{feff}Größe".as_bytes()), Ok(TextEncoding::Utf8));
        assert_eq!(encoding_of(&"Größe".as_bytes()[..3]), Ok(TextEncoding::Utf8), "within a letter");
        assert_eq!(encoding_of(b"Gr\xF6\xDFe;Preis \x80\n"), Ok(TextEncoding::Windows1252));
        assert_eq!(encoding_of(&units("\u{feff}a", u16::to_le_bytes)), Ok(TextEncoding::Utf16Le));
        assert_eq!(encoding_of(&units("\u{feff}a", u16::to_be_bytes)), Ok(TextEncoding::Utf16Be));
        assert_eq!(encoding_of(b"PK\x03\x04\x14\0"), Err(Unreadable::Workbook));
        assert_eq!(encoding_of(b"a\0b\0"), Err(Unreadable::NoText));
        assert_eq!(encoding_of(b"\xFF\xFE\0\0a\0\0\0"), Err(Unreadable::NoText));
    }

    #[test]
    fn a_text_knows_its_bytes() {
        let text = "\u{feff}Größe 🙂;€";
        let bytes = units(text, u16::to_le_bytes);
        let read = Text::decode(TextEncoding::Utf16Le, &bytes, 1, true).expect("a text");
        assert_eq!(read.as_str(), "Größe 🙂;€");
        assert_eq!(read.bytes_before(read.as_str().len()), bytes.len());
        let read = Text::decode(TextEncoding::Windows1252, b"Gr\xF6\xDFe \x80\x81", 9, true).expect("a text");
        assert_eq!((read.as_str(), read.bytes_before(3 + 2 + 2)), ("Größe €\u{81}", 5));
        let read = Text::decode(TextEncoding::Utf8, text.as_bytes(), 1, true).expect("a text");
        assert_eq!((read.as_str(), read.bytes_before(4)), ("Größe 🙂;€", 7));
        // In the middle of a file a mark is a letter.
        let read = Text::decode(TextEncoding::Utf8, text.as_bytes(), 2, true).expect("a text");
        assert_eq!(read.as_str(), text);
    }

    #[test]
    fn what_breaks_off_in_a_letter_is_left_to_the_next_piece() {
        for to in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let bytes = units("a🙂", to);
            let encoding = if to(1) == [1, 0] { TextEncoding::Utf16Le } else { TextEncoding::Utf16Be };
            for cut in 2..bytes.len() {
                let read = Text::decode(encoding, &bytes[..cut], 7, false).expect("a text");
                assert_eq!(read.as_str(), "a");
            }
            assert!(Text::decode(encoding, &bytes[..4], 7, true).is_err());
        }
        let read = Text::decode(TextEncoding::Utf8, &"ab€".as_bytes()[..4], 7, false).expect("a text");
        assert_eq!(read.as_str(), "ab");
        let wrong = Text::decode(TextEncoding::Utf8, b"a\nb\n\xFFc", 7, false);
        assert_eq!(wrong, Err(Unreadable::Encoding { line: 9, encoding: "UTF-8" }));
        assert!(Text::decode(TextEncoding::Utf8, b"a\xE2", 7, true).is_err());
    }
}
