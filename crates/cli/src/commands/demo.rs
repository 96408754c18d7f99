//! `subrosa demo`: people and conversations to look at.

use std::fmt::Write;

use clap::Args;
use serde_json::json;

use super::place;
use crate::demo;
use crate::failure::Failure;
use crate::output::Output;

/// Fill an empty data folder with six people and their conversations
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa demo --data ./data && subrosa serve --data ./data

A folder that has accounts already is left as it is.")]
pub(crate) struct Demo {
    #[command(flatten)]
    data: place::DataFolder,
}

impl Demo {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let data = self.data.data;
        let people = demo::fill(&data)?;
        let result = json!({ "created": people.is_some(), "people": people.as_deref().unwrap_or_default() });
        let Some(people) = people else {
            return output.result(&result, format!("{} has accounts already; nothing was changed.", data.display()));
        };
        let mut text =
            format!("Six people and their conversations are in {}. Sign in as one of them:\n\n", data.display());
        let _infallible = writeln!(text, "  {:<8} {:<16} name", "handle", "password");
        for person in people {
            let _infallible = writeln!(text, "  {:<8} {:<16} {}", person.handle, person.password, person.name);
        }
        text.push_str("\nFor trying out only: these passwords are public.");
        output.result(&result, text)
    }
}
