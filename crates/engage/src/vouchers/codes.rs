//! The codes of a request, as a list or out of a table, and what is wrong with them.

use std::collections::HashSet;

use subrosa_messaging::Error;
use subrosa_proto::limits::{VOUCHER_CODE_CHARACTERS, VOUCHERS_AT_ONCE};
use subrosa_proto::text;
use subrosa_proto::voucher::AddVouchers;
use subrosa_sheet::{Rows, separator_of, unguarded};

use super::wrong;

/// What the column of codes is called, in any case. Without such a column it is the first one.
const HEADS: [&str; 4] = ["code", "codes", "voucher", "coupon"];
/// Problems that an answer tells.
const PROBLEMS: usize = 20;

/// Codes, each with its place: the line of the table, or the place in the list from 1.
pub(super) type Placed = Vec<(u32, String)>;

/// The codes, all of which can be kept and no two of which are the same.
///
/// # Errors
/// `invalid_parameter` with the first of those that are wrong.
pub(super) fn codes(request: AddVouchers) -> Result<Placed, Error> {
    let (field, placed): (&str, Placed) = match request {
        AddVouchers { codes: Some(codes), csv: None } => {
            ("codes", (1..).zip(codes.into_iter().map(|code| code.trim().to_owned())).collect())
        }
        AddVouchers { codes: None, csv: Some(csv) } => ("csv", of_table(&csv)),
        AddVouchers { .. } => return Err(wrong("codes", "`codes` or `csv`: one of these")),
    };
    if placed.is_empty() || placed.len() > VOUCHERS_AT_ONCE {
        return Err(wrong(field, format!("1 to {VOUCHERS_AT_ONCE} codes")));
    }
    let mut seen = HashSet::with_capacity(placed.len());
    let problems = placed.iter().filter_map(|(place, code)| {
        let is_plain = text::check_line(code, VOUCHER_CODE_CHARACTERS, false).is_ok();
        let what = if !is_plain || code.contains(char::is_whitespace) {
            format!("is not 1 to {VOUCHER_CODE_CHARACTERS} characters without spaces")
        } else if seen.insert(code.as_str()) {
            return None;
        } else {
            "stands there twice".to_owned()
        };
        Some((*place, code.as_str(), what))
    });
    refuse(field, problems)?;
    Ok(placed)
}

/// Refuses all where some are wrong, and names them.
///
/// # Errors
/// `invalid_parameter`.
pub(super) fn refuse<'c>(field: &str, problems: impl Iterator<Item = (u32, &'c str, String)>) -> Result<(), Error> {
    let named = problems.take(PROBLEMS + 1).map(|(place, code, what)| {
        let shown: String = code.chars().take(VOUCHER_CODE_CHARACTERS).collect();
        format!("{place}: `{shown}` {what}")
    });
    let mut named: Vec<String> = named.collect();
    if named.is_empty() {
        return Ok(());
    }
    if named.len() > PROBLEMS {
        named.truncate(PROBLEMS);
        named.push("and more".to_owned());
    }
    Err(wrong(field, format!("nothing was added. {}", named.join("; "))))
}

fn of_table(csv: &str) -> Placed {
    let csv = csv.trim_start_matches('\u{feff}');
    let mut rows = Rows::new(csv, separator_of(csv), 1).filter(|row| !row.is_blank()).peekable();
    let head = rows.peek().and_then(|row| {
        (0..row.width()).find(|column| HEADS.iter().any(|head| row.cell(*column).eq_ignore_ascii_case(head)))
    });
    let column = head.unwrap_or(0);
    let rows = rows.skip(usize::from(head.is_some()));
    // One more than can be taken says that it is too many.
    rows.take(VOUCHERS_AT_ONCE + 1).map(|row| (row.line, unguarded(row.cell(column)).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(csv: &str) -> Result<Vec<(u32, String)>, String> {
        let read = codes(AddVouchers { csv: Some(csv.to_owned()), codes: None });
        read.map_err(|error| error.into_problem().detail.unwrap_or_default())
    }

    fn plain(placed: &[(u32, &str)]) -> Result<Vec<(u32, String)>, String> {
        Ok(placed.iter().map(|(line, code)| (*line, (*code).to_owned())).collect())
    }

    #[test]
    fn a_table_has_its_codes_in_the_column_that_says_so_or_the_first() {
        assert_eq!(of("A-1\r\nA-2\r\n\r\n"), plain(&[(1, "A-1"), (2, "A-2")]));
        assert_eq!(of("\u{feff}note;Code\nten;B-1\n;B-2\n"), plain(&[(2, "B-1"), (3, "B-2")]));
        assert_eq!(of("code\n\"'=C\"\n"), plain(&[(2, "=C")]), "what kept it from being a formula is none of it");
    }

    #[test]
    fn what_is_wrong_is_named_by_its_line() {
        assert_eq!(
            of("A-1\nA 2\nA-1\n").err().as_deref(),
            Some("nothing was added. 2: `A 2` is not 1 to 60 characters without spaces; 3: `A-1` stands there twice")
        );
        assert!(of("code\n").is_err_and(|why| why.starts_with("1 to")));
        let many: String = (0..=VOUCHERS_AT_ONCE).map(|number| format!("C{number}\n")).collect();
        assert!(of(&many).is_err_and(|why| why.starts_with("1 to")));
        let bad = "a b\n".repeat(30);
        assert!(of(&bad).is_err_and(|why| why.ends_with("; and more") && why.matches(';').count() == PROBLEMS));
        let long = format!("{}\n", "x".repeat(61));
        assert!(of(&long).is_err());
        let both = AddVouchers { codes: Some(vec!["A".to_owned()]), csv: Some("A".to_owned()) };
        assert!(codes(both).is_err() && codes(AddVouchers::default()).is_err());
    }
}
