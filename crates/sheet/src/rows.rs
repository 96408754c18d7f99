//! The rows of a text of CSV (RFC 4180), each with its place.

use csv::{ReaderBuilder, StringRecord};
use subrosa_proto::import::Separator;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file that it begins on, the first being 1.
    pub line: u32,
    /// Where it begins in the text, and where the next one does. One that ends with the text may go on in the next piece.
    pub begin: usize,
    pub end: usize,
    cells: StringRecord,
}

impl Row {
    /// The cell of a column, without the spaces around it; empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    /// How many cells it has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing stands in it: what a spreadsheet leaves below a table.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Reads one row after another.
pub struct Rows<'t> {
    text: &'t str,
    reader: csv::Reader<&'t [u8]>,
    /// Up to where lines were counted, and the line there.
    counted: usize,
    line: u32,
}

impl<'t> Rows<'t> {
    /// The rows of a text that begins at a line of its file. Rows may be of any length: what is missing is empty.
    #[must_use]
    pub fn new(text: &'t str, separator: Separator, line: u32) -> Self {
        let byte = match separator {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
            Separator::Tab => b'\t',
        };
        let reader =
            ReaderBuilder::new().delimiter(byte).has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { text, reader, counted: 0, line }
    }

    /// The line at a place of the text that is not before the last row's.
    #[must_use]
    pub fn line_at(&mut self, place: usize) -> u32 {
        let bytes = self.text.as_bytes();
        // A line ends with `\n`, `\r\n` or, as old programs write it, `\r` alone.
        let is_end = |at: &usize| match bytes.get(*at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let ends = (self.counted..place.min(bytes.len())).filter(is_end).count();
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.counted = self.counted.max(place);
        self.line
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let place = |reader: &csv::Reader<&[u8]>| usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let begin = place(&self.reader);
        let mut cells = StringRecord::new();
        // It can't fail: the text is in memory, and is one.
        if !self.reader.read_record(&mut cells).unwrap_or(false) {
            return None;
        }
        let end = place(&self.reader).min(self.text.len());
        // The rest of the last row's end, and empty lines, stand before it.
        let before = self.text.get(begin..end).unwrap_or_default();
        let begin = begin + (before.len() - before.trim_start_matches(['\r', '\n']).len());
        Some(Row { line: self.line_at(begin), begin, end, cells })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        Rows::new(text, Separator::Comma, 1)
            .map(|row| (row.line, (0..row.width()).map(|column| row.cell(column).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn rows_know_their_lines() {
        let row = |line, cells: &[&str]| (line, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        let wanted = vec![row(1, &["a", "b"]), row(2, &["1", "two\nlines"]), row(5, &["2", "\"q\""]), row(6, &["3"])];
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,\"two\nlines\"", "", "2 , \"\"\"q\"\"\"", "3", ""].join(end);
            let text = text.replace("2 , \"", "2 ,\"");
            assert_eq!(rows(&text), wanted, "{end:?}");
        }
    }

    #[test]
    fn a_row_that_a_quotation_mark_leaves_open_ends_with_the_text() {
        let text = "a,b\n1,\"open\n2,c\n";
        let all: Vec<Row> = Rows::new(text, Separator::Comma, 1).collect();
        assert_eq!((all.len(), all[1].begin, all[1].end), (2, 4, text.len()));
    }

    proptest! {
        /// However a file is cut into pieces, its rows are the same.
        #[test]
        fn pieces_make_the_same_rows(cells in proptest::collection::vec("[a-c,\"\r\n é]{0,6}", 1..12), size in 40_usize..90) {
            let mut file = String::new();
            for pair in cells.chunks(2) {
                let quoted: Vec<String> = pair.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
                file.push_str(&quoted.join(","));
                file.push_str("\r\n");
            }
            let whole: Vec<Vec<String>> = rows(&file).into_iter().map(|(_, cells)| cells).collect();
            let (mut at, mut line, mut found) = (0, 1, Vec::new());
            while at < file.len() {
                let mut upto = (at + size).min(file.len());
                while !file.is_char_boundary(upto) {
                    upto -= 1;
                }
                let is_last = upto == file.len();
                let mut end = 0;
                for row in Rows::new(&file[at..upto], Separator::Comma, line) {
                    if row.end == upto - at && !is_last {
                        break;
                    }
                    end = row.end;
                    found.push((0..row.width()).map(|column| row.cell(column).to_owned()).collect::<Vec<_>>());
                }
                if is_last {
                    break;
                }
                prop_assert!(end > 0, "a row is longer than a piece");
                line = Rows::new(&file[at..upto], Separator::Comma, line).line_at(end);
                at += end;
            }
            prop_assert_eq!(found, whole);
        }
    }
}
