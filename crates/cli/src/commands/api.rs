//! `subrosa api`: the descriptions of the interfaces, and of the file that a bot is written in.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::failure::Failure;
use crate::output::Output;

/// Print the description of the REST routes (OpenAPI 3.1), of the socket (AsyncAPI 3.0) or of flow files (JSON Schema)
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa api openapi > openapi.json
  subrosa api asyncapi --write docs/api
  subrosa api flow > flow.schema.json

A running server has the first two at /v1/openapi.json and /v1/asyncapi.json.")]
pub(crate) struct Api {
    /// Which one
    document: Document,
    /// Write it into this folder instead, as openapi.json, asyncapi.json or flow.schema.json
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    Openapi,
    Asyncapi,
    Flow,
}

impl Api {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let (name, text) = match self.document {
            Document::Openapi => ("openapi.json", subrosa_server::openapi()),
            Document::Asyncapi => ("asyncapi.json", subrosa_server::asyncapi()),
            Document::Flow => ("flow.schema.json", subrosa_flow::schema::flow_schema()),
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
