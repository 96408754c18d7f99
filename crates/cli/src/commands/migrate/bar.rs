//! Shows how far a move is: a bar on a terminal, otherwise a line now and then on the standard error.

use std::cell::Cell;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use subrosa_store::copy::{Progress, Stage};

use crate::output::Output;

/// How long a line stands at least where there is no bar.
const LINE: Duration = Duration::from_secs(5);

pub(super) struct Bar {
    bar: ProgressBar,
    /// For programs nothing is shown that is not an error.
    silent: bool,
    stage: Cell<Option<Stage>>,
    last_line: Cell<Option<Instant>>,
}

impl Bar {
    pub(super) fn new(output: Output) -> Self {
        let bar = ProgressBar::no_length();
        if let Ok(style) = ProgressStyle::with_template("{prefix} {msg:13} {human_pos:>12} rows  {per_sec}") {
            bar.set_style(style);
        }
        Self { bar, silent: output.json, stage: Cell::new(None), last_line: Cell::new(None) }
    }

    pub(super) fn show(&self, progress: Progress) {
        let stage = match progress.stage {
            Stage::Copying => "copying  ",
            Stage::Comparing => "comparing",
        };
        if self.stage.replace(Some(progress.stage)) != Some(progress.stage) {
            self.begin(stage, progress);
        }
        if self.bar.is_hidden() {
            self.line(stage.trim_end(), progress);
        }
        self.bar.set_message(progress.table);
        self.bar.set_position(progress.rows);
    }

    fn begin(&self, stage: &'static str, progress: Progress) {
        self.last_line.set(None);
        self.bar.reset();
        self.bar.set_prefix(stage);
        let Some(total) = progress.total else { return };
        let style = "{prefix} {msg:13} {bar:30} {percent:>3} %  {human_pos} rows  {per_sec}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            self.bar.set_style(style);
        }
        self.bar.set_length(total);
    }

    fn line(&self, stage: &str, progress: Progress) {
        if self.silent || self.last_line.get().is_some_and(|last| last.elapsed() < LINE) {
            return;
        }
        self.last_line.set(Some(Instant::now()));
        let total = progress.total.map_or(String::new(), |total| format!(" of {}", HumanCount(total)));
        eprintln!("{stage} {}: {}{total} rows", progress.table, HumanCount(progress.rows));
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
