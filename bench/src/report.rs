//! Figures: measured several times, held against a bar, printed as a table and written as JSON Lines.

use hdrhistogram::Histogram;
use std::path::Path;

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

/// Microseconds of a histogram as milliseconds.
#[must_use]
pub(crate) fn milliseconds(histogram: &Histogram<u64>, quantile: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "microseconds, not 2^52")]
    let microseconds = histogram.value_at_quantile(quantile) as f64;
    microseconds / 1e3
}

/// Which side of the bar is good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Bar {
    AtLeast(f64),
    AtMost(f64),
    /// Reported, held against nothing.
    None,
}

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    pub(crate) bench: String,
    pub(crate) metric: String,
    pub(crate) unit: String,
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) runs: usize,
    pub(crate) bar: Option<String>,
    pub(crate) holds: Option<bool>,
}

/// The value in the middle; of none, not a number.
#[must_use]
pub(crate) fn median(runs: &[f64]) -> f64 {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

impl Figure {
    /// The figure of some runs.
    #[must_use]
    pub(crate) fn new(bench: &str, metric: &str, unit: &str, runs: &[f64], bar: Bar) -> Self {
        let median = median(runs);
        let (bar, holds) = match bar {
            Bar::AtLeast(least) => (Some(format!("≥ {least}")), Some(median >= least)),
            Bar::AtMost(most) => (Some(format!("≤ {most}")), Some(median <= most)),
            Bar::None => (None, None),
        };
        Self {
            bench: bench.to_owned(),
            metric: metric.to_owned(),
            unit: unit.to_owned(),
            median,
            min: runs.iter().copied().fold(f64::NAN, f64::min),
            max: runs.iter().copied().fold(f64::NAN, f64::max),
            runs: runs.len(),
            bar,
            holds,
        }
    }
}

fn number(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}

/// Prints the figures and writes them, one JSON object a line.
///
/// # Errors
/// When the file can't be written.
pub(crate) fn finish(figures: &[Figure], path: &Path) -> std::io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(["bench", "metric", "unit", "median", "min", "max", "runs", "bar", "holds"]);
    for figure in figures {
        table.add_row([
            figure.bench.clone(),
            figure.metric.clone(),
            figure.unit.clone(),
            number(figure.median),
            number(figure.min),
            number(figure.max),
            figure.runs.to_string(),
            figure.bar.clone().unwrap_or_default(),
            figure.holds.map(|holds| if holds { "yes" } else { "NO" }.to_owned()).unwrap_or_default(),
        ]);
    }
    for index in 3..7 {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    println!("{table}");
    let lines: Vec<String> = figures.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, lines.join("\n") + "\n")
}
