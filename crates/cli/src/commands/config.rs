//! `subrosa config`: the settings as they come out, and the reference of all of them.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::place;
use crate::config::{self, Places};
use crate::failure::Failure;
use crate::output::{Output, table};

/// Print every setting with its value and where it comes from
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa config --data /var/lib/subrosa
  SUBROSA_LISTEN=0.0.0.0:80 subrosa config --json
  subrosa config --reference > configure.md

Secrets show as ••••. A key that is not known is an error that names the nearest one.")]
pub(crate) struct Config {
    /// The data folder, whose subrosa.toml is read if there is one
    #[arg(long, value_name = "DIR", env = "SUBROSA_DATA")]
    data: Option<PathBuf>,
    #[command(flatten)]
    config: place::SettingsFile,
    /// Print the reference of all settings, in Markdown
    #[arg(long)]
    reference: bool,
}

impl Config {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        if self.reference {
            return output.text(config::reference().trim_end());
        }
        let places = Places { file: self.config.config.as_deref(), data: self.data.as_deref(), flags: Vec::new() };
        let loaded = config::load(&places)?;
        for warning in &loaded.warnings {
            eprintln!("warning: {warning}");
        }
        let mut table = table(["setting", "value", "source"]);
        let mut lines = Vec::new();
        for line in &loaded.lines {
            let source = line.source.to_string();
            lines.push(json!({ "key": line.key, "value": line.value, "source": source }));
            table.add_row([line.key, line.value.as_deref().unwrap_or("—"), &source]);
        }
        output.result(&lines, table.trim_fmt())
    }
}
