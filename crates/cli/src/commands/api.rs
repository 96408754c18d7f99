//! `subrosa api`: the descriptions of the interfaces.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::failure::Failure;
use crate::output::Output;

/// Print the description of the REST routes (OpenAPI 3.1) or of the socket (AsyncAPI 3.0)
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa api openapi > openapi.json
  subrosa api asyncapi --write docs/api

A running server has the same at /v1/openapi.json and /v1/asyncapi.json.")]
pub(crate) struct Api {
    /// Which one
    document: Document,
    /// Write it into this folder instead, as openapi.json or asyncapi.json
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    Openapi,
    Asyncapi,
}

impl Api {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let (name, text) = match self.document {
            Document::Openapi => ("openapi.json", subrosa_server::openapi()),
            Document::Asyncapi => ("asyncapi.json", subrosa_server::asyncapi()),
        };
        let Some(folder) = self.write else { return output.text(text.trim_end()) };
        let path = folder.join(name);
        let cannot = |error| Failure::new(format!("{} can't be written: {error}", path.display()));
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(&path, text.trim_end().to_owned() + "\n"))
            .map_err(cannot)?;
        output.result(&json!({ "written": path }), format!("wrote {}", path.display()))
    }
}
