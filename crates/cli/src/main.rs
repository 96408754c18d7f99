//! The binary `subrosa`: reads the command line and the settings, puts the parts together, and says what went wrong.
//!
//! Never: rules (that is `messaging`), SQL (that is `store`), HTTP (that is `server` and `client`).

mod commands;
mod demo;
mod failure;
mod machine;
mod parts;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = commands::Arguments::parse();
    let json = arguments.json;
    match commands::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}
