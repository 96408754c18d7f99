//! The commands: one file each, with its arguments, its help and its work.

mod demo;
mod serve;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// Direct messages in one binary.
#[derive(Parser)]
#[command(name = "subrosa", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Print JSON, for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
}

/// Carries a command out.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    let json = arguments.json;
    match arguments.command {
        Command::Serve(serve) => serve.run(json),
        Command::Demo(demo) => demo.run(json),
    }
}
