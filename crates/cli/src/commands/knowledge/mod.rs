//! `subrosa knowledge`: what a brand's articles are made from outside.

mod files;
mod import;
mod site;

use clap::{Args, Subcommand};

use crate::failure::Failure;
use crate::output::Output;

/// Bring articles into a brand's knowledge, while the server runs or while it is stopped
#[derive(Args)]
pub(crate) struct Knowledge {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Import(import::Import),
}

impl Knowledge {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self.command {
            Command::Import(import) => import.run(output),
        }
    }
}
