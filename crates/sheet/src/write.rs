//! Tables as CSV (RFC 4180), for programs that take a text for a formula, too. What is read back is what was written.

/// What a spreadsheet may take for the beginning of a formula, full-width forms included (OWASP, "CSV Injection",
/// <https://owasp.org/www-community/attacks/CSV_Injection>).
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A table in the making.
#[derive(Default)]
pub struct Table(String);

impl Table {
    /// Begins with the names of the columns.
    #[must_use]
    pub fn new(names: &[&str]) -> Self {
        let mut table = Self(String::new());
        table.row(names.iter().map(|name| (*name).to_owned()));
        table
    }

    /// Adds a line.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }

    /// The whole text.
    #[must_use]
    pub fn text(self) -> String {
        self.0
    }
}

/// A text that people wrote, as it may stand in a cell: no program takes it for a formula, or for the end of the cell.
#[must_use]
pub fn text(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// The text of a cell that [`text`] wrote, without what keeps it from being a formula.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

/// Whether a spreadsheet may take it for one, now or after what guards it was taken away once.
fn is_formula(text: &str) -> bool {
    let before = |letter: &char| *letter == '\'' || letter.is_whitespace() && !FORMULAS.contains(letter);
    text.chars().find(|letter| !before(letter)).is_some_and(|first| FORMULAS.contains(&first))
}

/// A number, or nothing.
#[must_use]
pub fn number(number: impl Into<Option<i64>>) -> String {
    number.into().map_or_else(String::new, |number| number.to_string())
}

/// Milliseconds as seconds with three digits, or nothing.
#[must_use]
pub fn seconds(milliseconds: Option<i64>) -> String {
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
        for written in ["=1", "'=1", "''=1", "' =1", "\n'=1", "'tis", "+49 170", "a=b", "", "'"] {
            let cell = text(written);
            assert_eq!(unguarded(cell.trim_matches('"')), written);
        }
        assert_eq!(
            (seconds(Some(61_005)), number(None), number(7)),
            ("61.005".to_owned(), String::new(), "7".to_owned())
        );
    }
}
