//! The binary `subrosa`: reads the command line and the settings, puts the parts together, and says what went wrong.
//!
//! The allocator is the system's. With 10,000 idle sockets it held 8.16 KiB for each, jemalloc 8.30, mimalloc 8.63 (glibc 2.36;
//! `bench`, figure `idle`), and less at rest: a change needs a measurement of exactly that beside it.
//!
//! Never: rules (that is `messaging`), SQL (that is `store`), HTTP (that is `server` and `client`).

mod commands;
mod config;
mod demo;
mod failure;
mod logging;
mod machine;
mod operator;
mod output;
mod parts;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = commands::Arguments::parse();
    let json = arguments.json;
    // Fails only when one is installed already.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    match commands::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}
