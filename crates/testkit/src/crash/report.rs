//! What was tried and what was found, as a table.

use std::time::Duration;

use comfy_table::{Cell, CellAlignment, Table, presets};

use crate::writing::Verdict;

/// One test's result.
#[derive(Debug)]
pub struct Row {
    pub name: String,
    /// What was done how often, in words.
    pub done: String,
    pub verdict: Verdict,
    pub time: Duration,
}

/// Prints the table, then the faults in words. Returns whether there were none.
#[must_use]
pub fn print(rows: &[Row]) -> bool {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(["test", "done", "acknowledged messages checked", "lost", "doubled", "reordered", "seconds"]);
    for row in rows {
        let Verdict { checked, lost, doubled, reordered, .. } = &row.verdict;
        let mut cells = vec![Cell::new(&row.name), Cell::new(&row.done)];
        let numbers = [checked, lost, doubled, reordered].map(ToString::to_string);
        let right = |text: &String| Cell::new(text).set_alignment(CellAlignment::Right);
        cells.extend(numbers.iter().map(right));
        cells.push(right(&format!("{:.1}", row.time.as_secs_f64())));
        table.add_row(cells);
    }
    println!("{table}");
    for row in rows {
        for note in &row.verdict.notes {
            println!("{}: {note}", row.name);
        }
    }
    rows.iter().all(|row| row.verdict.is_clean())
}
