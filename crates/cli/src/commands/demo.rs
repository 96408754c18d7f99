//! `subrosa demo`: people and conversations to look at.

use std::fmt::Write;
use std::path::Path;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::place;
use crate::demo;
use crate::failure::Failure;
use crate::output::Output;

/// Fill an empty data folder with six people and their conversations, and a shop with its customers
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa demo --data ./data && subrosa serve --data ./data

--size large makes one brand with fifty agents, a hundred thousand customers and a million messages instead: some minutes, and
some 700 MB of disk.
A folder that has accounts already is left as it is.")]
pub(crate) struct Demo {
    #[command(flatten)]
    data: place::DataFolder,
    /// How much there is to be
    #[arg(long, value_enum, default_value_t = Size::Small)]
    size: Size,
    /// With --size large: how many customers
    #[arg(long, hide = true)]
    customers: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Size {
    Small,
    Large,
}

impl Demo {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let data = self.data.data;
        if self.size == Size::Large {
            return large(&data, self.customers, output);
        }
        let people = demo::fill(&data)?;
        let result = json!({ "created": people.is_some(), "people": people.as_deref().unwrap_or_default() });
        let Some(people) = people else {
            return output.result(&result, format!("{} has accounts already; nothing was changed.", data.display()));
        };
        let mut text =
            format!("Six people and their conversations are in {}. Sign in as one of them:\n\n", data.display());
        let (agents, people): (Vec<_>, Vec<_>) = people.into_iter().partition(|person| person.brand.is_some());
        let _infallible = writeln!(text, "  {:<8} {:<16} name", "handle", "password");
        for person in people {
            let _infallible = writeln!(text, "  {:<8} {:<16} {}", person.handle, person.password, person.name);
        }
        text.push_str(
            "\nOr as one of those who answer the customers of a shop, or write to them; mira writes its campaigns:\n\n",
        );
        for agent in agents {
            let inbox = format!("{}, inbox at /inbox/{}", agent.name, agent.brand.unwrap_or_default());
            let _infallible = writeln!(text, "  {:<8} {:<16} {inbox}", agent.handle, agent.password);
        }
        text.push_str("\nFor trying out only: these passwords are public.");
        output.result(&result, text)
    }
}

fn large(data: &Path, customers: Option<usize>, output: Output) -> Result<(), Failure> {
    let whole = demo::Size::LARGE;
    let size = demo::Size { customers: customers.unwrap_or(whole.customers), ..whole };
    let bar = ProgressBar::new(u64::try_from(size.customers).unwrap_or(0));
    let style = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} customers, {eta} left");
    bar.set_style(style.map_err(Failure::new)?);
    let made = demo::fill_large(data, size, |ready| bar.set_position(u64::try_from(ready).unwrap_or(0)))?;
    bar.finish_and_clear();
    let Some(made) = made else {
        let result = json!({ "created": false });
        return output.result(&result, format!("{} has accounts already; nothing was changed.", data.display()));
    };
    let text = format!(
        "{} customers, {} messages and {} orders are in {}.\nSign in as {} with {}, and open /inbox/{}.\n\nFor trying out only: this password is public.",
        made.customers,
        made.messages,
        made.orders,
        data.display(),
        made.handle,
        made.password,
        made.brand
    );
    output.result(&json!({ "created": true, "made": made }), text)
}
