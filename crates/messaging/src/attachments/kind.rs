//! What a file is, by its bytes. Its name and what is said of it count for nothing, but for one thing: a text whose name ends like that of a
//! table is one.
//!
//! Never taken: what a browser would run (HTML, SVG), programs, archives, documents with macros.

/// Letters of a file that are looked through for the names of its parts: they stand at its end.
const TAIL: usize = 256 * 1024;
/// Characters that a name may have.
const NAME: usize = subrosa_proto::limits::ATTACHMENT_NAME_CHARACTERS;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A picture, which is encoded anew; `is_drawn` where sharp edges matter more than bytes.
    Picture { is_drawn: bool },
    /// Anything else that is taken; kept as it is.
    File(FileType),
}

/// A type of files, and how names of such files end. The first is what is added to one that does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileType {
    pub(super) media_type: &'static str,
    pub(super) endings: &'static [&'static str],
}

const fn file_type(media_type: &'static str, endings: &'static [&'static str]) -> FileType {
    FileType { media_type, endings }
}

pub(super) const JPEG: FileType = file_type("image/jpeg", &["jpg", "jpeg"]);
pub(super) const PNG: FileType = file_type("image/png", &["png"]);
const PDF: FileType = file_type("application/pdf", &["pdf"]);
const TEXT: FileType = file_type("text/plain", &["txt", "log", "md"]);
const CSV: FileType = file_type("text/csv", &["csv"]);

/// Documents of office programs (ECMA-376): a part that each has, and what it then is.
const OOXML: &[(&str, FileType)] = &[
    (
        "word/document.xml",
        file_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ),
    ("xl/workbook.xml", file_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"])),
    (
        "ppt/presentation.xml",
        file_type("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ),
];
/// Documents of office programs (ISO 26300), which say themselves what they are.
const ODF: &[FileType] = &[
    file_type("application/vnd.oasis.opendocument.text", &["odt"]),
    file_type("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    file_type("application/vnd.oasis.opendocument.presentation", &["odp"]),
];
/// Parts of documents that hold macros.
const MACROS: [&str; 2] = ["vbaProject.bin", "Basic/script-lc.xml"];
/// Endings of pictures: one of them gives way to that of what is kept.
const PICTURES: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "heic"];

impl Kind {
    /// What these bytes are, if such files are taken.
    pub(super) fn of(bytes: &[u8], name: &str) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Picture { is_drawn: false });
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            return Some(Self::Picture { is_drawn: true });
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::Picture { is_drawn: false });
        }
        if bytes.starts_with(b"%PDF-") {
            return Some(Self::File(PDF));
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return document(bytes).map(Self::File);
        }
        is_text(bytes).then(|| Self::File(if ending(name) == CSV.endings[0] { CSV } else { TEXT }))
    }
}

impl FileType {
    /// The name, with an ending that such files have: whoever opens it by its name gets what was looked at.
    pub(super) fn fitting_name(self, name: &str) -> String {
        let ending = ending(name);
        if self.endings.contains(&ending.as_str()) {
            return name.to_owned();
        }
        let is_replaced = self.media_type.starts_with("image/") && PICTURES.contains(&ending.as_str());
        let stem = if is_replaced { &name[..name.len() - ending.len() - 1] } else { name };
        let added = self.endings[0];
        let stem: String = stem.chars().take(NAME - added.len() - 1).collect();
        format!("{stem}.{added}")
    }
}

/// What stands behind the last dot, in small letters.
fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => ending.to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// Which document of an office program this archive is, if it is one, and has no macros.
fn document(bytes: &[u8]) -> Option<FileType> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let has = |part: &str| tail.windows(part.len()).any(|window| window == part.as_bytes());
    if MACROS.iter().any(|part| has(part)) {
        return None;
    }
    // The first part is called so and not compressed: what follows its head of 30 bytes is its name, and then its text.
    if bytes.get(30..38) == Some(b"mimetype") {
        let said = bytes.get(38..)?;
        let is =
            |one: &&FileType| said.strip_prefix(one.media_type.as_bytes()).is_some_and(|rest| rest.starts_with(b"PK"));
        return ODF.iter().find(is).copied();
    }
    has("[Content_Types].xml").then(|| OOXML.iter().find(|(part, _)| has(part)))?.map(|(_, found)| *found)
}

/// Whether this is text, and none that a browser could take for a page.
fn is_text(bytes: &[u8]) -> bool {
    let is_stray = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) || *byte == 0x7f;
    let begin = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    !begin.is_empty() && !begin.starts_with(b"<") && !bytes.iter().any(is_stray)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn archive(parts: &[&str]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend([0; 26]);
        bytes.extend(parts.join("PK\x01\x02").bytes());
        bytes
    }

    fn media_type(bytes: &[u8], name: &str) -> Option<&'static str> {
        match Kind::of(bytes, name)? {
            Kind::Picture { .. } => Some("image"),
            Kind::File(found) => Some(found.media_type),
        }
    }

    #[test]
    fn a_file_is_what_its_bytes_are() {
        assert_eq!(media_type(b"\xff\xd8\xff\xe0", "invoice.pdf"), Some("image"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WEBPVP8 ", ""), Some("image"));
        assert_eq!(media_type(b"%PDF-1.7\n", "photo.jpg"), Some("application/pdf"));
        assert_eq!(media_type(b"a;b\n1;2\n", "Table.CSV"), Some("text/csv"));
        assert_eq!(media_type("Größe".as_bytes(), "a.exe"), Some("text/plain"));
        assert_eq!(media_type(b"Gr\xf6\xdfe;1\r\n", "bank.csv"), Some("text/csv"), "of an old program");
        let word = archive(&["[Content_Types].xml", "word/document.xml"]);
        assert!(media_type(&word, "").is_some_and(|found| found.ends_with("wordprocessingml.document")));
        let table = archive(&["mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ""]);
        assert!(media_type(&table, "").is_some_and(|found| found.ends_with("spreadsheet")));
    }

    #[test]
    fn what_could_be_run_is_not_taken() {
        let refused: &[&[u8]] = &[
            b"",
            b" \n",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\xef\xbb\xbf\n <!doctype html><script>",
            b"<?xml version='1.0'?>",
            b"MZ\x90\0\x03\0",
            b"\x7fELF\x02\x01",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"Rar!\x1a\x07",
            b"text\0with nothing",
        ];
        for bytes in refused {
            assert_eq!(Kind::of(bytes, "invoice.pdf"), None, "{bytes:?}");
        }
        assert_eq!(Kind::of(&archive(&["a.txt"]), "a.docx"), None, "an archive of anything");
        let macros = archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
        assert_eq!(Kind::of(&macros, "a.docx"), None);
        let template = archive(&["mimetypeapplication/vnd.oasis.opendocument.text-template", ""]);
        assert_eq!(Kind::of(&template, "a.odt"), None);
    }

    #[test]
    fn names_end_as_the_type_does() {
        assert_eq!(PDF.fitting_name("Invoice.PDF"), "Invoice.PDF");
        assert_eq!(PDF.fitting_name("invoice.exe"), "invoice.exe.pdf");
        assert_eq!(TEXT.fitting_name("start.bat"), "start.bat.txt");
        assert_eq!(JPEG.fitting_name("lamp.HEIC"), "lamp.jpg");
        assert_eq!(PNG.fitting_name("lamp"), "lamp.png");
        assert_eq!(PNG.fitting_name(".png"), ".png.png");
        assert_eq!(PDF.fitting_name(&"ä".repeat(150)).chars().count(), 150);
    }

    proptest! {
        #[test]
        fn any_bytes_are_something_or_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..200), name in "\\PC{0,150}") {
            if let Some(Kind::File(found)) = Kind::of(&bytes, &name) {
                let fitting = found.fitting_name(&name);
                prop_assert!(found.endings.iter().any(|ending| fitting.to_ascii_lowercase().ends_with(ending)));
                prop_assert!(fitting.chars().count() <= 150);
            }
        }
    }
}
