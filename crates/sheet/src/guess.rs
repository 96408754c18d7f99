//! In which manner a table was written, by what stands in it. A guess, for people to mend.

use subrosa_proto::import::{DayOrder, DecimalMark, Separator};

/// The separator that stands most often in the first line, outside of quotation marks. Where two do, it is the
/// one that texts have least.
#[must_use]
pub fn separator_of(text: &str) -> Separator {
    let (mut is_quoted, mut counts) = (false, [0_usize; 3]);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted && counts != [0; 3] => break,
            b',' if !is_quoted => counts[0] += 1,
            b';' if !is_quoted => counts[1] += 1,
            b'\t' if !is_quoted => counts[2] += 1,
            _ => {}
        }
    }
    let all = [Separator::Comma, Separator::Semicolon, Separator::Tab];
    let most = all.into_iter().zip(counts).filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count);
    most.map_or(Separator::Comma, |(separator, _)| separator)
}

/// How many cells with one mark a cell with both is worth, which leaves no doubt.
const CERTAIN: usize = 100;

/// Which mark stands before the decimals in most of these cells; the point where nothing says.
#[must_use]
pub fn decimal_mark_of<'c>(cells: impl IntoIterator<Item = &'c str>) -> DecimalMark {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for cell in cells {
        let digits = cell.trim_matches(|letter: char| !letter.is_ascii_digit());
        // The last mark, if it does not set a thousand apart.
        match digits.rfind(['.', ',']).map(|place| (digits.as_bytes()[place], digits.len() - place - 1)) {
            Some((_, 3)) | None => {}
            Some((b',', _)) => commas += if digits.contains('.') { CERTAIN } else { 1 },
            Some(_) => points += if digits.contains(',') { CERTAIN } else { 1 },
        }
    }
    if commas > points { DecimalMark::Comma } else { DecimalMark::Point }
}

/// In which order day and month stand in these cells: a number above 12 is a day. Day first where nothing says.
#[must_use]
pub fn day_order_of<'c>(cells: impl IntoIterator<Item = &'c str>) -> DayOrder {
    for cell in cells {
        let mut parts = cell.split('/').map(|part| part.trim().parse::<u32>().unwrap_or(0));
        match (parts.next(), parts.next()) {
            (Some(13..=31), Some(1..=12)) => return DayOrder::DayFirst,
            (Some(1..=12), Some(13..=31)) => return DayOrder::MonthFirst,
            _ => {}
        }
    }
    DayOrder::DayFirst
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manner_is_seen() {
        assert_eq!(separator_of("number;total;\"a, b, c, d\"\n"), Separator::Semicolon);
        assert_eq!(separator_of("number\ttotal, net\n"), Separator::Tab);
        assert_eq!(separator_of("number"), Separator::Comma);
        assert_eq!(separator_of(""), Separator::Comma);
        assert_eq!(decimal_mark_of(["1.234,50 €", "3"]), DecimalMark::Comma);
        assert_eq!(decimal_mark_of(["1,234", "12.5", "RW-1"]), DecimalMark::Point);
        assert_eq!(decimal_mark_of(["1.049,90 €", "12.50", "3.20"]), DecimalMark::Comma);
        assert_eq!(decimal_mark_of([]), DecimalMark::Point);
        assert_eq!(day_order_of(["03/04/2026", "03/22/2026 7:28 PM"]), DayOrder::MonthFirst);
        assert_eq!(day_order_of(["22/03/2026"]), DayOrder::DayFirst);
        assert_eq!(day_order_of(["2026-03-22"]), DayOrder::DayFirst);
    }
}
