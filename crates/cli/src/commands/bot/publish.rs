//! `subrosa bot publish`: a flow file becomes the next version of a brand's bot.

use std::path::PathBuf;

use clap::Args;

use super::files;
use crate::commands::place;
use crate::failure::Failure;
use crate::operator::{Request, ask};
use crate::output::{Output, printable};

/// Publish a flow as a bot's next version, while the server runs or while it is stopped
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa bot publish shop.flow.yaml --brand rosewater --data /var/lib/subrosa
  subrosa bot publish shop.flow.yaml --brand rosewater --remark 'returns by form' --keep

The bot is the brand's of the flow's name; it is made when it is missing. A flow with errors is not published: \
`subrosa bot lint` says what is wrong. Customers who are talking to the bot go on with the version they began with.")]
pub(super) struct Publish {
    /// The flow file, in YAML or JSON
    file: PathBuf,
    /// The brand's handle
    #[arg(long, value_name = "HANDLE")]
    brand: String,
    /// What the bot is called; the flow's `name` unless said
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What is new, for the team
    #[arg(long, value_name = "TEXT", default_value = "")]
    remark: String,
    /// Keep the version without putting it live
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Publish {
    pub(super) fn run(self, output: Output) -> Result<(), Failure> {
        let (flow, _) = files::flow(&self.file)?;
        let source = String::from_utf8(files::read(&self.file)?)
            .map_err(|_| Failure::new(format!("{} is not UTF-8", self.file.display())))?;
        let live = !self.keep;
        let name = self.name.unwrap_or(flow.name);
        let request = Request::PublishBot { brand: self.brand, bot: name, source, remark: self.remark, live };
        ask(&self.data.data, request, |bot| {
            let name = printable(bot["account"]["display_name"].as_str().unwrap_or_default());
            let state = if live { "live" } else { "kept, not live" };
            let text = format!("{name}: version {} is {state}", bot["newest"]);
            output.result(&bot, text)
        })
    }
}
