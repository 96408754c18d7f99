//! The commands: one file each, with its arguments, its help and its work.

mod account;
mod api;
mod backup;
mod bench;
mod bot;
mod brand;
mod config;
mod demo;
mod doctor;
mod epoch;
mod export;
mod knowledge;
mod migrate;
mod place;
mod rebuild_search;
mod send;
mod serve;
mod tables;
mod tail;
mod token;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::logging;
use crate::output::Output;

/// Direct messages in one binary: the server, its tools and a client.
#[derive(Parser)]
#[command(
    name = "subrosa",
    version,
    arg_required_else_help = true,
    propagate_version = false,
    after_help = "\
First steps:
  subrosa demo --data ./data          six people to try it out with
  subrosa serve --data ./data         then open http://127.0.0.1:7300

--data can be given once and for all as $SUBROSA_DATA.
Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 wrong settings, 4 the data folder can't be used, 5 doctor found \
something to mend."
)]
pub(crate) struct Arguments {
    /// Print results as JSON, and errors too, for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Config(config::Config),
    Doctor(doctor::Doctor),
    Account(account::Account),
    Token(token::Token),
    Brand(brand::Brand),
    Knowledge(knowledge::Knowledge),
    Orders(tables::Orders),
    Customers(tables::Customers),
    Backup(backup::Backup),
    Restore(backup::Restore),
    NewEpoch(epoch::NewEpoch),
    RebuildSearch(rebuild_search::RebuildSearch),
    MigrateStore(migrate::MigrateStore),
    Export(export::Export),
    Send(send::Send),
    Tail(tail::Tail),
    Bot(bot::Bot),
    Api(api::Api),
    Bench(bench::Bench),
}

/// Carries a command out.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    let output = Output { json: arguments.json };
    // The server begins its log by its settings; all others say only what is wrong.
    if !matches!(arguments.command, Command::Serve(_)) {
        logging::start(logging::QUIET);
    }
    match arguments.command {
        Command::Serve(serve) => serve.run(output),
        Command::Demo(demo) => demo.run(output),
        Command::Config(config) => config.run(output),
        Command::Doctor(doctor) => doctor.run(output),
        Command::Account(account) => account.run(output),
        Command::Token(token) => token.run(output),
        Command::Brand(brand) => brand.run(output),
        Command::Knowledge(knowledge) => knowledge.run(output),
        Command::Orders(orders) => orders.run(output),
        Command::Customers(customers) => customers.run(output),
        Command::Backup(backup) => backup.run(output),
        Command::Restore(restore) => restore.run(output),
        Command::NewEpoch(epoch) => epoch.run(output),
        Command::RebuildSearch(rebuild) => rebuild.run(output),
        Command::MigrateStore(migrate) => migrate.run(output),
        Command::Export(export) => export.run(output),
        Command::Send(send) => send.run(output),
        Command::Tail(tail) => tail.run(output),
        Command::Bot(bot) => bot.run(output),
        Command::Api(api) => api.run(output),
        Command::Bench(bench) => bench.run(output),
    }
}
