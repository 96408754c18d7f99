//! `subrosa token`: tokens for programs.

use clap::{Args, Subcommand};

use super::place;
use crate::failure::Failure;
use crate::operator::{Request, ask_about};
use crate::output::Output;

/// Manage tokens for bots and tools
#[derive(Args)]
pub(crate) struct Token {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Create(Create),
}

/// Make a token for an account: a device like any other, which its person can sign out
#[derive(Args)]
#[command(after_help = "\
Example:
  export SUBROSA_TOKEN=$(subrosa token create ada --data /var/lib/subrosa)
  subrosa send grace \"See you at eight?\"")]
struct Create {
    /// The account's handle
    handle: String,
    /// How it shows in the account's list of devices
    #[arg(long, default_value = "Command line")]
    name: String,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Token {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let Command::Create(create) = self.command;
        let request = Request::CreateToken { handle: create.handle.clone(), device_name: create.name };
        ask_about(&create.handle, &create.data.data, request, |session| {
            let token = session["token"].as_str().unwrap_or_default().to_owned();
            output.result(&session, token)
        })
    }
}
