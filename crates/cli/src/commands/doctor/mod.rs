//! `subrosa doctor`: looks an installation over and says what to do.

mod checks;
mod finding;
mod looking;
mod media;
mod nats;
mod replicas;

use clap::Args;
use finding::{Finding, State};
use serde_json::json;

use super::place;
use crate::config::{self, Loaded, Places};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Check settings, data folder, disk, clock, server and store, and say what to do
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa doctor --data /var/lib/subrosa
  subrosa doctor --quick --json --data /var/lib/subrosa

Works while the server runs. Exit code 0: healthy, perhaps with warnings; 5: something has to be mended.")]
pub(crate) struct Doctor {
    /// Leave out reading the whole store, which takes time in proportion to its size
    #[arg(long)]
    quick: bool,
    #[command(flatten)]
    data: place::DataFolder,
    #[command(flatten)]
    config: place::SettingsFile,
}

impl Doctor {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let data = &self.data.data;
        let mut findings = Vec::new();
        let mut tell = |finding: Finding| {
            if !output.json {
                output.text(&finding)?;
            }
            findings.push(finding);
            Ok::<_, Failure>(())
        };
        let loaded = config::load(&Places { file: self.config.config.as_deref(), data: Some(data), flags: Vec::new() });
        tell(settings(&loaded))?;
        let config = loaded.ok().map(|loaded| loaded.config);
        let folder = checks::folder(data);
        let usable = folder.state != State::Fail;
        tell(folder)?;
        if usable {
            tell(checks::disk(data))?;
            tell(checks::open_files())?;
            tell(checks::server(data))?;
            match config.as_ref().and_then(|config| config.postgres.as_ref()) {
                Some(postgres) => {
                    checks::postgres(postgres).into_iter().try_for_each(&mut tell)?;
                    replicas::replicas(postgres).into_iter().try_for_each(&mut tell)?;
                }
                None => checks::store(data, self.quick).into_iter().try_for_each(&mut tell)?,
            }
            if let Some(nats) = config.as_ref().and_then(|config| config.nats.as_ref()) {
                tell(nats::nats(nats))?;
            }
            if let Some(pictures) = config.as_ref().and_then(|config| media::media(&config.media)) {
                tell(pictures)?;
            }
        }
        let sick = findings.iter().filter(|finding| finding.state == State::Fail).count();
        if output.json {
            output.json(&json!({ "healthy": sick == 0, "findings": findings }))?;
        }
        match sick {
            0 => Ok(()),
            1 => Err(Failure::new("one check failed").exit(Exit::Unhealthy)),
            many => Err(Failure::new(format!("{many} checks failed")).exit(Exit::Unhealthy)),
        }
    }
}

fn settings(loaded: &Result<Loaded, Failure>) -> Finding {
    const CHECK: &str = "settings";
    match loaded {
        Ok(loaded) if loaded.warnings.is_empty() => {
            let set = loaded.lines.iter().filter(|line| line.source != config::Source::Default).count();
            Finding::ok(CHECK, format!("{set} set, the others at their defaults"))
        }
        Ok(loaded) => Finding::warn(CHECK, loaded.warnings.join("; "), "remove or correct these variables"),
        Err(failure) => {
            Finding::fail(CHECK, failure.what(), "correct them; `subrosa config --reference` describes all settings")
        }
    }
}
