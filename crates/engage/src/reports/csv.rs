//! Tables as CSV (RFC 4180), for programs that take a text for a formula, too.

/// What a spreadsheet may take for the beginning of a formula, full-width forms included (OWASP, "CSV Injection",
/// <https://owasp.org/www-community/attacks/CSV_Injection>).
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A table in the making.
pub(super) struct Table(String);

impl Table {
    /// Begins with the names of the columns.
    pub(super) fn new(names: &[&str]) -> Self {
        let mut table = Self(String::new());
        table.row(names.iter().map(|name| (*name).to_owned()));
        table
    }

    /// Adds a line.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }

    /// The whole text.
    pub(super) fn text(self) -> String {
        self.0
    }
}

/// A text that people wrote, as it may stand in a cell: no program takes it for a formula, or for the end of the cell.
pub(super) fn text(text: &str) -> String {
    let guard = if text.trim_start_matches(' ').starts_with(FORMULAS) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A number, or nothing.
pub(super) fn number(number: impl Into<Option<i64>>) -> String {
    number.into().map_or_else(String::new, |number| number.to_string())
}

/// Milliseconds as seconds with three digits, or nothing.
pub(super) fn seconds(milliseconds: Option<i64>) -> String {
    milliseconds.map_or_else(String::new, |all| format!("{}.{:03}", all / 1_000, all % 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula_or_ends_its_cell() {
        assert_eq!(text("=HYPERLINK(\"http://evil\")"), "\"'=HYPERLINK(\"\"http://evil\"\")\"");
        for formula in ["+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "＋1", "－1", "＠A"] {
            assert!(text(formula).starts_with("\"'"), "{formula:?}");
        }
        assert_eq!(text("late, \"very\" late\n"), "\"late, \"\"very\"\" late\n\"");
        assert_eq!(text("a=b"), "\"a=b\"");
        assert_eq!(
            (seconds(Some(61_005)), number(None), number(7)),
            ("61.005".to_owned(), String::new(), "7".to_owned())
        );
    }
}
