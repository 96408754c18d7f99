//! `subrosa bot`: bots as files, checked and tested where they are written, with no server, store or network; and published.

mod diff;
mod files;
mod lint;
mod publish;
mod test;

use clap::{Args, Subcommand};

use crate::failure::Failure;
use crate::output::Output;

/// Check, test, compare and publish bots that are written as files
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
    Publish(publish::Publish),
}

impl Bot {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self.command {
            Command::Lint(lint) => lint.run(output),
            Command::Test(test) => test.run(output),
            Command::Diff(diff) => diff.run(output),
            Command::Publish(publish) => publish.run(output),
        }
    }
}
