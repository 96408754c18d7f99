//! `subrosa bot diff`: what differs between two versions of a flow.

use std::path::PathBuf;

use clap::Args;
use subrosa_flow::compare::compare;

use super::files;
use crate::failure::Failure;
use crate::output::{Output, printable};

/// Show what differs between two versions of a bot, node by node
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa bot diff shop.flow.yaml shop.new.flow.yaml

What counts is what the files say: their order, comments and format do not. Exit code 0, whether they differ or not.")]
pub(super) struct Diff {
    /// The old version
    old: PathBuf,
    /// The new version
    new: PathBuf,
}

impl Diff {
    pub(super) fn run(self, output: Output) -> Result<(), Failure> {
        let ((old, _), (new, _)) = (files::flow(&self.old)?, files::flow(&self.new)?);
        let changes = compare(&old, &new);
        let lines: Vec<String> = changes.to_string().lines().map(printable).collect();
        output.result(&changes, lines.join("\n"))
    }
}
