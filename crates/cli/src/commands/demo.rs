//! `subrosa demo`: people and conversations to look at.

use std::path::PathBuf;

use clap::Args;

use crate::demo;
use crate::failure::Failure;

/// Fill an empty data folder with six people and their conversations
#[derive(Args)]
pub(crate) struct Demo {
    /// The data folder; made when it is missing
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

impl Demo {
    pub(crate) fn run(self, json: bool) -> Result<(), Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
        let people = runtime.block_on(demo::fill(&self.data))?;
        if json {
            println!("{}", serde_json::json!({ "created": people.is_some(), "people": people.unwrap_or_default() }));
            return Ok(());
        }
        let Some(people) = people else {
            println!("{} has accounts already; nothing was changed.", self.data.display());
            return Ok(());
        };
        println!("Six people and their conversations are in {}. Sign in as one of them:\n", self.data.display());
        println!("  {:<8} {:<16} name", "handle", "password");
        for person in people {
            println!("  {:<8} {:<16} {}", person.handle, person.password, person.name);
        }
        println!("\nFor trying out only: these passwords are public.");
        Ok(())
    }
}
