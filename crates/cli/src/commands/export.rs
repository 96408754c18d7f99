//! `subrosa export`: all data of one account.

use clap::Args;

use super::place;
use crate::failure::Failure;
use crate::operator::{Request, ask_about};
use crate::output::Output;

/// Print one account's data as JSON Lines: profile, devices, conversations, messages
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa export ada --data /var/lib/subrosa > ada.jsonl

Each line has a `type`: account, device, conversation or event. Tokens and the password are not part of it. The export \
holds what the person sees: also what others wrote to them.")]
pub(crate) struct Export {
    /// The account's handle
    handle: String,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Export {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let request = Request::Export { handle: self.handle.clone() };
        ask_about(&self.handle, &self.data.data, request, |line| output.json(&line))
    }
}
