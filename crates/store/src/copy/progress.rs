//! What a move tells of itself while it goes on.

use super::table::Table;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Copying,
    Comparing,
}

/// How far a move has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    pub stage: Stage,
    pub table: &'static str,
    /// Rows of all tables so far, in this stage; those of earlier runs count.
    pub rows: u64,
    /// Rows that there are in all, if counting them did not take too long.
    pub total: Option<u64>,
}

/// Who hears of it.
pub(super) trait Report: FnMut(Progress) {}
impl<R: FnMut(Progress)> Report for R {}

/// Tells it.
pub(super) struct Told<R> {
    report: R,
    stage: Stage,
    rows: u64,
    total: Option<u64>,
}

impl<R: Report> Told<R> {
    pub(super) const fn new(report: R) -> Self {
        Self { report, stage: Stage::Copying, rows: 0, total: None }
    }

    pub(super) const fn total(&mut self, total: Option<u64>) {
        self.total = total;
    }

    /// So many rows more.
    pub(super) fn step(&mut self, stage: Stage, table: &'static Table, rows: u64) {
        if stage != self.stage {
            self.stage = stage;
            self.rows = 0;
        }
        self.rows += rows;
        (self.report)(Progress { stage, table: table.name, rows: self.rows, total: self.total });
    }
}
