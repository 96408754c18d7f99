//! `subrosa bot`: bots as files, checked and tested where they are written. No server, store or network takes part.

mod diff;
mod files;
mod lint;
mod test;

use clap::{Args, Subcommand};

use crate::failure::Failure;
use crate::output::Output;

/// Check, test and compare bots that are written as files
#[derive(Args)]
pub(crate) struct Bot {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Lint(lint::Lint),
    Test(test::Test),
    Diff(diff::Diff),
}

impl Bot {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self.command {
            Command::Lint(lint) => lint.run(output),
            Command::Test(test) => test.run(output),
            Command::Diff(diff) => diff.run(output),
        }
    }
}
