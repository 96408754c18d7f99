//! `subrosa brand`: what the operator says about brands.

use clap::{Args, Subcommand};

use super::place;
use crate::failure::Failure;
use crate::operator::{Request, ask_about};
use crate::output::Output;

/// Say which brands are who they say they are, and check their reports, while the server runs or while it is stopped
#[derive(Args)]
pub(crate) struct Brand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Give a brand the verified mark, which everyone who writes to it sees
    Verify(Handle),
    /// Take the verified mark back
    Unverify(Handle),
    /// Count again from all messages what a brand's reports show, and compare: it changes nothing
    Check(Handle),
}

#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa brand verify rosewater --data /var/lib/subrosa")]
struct Handle {
    /// The brand's handle
    handle: String,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Brand {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self.command {
            Command::Verify(handle) => handle.set(true, output),
            Command::Unverify(handle) => handle.set(false, output),
            Command::Check(handle) => handle.check(output),
        }
    }
}

impl Handle {
    fn check(self, output: Output) -> Result<(), Failure> {
        let request = Request::CheckReports { handle: self.handle.clone() };
        ask_about(&self.handle, &self.data.data, request, |check| {
            let number = |name: &str| check[name].as_u64().unwrap_or_default();
            let (sums, wrong, uncounted) = (number("right") + number("wrong"), number("wrong"), number("uncounted"));
            if wrong > 0 {
                let what = format!("{wrong} of {sums} sums of its reports are not what its messages and journals give");
                return Err(Failure::new(what));
            }
            let left = if uncounted > 0 { format!("; {uncounted} are still to be counted") } else { String::new() };
            let conversations = number("conversations");
            let text = format!("all {sums} sums of its reports are what {conversations} conversations give{left}");
            output.result(&check, text)
        })
    }

    fn set(self, verified: bool, output: Output) -> Result<(), Failure> {
        let request = Request::VerifyBrand { handle: self.handle.clone(), verified };
        ask_about(&self.handle, &self.data.data, request, |profile| {
            let done = if verified { "is verified" } else { "is not verified any more" };
            let text = format!("@{} {done}", profile["handle"].as_str().unwrap_or_default());
            output.result(&profile, text)
        })
    }
}
