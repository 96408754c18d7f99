//! Files of tables and what stands in their cells: every encoding and separator is read or refused, a place in the text is a place in the
//! bytes, pieces make the rows of the whole, and what is written as a cell is read back as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use subrosa_proto::import::{DayOrder, DecimalMark, Separator, TextEncoding};
use subrosa_sheet::{
    Row, Rows, Table, Text, amount, day, encoding_of, exact_amount, exact_moment, nearest_amount, separator_of, text,
    unguarded,
};

const ENCODINGS: [TextEncoding; 4] =
    [TextEncoding::Utf8, TextEncoding::Utf16Le, TextEncoding::Utf16Be, TextEncoding::Windows1252];

fuzz_target!(|bytes: &[u8]| {
    let _ = encoding_of(bytes);
    for encoding in ENCODINGS {
        for is_last in [true, false] {
            if let Ok(read) = Text::decode(encoding, bytes, 1, is_last) {
                assert!(read.bytes_before(read.as_str().len()) <= bytes.len());
                rows(&read, bytes.len());
            }
        }
    }
    if let Ok(cell) = std::str::from_utf8(bytes) {
        cells(cell);
    }
});

fn rows(read: &Text<'_>, size: usize) {
    let separator = separator_of(read.as_str());
    let (mut end, mut line) = (0, 1);
    for row in Rows::new(read.as_str(), separator, 1) {
        assert!(row.begin >= end && row.end >= row.begin && row.line >= line);
        (end, line) = (row.end, row.line);
        assert!(read.bytes_before(end) <= size);
    }
}

fn cells(cell: &str) {
    for currency in ["EUR", "JPY", "KWD", "CLF", "???"] {
        let exact = exact_amount(cell, currency);
        if let Some(exact) = exact {
            assert_eq!(nearest_amount(cell, currency), Some(exact));
        }
        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            let _ = amount(cell, currency, mark);
        }
    }
    let _ = exact_moment(cell);
    if let Some(written) = day(cell, DayOrder::DayFirst) {
        assert_eq!(day(&written, DayOrder::MonthFirst), Some(written.clone()));
    }
    // What people write is kept without the spaces around it.
    let cell = cell.trim();
    let mut table = Table::new(&["head"]);
    table.row([text(cell)]);
    let written = table.text();
    let back: Vec<Row> = Rows::new(&written, Separator::Comma, 1).collect();
    assert_eq!(back.get(1).map(|row| unguarded(row.cell(0)).trim()), Some(cell));
}
