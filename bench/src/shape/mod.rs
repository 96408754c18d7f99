//! The shape: each figure as its work grows ten- and a hundredfold, as a table, as JSON Lines and as a picture.
//!
//! Work grows in three ways: connections, messages stored, conversations per account. A figure that stays flat costs the
//! same however much there is beside it.

mod chart;
mod curves;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::report::median;
use crate::{Arguments, Failure};

/// In which way the work grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Point {
    pub(crate) figure: String,
    pub(crate) unit: String,
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
            figure: figure.to_owned(),
            unit: unit.to_owned(),
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
    fn figures(&self) -> Vec<(&str, &str)> {
        let mut all = Vec::new();
        for point in &self.points {
            let figure = (point.figure.as_str(), point.unit.as_str());
            if !all.contains(&figure) {
                all.push(figure);
            }
        }
        all
    }

    /// The points of a figure as one kind of work grows.
    fn of(&self, figure: &str, grows: Grows) -> Vec<&Point> {
        self.points.iter().filter(|point| point.figure == figure && point.grows == grows).collect()
    }
}

/// Measures the shape and writes `shape.jsonl` and `shape.svg` into a folder. With `only`, the ways to grow whose names contain it are
/// measured anew, and the other points are those that stand there.
///
/// # Errors
/// The first failure ends it.
pub(crate) async fn run(arguments: &Arguments, folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join("shape.jsonl");
    let wants = |grows: Grows| arguments.only.as_ref().is_none_or(|only| grows.name().contains(only.as_str()));
    let mut curves = Curves::default();
    for grows in Grows::ALL {
        match grows {
            grows if !wants(grows) => curves.points.extend(measured_before(&file, grows)?),
            Grows::Connections => curves::connections(&mut curves, arguments).await?,
            Grows::MessagesStored => curves::messages_stored(&mut curves, arguments).await?,
            Grows::ConversationsPerAccount => curves::conversations_per_account(&mut curves, arguments).await?,
        }
    }
    let lines: Vec<String> = curves.points.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    std::fs::write(file, lines.join("\n") + "\n")?;
    chart::draw(&curves, &folder.join("shape.svg"))?;
    Ok(())
}

/// The points of an earlier run.
fn measured_before(file: &Path, grows: Grows) -> Result<Vec<Point>, Failure> {
    let lines = std::fs::read_to_string(file)?;
    let points = lines.lines().map(serde_json::from_str::<Point>).collect::<Result<Vec<_>, _>>()?;
    Ok(points.into_iter().filter(|point| point.grows == grows).collect())
}
