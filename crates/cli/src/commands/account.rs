//! `subrosa account`: make, list, disable and enable accounts, invite people, and let those in who lost their codes.

use std::io::BufRead;

use clap::{Args, Subcommand};
use serde_json::Value;
use subrosa_proto::account::Profile;

use super::place;
use crate::failure::Failure;
use crate::machine::random_u64;
use crate::operator::{AccountLine, Request, ask, ask_about};
use crate::output::{Output, moment, table};

/// Manage accounts, while the server runs or while it is stopped
#[derive(Args)]
pub(crate) struct Account {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Create(Create),
    List(List),
    /// Disable an account and sign it out everywhere; what it wrote stays
    Disable(Handle),
    /// Let a disabled account sign in again
    Enable(Handle),
    /// Let someone who lost their app, passkeys and recovery codes sign in with the password alone
    ResetSecondFactor(Handle),
    Invite(Invite),
}

/// Make an account, whatever the sign-up setting; its password is made up and printed once
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa account create ada --name \"Ada Lovelace\" --data /var/lib/subrosa
  pass show subrosa/ada | subrosa account create ada --password-stdin --data /var/lib/subrosa")]
struct Create {
    /// The short name: 3 to 30 letters, digits, dots or underscores
    handle: String,
    /// The name to show [default: the handle]
    #[arg(long)]
    name: Option<String>,
    /// A few words about the person
    #[arg(long, default_value = "")]
    bio: String,
    /// Read the password from the standard input instead of making one up
    #[arg(long)]
    password_stdin: bool,
    /// No password: for a bot, which gets a token by `subrosa token create`
    #[arg(long, conflicts_with = "password_stdin")]
    no_password: bool,
    #[command(flatten)]
    data: place::DataFolder,
}

/// List all accounts
#[derive(Args)]
struct List {
    #[command(flatten)]
    data: place::DataFolder,
}

#[derive(Args)]
struct Handle {
    /// The account's handle
    handle: String,
    #[command(flatten)]
    data: place::DataFolder,
}

/// Make an invite for sign-up, which the setting sign_up = "invite" asks for
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa account invite --uses 20 --days 30 --data /var/lib/subrosa")]
struct Invite {
    /// How many may use it
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    uses: u32,
    /// How many days it can be used
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=3_650))]
    days: u32,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Account {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self.command {
            Command::Create(create) => create.run(output),
            Command::List(list) => list.run(output),
            Command::Disable(handle) => handle.set_disabled(true, output),
            Command::Enable(handle) => handle.set_disabled(false, output),
            Command::ResetSecondFactor(handle) => handle.reset_second_factor(output),
            Command::Invite(invite) => invite.run(output),
        }
    }
}

impl Create {
    fn run(self, output: Output) -> Result<(), Failure> {
        let password = match (self.no_password, self.password_stdin) {
            (true, _) => None,
            (false, true) => Some(first_line_of_input()?),
            (false, false) => Some(made_up()),
        };
        let tell = password.clone().filter(|_| !self.password_stdin);
        let (handle, display_name, bio) = (self.handle, self.name, self.bio);
        let request = Request::CreateAccount { handle, display_name, bio, password };
        ask(&self.data.data, request, |mut made| {
            let profile: Profile = serde_json::from_value(made.clone()).map_err(Failure::new)?;
            let mut text = format!("made @{} ({})", profile.handle, profile.id);
            if let Some(password) = &tell {
                made["password"] = Value::String(password.clone());
                text = format!("{text}\npassword: {password}\nIt is shown this once; the person can change it.");
            }
            output.result(&made, text)
        })
    }
}

/// A password with 64 random bits, easy to read out.
fn made_up() -> String {
    let letters: Vec<char> = format!("{:016x}", random_u64()).chars().collect();
    letters.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn first_line_of_input() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(Failure::new)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

impl List {
    fn run(self, output: Output) -> Result<(), Failure> {
        let mut table = table(["handle", "name", "created", "last seen", ""]);
        let mut count = 0;
        ask(&self.data.data, Request::ListAccounts, |account| {
            if output.json {
                return output.json(&account);
            }
            let account: AccountLine = serde_json::from_value(account).map_err(Failure::new)?;
            count += 1;
            let last_seen = account.last_seen_at.map_or_else(|| "never".to_owned(), moment);
            let state = match (account.disabled, account.has_password) {
                (true, _) => "disabled",
                (false, false) => "no password",
                (false, true) => "",
            };
            table.add_row([
                account.handle,
                account.display_name,
                moment(account.created_at),
                last_seen,
                state.to_owned(),
            ]);
            Ok(())
        })?;
        match (output.json, count) {
            (true, _) => Ok(()),
            (false, 0) => output.text("There are no accounts yet."),
            (false, _) => output.text(table.trim_fmt()),
        }
    }
}

impl Handle {
    fn set_disabled(self, disabled: bool, output: Output) -> Result<(), Failure> {
        let request = Request::SetDisabled { handle: self.handle.clone(), disabled };
        ask_about(&self.handle, &self.data.data, request, |profile| {
            let done = if disabled { "disabled" } else { "enabled" };
            let text = format!("{done} @{}", profile["handle"].as_str().unwrap_or_default());
            output.result(&profile, text)
        })
    }
}

impl Handle {
    fn reset_second_factor(self, output: Output) -> Result<(), Failure> {
        let request = Request::ResetSecondFactor { handle: self.handle.clone() };
        ask_about(&self.handle, &self.data.data, request, |profile| {
            let handle = profile["handle"].as_str().unwrap_or_default();
            output.result(&profile, format!("@{handle} signs in with the password alone"))
        })
    }
}

impl Invite {
    fn run(self, output: Output) -> Result<(), Failure> {
        let (uses, days) = (self.uses, self.days);
        ask(&self.data.data, Request::CreateInvite { uses, days }, |made| {
            let code = made["invite"].as_str().unwrap_or_default();
            let text =
                format!("invite: {code}\nIt can be used {uses} times within {days} days, and is shown this once.");
            output.result(&made, text)
        })
    }
}
