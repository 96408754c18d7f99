//! The shape: each figure as its work grows ten- and a hundredfold, as a table, as JSON Lines and as a picture.
//!
//! Work grows in three ways: connections, messages stored, conversations per account. A figure that stays flat costs the
//! same however much there is beside it.

mod chart;
mod curves;

use std::path::Path;

use serde::Serialize;

use crate::report::median;
use crate::{Arguments, Failure};

/// In which way the work grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Grows {
    Connections,
    MessagesStored,
    ConversationsPerAccount,
}

impl Grows {
    pub(crate) const ALL: [Self; 3] = [Self::Connections, Self::MessagesStored, Self::ConversationsPerAccount];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Connections => "connections",
            Self::MessagesStored => "messages stored",
            Self::ConversationsPerAccount => "conversations per account",
        }
    }
}

/// A figure at one amount of work.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Point {
    pub(crate) figure: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) grows: Grows,
    /// How much of it.
    pub(crate) work: usize,
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) runs: usize,
}

/// The points measured so far.
#[derive(Default)]
pub(crate) struct Curves {
    points: Vec<Point>,
}

impl Curves {
    fn add(&mut self, (figure, unit): (&'static str, &'static str), grows: Grows, work: usize, runs: &[f64]) {
        let point = Point {
            figure,
            unit,
            grows,
            work,
            median: median(runs),
            min: runs.iter().copied().fold(f64::NAN, f64::min),
            max: runs.iter().copied().fold(f64::NAN, f64::max),
            runs: runs.len(),
        };
        eprintln!(
            "{figure}, {work} {}: {:.3} {unit} ({:.3} to {:.3})",
            grows.name(),
            point.median,
            point.min,
            point.max
        );
        self.points.push(point);
    }

    /// The figures, in the order of their first measurement.
    fn figures(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = Vec::new();
        for point in &self.points {
            if !all.contains(&(point.figure, point.unit)) {
                all.push((point.figure, point.unit));
            }
        }
        all
    }

    /// The points of a figure as one kind of work grows.
    fn of(&self, figure: &str, grows: Grows) -> Vec<&Point> {
        self.points.iter().filter(|point| point.figure == figure && point.grows == grows).collect()
    }
}

/// Measures the shape and writes `shape.jsonl` and `shape.svg` into a folder.
///
/// # Errors
/// The first failure ends it.
pub(crate) async fn run(arguments: &Arguments, folder: &Path) -> Result<(), Failure> {
    let mut curves = Curves::default();
    curves::connections(&mut curves, arguments).await?;
    curves::messages_stored(&mut curves, arguments).await?;
    curves::conversations_per_account(&mut curves, arguments).await?;
    std::fs::create_dir_all(folder)?;
    let lines: Vec<String> = curves.points.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    std::fs::write(folder.join("shape.jsonl"), lines.join("\n") + "\n")?;
    chart::draw(&curves, &folder.join("shape.svg"))?;
    Ok(())
}
