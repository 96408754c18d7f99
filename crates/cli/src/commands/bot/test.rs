//! `subrosa bot test`: scripted conversations, played against their flow.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;
use subrosa_flow::script::{self, Outcome, read_script};
use subrosa_flow::{FlowVersion, Program};

use super::files;
use crate::failure::Failure;
use crate::output::{Output, printable};

/// Play the scripted conversations of bots, and show where one goes another way than written
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa bot test shop.flow.yaml
  subrosa bot test --json bots/*.flow.yaml

The script of NAME.flow.yaml is NAME.test.yaml beside it. Nothing is sent and nobody is waited for: orders, services and \
knowledge answer as the script says, and its time passes at once.
Exit code 0: all conversations go as written; 1: one does not, or a flow has errors.")]
pub(super) struct Test {
    /// Flow files, or their scripts
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Test {
    pub(super) fn run(self, output: Output) -> Result<(), Failure> {
        let (mut all, mut failed) = (0, 0);
        let mut played = Vec::new();
        for path in &self.files {
            let (flow, script) = files::pair(path)?;
            let outcomes = play(&flow, &script)?;
            all += outcomes.len();
            failed += outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
            if !output.json {
                output.text(shown(&script, &outcomes))?;
            }
            played.push(json!({ "file": script.display().to_string(), "conversations": outcomes }));
        }
        if output.json {
            output.json(&json!({ "conversations": all, "failed": failed, "files": played }))?;
        }
        match failed {
            0 => Ok(()),
            1 => Err(Failure::new(format!("one of {all} conversations went another way"))),
            many => Err(Failure::new(format!("{many} of {all} conversations went another way"))),
        }
    }
}

fn play(flow: &Path, script: &Path) -> Result<Vec<Outcome>, Failure> {
    let (read, _) = files::flow(flow)?;
    let version = FlowVersion { flow: flow.display().to_string(), version: 1 };
    let program = Program::new(read, version).map_err(|_| {
        Failure::new(format!("{} has errors and can't run", flow.display()))
            .hint(format!("`subrosa bot lint {}` says which", flow.display()))
    })?;
    let script_read = read_script(&files::read(script)?).map_err(|error| {
        Failure::new(format!("{}:{}: {}", script.display(), error.line, error.what))
            .hint("docs/brands/bots-as-files.md lists what a script may say")
    })?;
    Ok(script::play(&program, &script_read))
}

fn shown(script: &Path, outcomes: &[Outcome]) -> String {
    let name = script.display();
    let mut text = String::new();
    for outcome in outcomes {
        let Some(failure) = &outcome.failure else { continue };
        text.push_str(&format!("{name}:{}: {}\n", failure.line, printable(&outcome.name)));
        for line in failure.to_string().lines() {
            text.push_str(&format!("{}\n", printable(line)));
        }
    }
    let passed = outcomes.iter().filter(|outcome| outcome.failure.is_none()).count();
    text.push_str(&format!("{name}: {passed} of {} conversations as written", outcomes.len()));
    text
}
