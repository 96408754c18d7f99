//! `subrosa bot lint`: what is wrong with a flow, before a customer finds it.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use subrosa_flow::{Finding, Unreadable, lint, read_flow};

use super::files;
use crate::failure::Failure;
use crate::output::{Output, printable};

/// Check flow files, and say what is wrong, where, and what to do
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa bot lint shop.flow.yaml
  subrosa bot lint --json bots/*.flow.yaml

Exit code 0: no errors, perhaps warnings; 1: a flow has errors and could not run.")]
pub(super) struct Lint {
    /// Flow files, in YAML or JSON
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Lint {
    pub(super) fn run(self, output: Output) -> Result<(), Failure> {
        let mut errors = 0;
        let mut checked = Vec::new();
        for path in &self.files {
            let name = path.display().to_string();
            let found = match read_flow(&files::read(path)?) {
                Ok((flow, places)) => Found::in_flow(&name, &lint(&flow, &places))?,
                Err(error) => Found::unreadable(&name, &error),
            };
            errors += found.errors;
            if !output.json {
                output.text(found.text)?;
            }
            checked.push(json!({ "file": name, "findings": found.findings }));
        }
        if output.json {
            output.json(&json!({ "errors": errors, "files": checked }))?;
        }
        match errors {
            0 => Ok(()),
            1 => Err(Failure::new("there is one error")),
            many => Err(Failure::new(format!("there are {many} errors"))),
        }
    }
}

/// What was found in one file: for programs, for people, and how much of it is an error.
struct Found {
    findings: Value,
    text: String,
    errors: usize,
}

impl Found {
    fn in_flow(file: &str, findings: &[Finding]) -> Result<Self, Failure> {
        let line = |finding: &Finding| {
            let line = finding.place.line.map(|line| format!(":{line}")).unwrap_or_default();
            let what = printable(&finding.to_string());
            format!("{file}{line}: {what}\n  what to do: {}", finding.code.hint())
        };
        let lines: Vec<String> = findings.iter().map(line).collect();
        let text = if lines.is_empty() { format!("{file}: nothing to mend") } else { lines.join("\n") };
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        Ok(Self { findings: serde_json::to_value(findings).map_err(Failure::new)?, text, errors })
    }

    /// A file that is no flow has one finding, of the same shape.
    fn unreadable(file: &str, error: &Unreadable) -> Self {
        let hint = files::UNREADABLE_HINT;
        let findings = json!([{
            "code": "unreadable",
            "severity": "error",
            "place": { "line": error.line },
            "what": error.what,
            "hint": hint,
        }]);
        let what = printable(&error.what);
        let text = format!("{file}:{}: error[unreadable] {what}\n  what to do: {hint}", error.line);
        Self { findings, text, errors: 1 }
    }
}
