//! Settings, in two stages: what was given, where (`given`); and what the parts are started with (`resolved`). Which settings
//! there are stands in one table.
//!
//! Never: a default of its own (each is its part's), a secret that shows.

mod given;
mod reference;
mod resolved;
mod sections;
mod setting;
mod table;
mod values;

use std::path::{Path, PathBuf};

use given::Given;
pub(crate) use given::Source;
pub(crate) use reference::reference;
pub(crate) use resolved::Config;
use setting::{Setting, Takes};
use table::settings;
use values::Values;
pub(crate) use values::{Log, LogFormat, LogLevel};

use crate::failure::{Exit, Failure};

/// The settings' file in a folder.
const FILE: &str = "subrosa.toml";

/// Where settings may stand.
#[derive(Default)]
pub(crate) struct Places<'a> {
    /// The file that was named.
    pub(crate) file: Option<&'a Path>,
    /// The data folder, which may hold one.
    pub(crate) data: Option<&'a Path>,
    /// Settings on the command line: flag, key, value.
    pub(crate) flags: Vec<(&'static str, &'static str, String)>,
}

/// One setting, as it came out.
pub(crate) struct Line {
    pub(crate) key: &'static str,
    /// What may be shown of its value; none when it is not set.
    pub(crate) value: Option<String>,
    pub(crate) source: Source,
}

/// The settings, and where each comes from.
pub(crate) struct Loaded {
    pub(crate) config: Config,
    pub(crate) lines: Vec<Line>,
    /// What is odd, though not wrong.
    pub(crate) warnings: Vec<String>,
}

/// Reads the settings from all their places.
pub(crate) fn load(places: &Places<'_>) -> Result<Loaded, Failure> {
    load_from(
        places,
        std::env::vars_os().filter_map(|(name, text)| name.into_string().ok().zip(text.into_string().ok())),
    )
}

fn load_from(places: &Places<'_>, variables: impl Iterator<Item = (String, String)>) -> Result<Loaded, Failure> {
    let mut given = match file(places) {
        Some(path) => given::from_file(&path).map_err(|problems| wrong(&problems))?,
        None => Vec::new(),
    };
    let (variables, warnings) = given::from_environment(variables);
    given.extend(variables);
    for (flag, key, text) in &places.flags {
        let known = settings().find(|setting| setting.key == *key);
        given.extend(known.map(|setting| Given { setting, text: text.clone(), source: Source::Flag(flag) }));
    }
    let values = take(&given).map_err(|problems| wrong(&problems))?;
    let line = |setting: &'static Setting| {
        let last = given.iter().rev().find(|given| given.setting.key == setting.key);
        let source = last.map_or(Source::Default, |given| given.source.clone());
        Line { key: setting.key, value: setting.shown(&values), source }
    };
    let lines = settings().map(line).collect();
    let config = Config::resolve(values).map_err(|error| wrong(&[error]))?;
    Ok(Loaded { config, lines, warnings })
}

/// The file to read: the one that was named; or else the service manager's, or else the data folder's, if there is one.
fn file(places: &Places<'_>) -> Option<PathBuf> {
    let managed = std::env::var_os("CONFIGURATION_DIRECTORY").unwrap_or_default();
    let folders = std::env::split_paths(&managed).filter(|folder| !folder.as_os_str().is_empty());
    let mut found = folders.chain(places.data.map(Path::to_owned)).map(|folder| folder.join(FILE));
    places.file.map(Path::to_owned).or_else(|| found.find(|path| path.exists()))
}

/// Takes each value that was given, the last one for each setting in effect.
fn take(given: &[Given]) -> Result<Values, Vec<String>> {
    let mut values = Values::default();
    let mut wrong = Vec::new();
    for Given { setting, text, source } in given {
        let in_range = match setting.takes {
            Takes::Number(least, most) => text.parse().is_ok_and(|number: u32| (least..=most).contains(&number)),
            _ => true,
        };
        if !in_range || (setting.set)(&mut values, text).is_none() {
            let shown = if setting.takes.is_secret() { "••••" } else { text };
            wrong.push(format!("{source}: `{}` takes {}, not `{shown}`", setting.key, setting.takes));
        }
    }
    if wrong.is_empty() { Ok(values) } else { Err(wrong) }
}

fn wrong(problems: &[String]) -> Failure {
    Failure::new(format!("the settings can't be used\n  {}", problems.join("\n  ")))
        .hint("correct them; `subrosa config --reference` describes all settings")
        .exit(Exit::Settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(
        text: &str,
        variables: &[(&str, &str)],
        flags: &[(&'static str, &'static str, &str)],
    ) -> Result<Loaded, Failure> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(FILE), text).expect("a file");
        let flags = flags.iter().map(|(flag, key, text)| (*flag, *key, (*text).to_owned())).collect();
        let places = Places { file: None, data: Some(folder.path()), flags };
        load_from(&places, variables.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
    }

    fn value(loaded: &Loaded, key: &str) -> (Option<String>, String) {
        let line = loaded.lines.iter().find(|line| line.key == key).expect("a setting");
        let source = match &line.source {
            Source::File { line, .. } => format!("line {line}"),
            source => source.to_string(),
        };
        (line.value.clone(), source)
    }

    #[test]
    fn the_last_place_counts() {
        let text = "name = 'file'\nlisten = '127.0.0.1:1'\nconnections = 5\n";
        let variables = [("SUBROSA_LISTEN", "127.0.0.1:2"), ("SUBROSA_CONNECTIONS", "6")];
        let loaded = loaded(text, &variables, &[("--listen", "listen", "127.0.0.1:3")]).expect("all is right");
        assert_eq!(value(&loaded, "name"), (Some("file".to_owned()), "line 1".to_owned()));
        assert_eq!(value(&loaded, "connections"), (Some("6".to_owned()), "$SUBROSA_CONNECTIONS".to_owned()));
        assert_eq!(value(&loaded, "listen"), (Some("127.0.0.1:3".to_owned()), "--listen".to_owned()));
        assert_eq!(value(&loaded, "drain_seconds"), (Some("10".to_owned()), "default".to_owned()));
        assert_eq!(loaded.config.server.connections, 6);
    }

    #[test]
    fn secrets_never_show() {
        let secret = "a secret that has more than thirty-two bytes";
        let text = format!("[platform]\nissuer = 'i'\naudience = 'a'\nsecret = '{secret}'\n");
        let loaded = loaded(&text, &[], &[]).expect("all is right");
        assert_eq!(value(&loaded, "platform.secret").0, Some("••••".to_owned()));
        assert!(loaded.config.messaging.platform.is_some());
    }

    #[test]
    fn addresses_of_replicas_never_show_and_belong_to_a_database() {
        let replicas = "replicas = ['postgres://ada:secret@two/store', 'postgres://ada:secret@three/store']";
        let right =
            loaded(&format!("[postgres]\nurl = 'postgres://one/store'\n{replicas}\n"), &[], &[]).expect("is right");
        assert_eq!(value(&right, "postgres.replicas").0, Some("••••".to_owned()));
        assert_eq!(right.config.postgres.map(|postgres| postgres.replicas.len()), Some(2));
        let several_hosts =
            "[postgres]\nurl = 'postgres://one/store'\nreplicas = ['postgres://ada:secret@two,three/store']";
        for text in [format!("[postgres]\n{replicas}\n"), several_hosts.to_owned()] {
            let refused = loaded(&text, &[], &[]).err().expect("is wrong");
            let refused = refused.what();
            assert!(refused.contains("postgres.replicas") && !refused.contains("secret"), "{refused}");
        }
    }

    #[test]
    fn what_belongs_together_is_given_together() {
        for text in [
            "tls.key = 'x'",
            "platform.issuer = 'x'",
            "[platform]\nissuer = 'x'\naudience = 'x'\nsecret = 'short'",
            "[platform]\nissuer = 'x'\naudience = 'x'\nsecret = 'x'\nkey_set_url = 'https://x'",
            "media.place = 'folder'",
            "media.place = 's3'",
            "[media]\nplace = 's3'\ns3.bucket = 'b'\ns3.secret_key = 'x'",
            "[media]\nplace = 's3'\ns3.bucket = 'b'\ns3.endpoint = 's3.example.com'",
            "connections = 0",
            "public_url = 'dm.example.com'",
        ] {
            assert!(loaded(text, &[], &[]).is_err(), "{text}");
        }
    }
}
