//! The first stage: what was typed, where, and whether anyone knows it. The file first, then the environment, then the
//! command line; the last one counts.

use std::fmt;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::setting::{Setting, Takes};
use super::table::settings;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Default,
    File { path: PathBuf, line: usize },
    Environment(String),
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File { path, line } => write!(formatter, "{}:{line}", path.display()),
            Self::Environment(variable) => write!(formatter, "${variable}"),
            Self::Flag(flag) => formatter.write_str(flag),
        }
    }
}

/// One value as it was typed.
pub(super) struct Given {
    pub(super) setting: &'static Setting,
    pub(super) text: String,
    pub(super) source: Source,
}

/// Variables that begin with `SUBROSA_` and are no settings: the command line takes them.
const OTHER_VARIABLES: &[&str] = &["SUBROSA_CONFIG", "SUBROSA_DATA", "SUBROSA_SERVER", "SUBROSA_TOKEN"];

/// The values in a file. Everything that is wrong is told at once.
pub(super) fn from_file(path: &Path) -> Result<Vec<Given>, Vec<String>> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| vec![format!("{shown} can't be read: {error}")])?;
    let table = DeTable::parse(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(&text, span.start));
        vec![format!("{shown}:{line}: not TOML: {}", error.message())]
    })?;
    let mut reader = FileReader { path, text: &text, found: Vec::new(), wrong: Vec::new() };
    reader.table("", table.get_ref());
    reader.wrong.sort();
    match reader.wrong {
        wrong if wrong.is_empty() => Ok(reader.found),
        wrong => Err(wrong.into_iter().map(|(line, what)| format!("{shown}:{line}: {what}")).collect()),
    }
}

struct FileReader<'a> {
    path: &'a Path,
    text: &'a str,
    found: Vec<Given>,
    /// What is wrong in which line.
    wrong: Vec<(usize, String)>,
}

impl FileReader<'_> {
    fn table(&mut self, before: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let key = format!("{before}{}", name.get_ref());
            let line = line_at(self.text, name.span().start);
            let known = settings().find(|setting| setting.key == key);
            match (known, value.get_ref()) {
                (Some(setting), value) => self.value(setting, value, line),
                (None, DeValue::Table(inner)) if is_table(&key) => self.table(&format!("{key}."), inner),
                (None, DeValue::Table(inner)) if !inner.is_empty() => self.table(&format!("{key}."), inner),
                (None, _) => self.wrong.push((line, unknown(&key))),
            }
        }
    }

    fn value(&mut self, setting: &'static Setting, value: &DeValue<'_>, line: usize) {
        let text = match (setting.takes, value) {
            (Takes::Number(..), DeValue::Integer(number)) => Some(number.as_str().to_owned()),
            (Takes::Switch, DeValue::Boolean(switch)) => Some(switch.to_string()),
            (Takes::List(_) | Takes::SecretList(_), DeValue::Array(items)) => {
                let items: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
                items.map(|items| items.join(","))
            }
            (Takes::File, DeValue::String(file)) => {
                let folder = self.path.parent().unwrap_or(Path::new(""));
                Some(folder.join(file.as_ref()).display().to_string())
            }
            (Takes::Text(_) | Takes::Secret(_) | Takes::Choice(_), DeValue::String(text)) => Some(text.to_string()),
            _ => None,
        };
        match text {
            Some(text) => {
                let source = Source::File { path: self.path.to_owned(), line };
                self.found.push(Given { setting, text, source });
            }
            None => {
                let what = format!("`{}` takes {}, not {}", setting.key, setting.takes, value.type_str());
                self.wrong.push((line, what));
            }
        }
    }
}

/// Whether settings stand below this key.
fn is_table(key: &str) -> bool {
    settings().any(|setting| setting.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
}

/// The line of a byte, counted from 1.
fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1
}

/// Says that a key is not known, and which one may be meant.
fn unknown(key: &str) -> String {
    let nearest = nearest(key, settings().map(|setting| setting.key));
    format!("`{key}` is not a setting; the nearest is `{nearest}`")
}

/// The candidate most like a name, as a whole or without the tables before it.
fn nearest<S: AsRef<str>>(name: &str, candidates: impl Iterator<Item = S>) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let likeness = |candidate: &str| {
        let whole = strsim::jaro_winkler(name, candidate);
        let candidates_last = candidate.rsplit('.').next().unwrap_or(candidate);
        // A right name in a wrong table is a likely mistake.
        whole.max(0.9 * strsim::jaro_winkler(last, candidates_last) + 0.1 * whole)
    };
    let best = candidates.map(|candidate| candidate.as_ref().to_owned());
    best.max_by(|one, other| likeness(one).total_cmp(&likeness(other))).unwrap_or_default()
}

/// The values in the environment, and what to say about variables that look like settings and are none. Those are
/// only warned about: some orchestrators make such variables for every service of that name.
pub(super) fn from_environment(variables: impl Iterator<Item = (String, String)>) -> (Vec<Given>, Vec<String>) {
    let (mut found, mut warnings) = (Vec::new(), Vec::new());
    for (variable, text) in variables.filter(|(variable, _)| variable.starts_with("SUBROSA_")) {
        if let Some(setting) = settings().find(|setting| setting.variable() == variable) {
            found.push(Given { setting, text, source: Source::Environment(variable) });
        } else if !OTHER_VARIABLES.contains(&variable.as_str()) {
            let nearest = nearest(&variable, settings().map(Setting::variable));
            warnings.push(format!("${variable} is not a setting; the nearest is ${nearest}"));
        }
    }
    (found, warnings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_file(text: &str) -> Result<Vec<(&'static str, String)>, Vec<String>> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("subrosa.toml");
        std::fs::write(&path, text).expect("a file");
        let shorten = |text: String| text.replace(&folder.path().display().to_string(), "");
        from_file(&path)
            .map(|found| found.into_iter().map(|given| (given.setting.key, shorten(given.text))).collect())
            .map_err(|wrong| wrong.into_iter().map(shorten).collect())
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let text = "name = 'Rose'\ntrusted_proxies = ['10.0.0.0/8', '::1']\ndrain_seconds = 3\n\
                    limits.messages.burst = 7\n[platform]\nkey_set_private_network = true\nsecret_file = 'key'";
        let mut found = in_file(text).expect("all is known");
        found.sort();
        let expected = [
            ("drain_seconds", "3"),
            ("limits.messages.burst", "7"),
            ("name", "Rose"),
            ("platform.key_set_private_network", "true"),
            ("platform.secret_file", "/key"),
            ("trusted_proxies", "10.0.0.0/8,::1"),
        ];
        assert_eq!(found, expected.map(|(key, text)| (key, text.to_owned())));
    }

    #[test]
    fn all_mistakes_are_told_with_their_place() {
        let text =
            "lisen = 'x'\nconnections = 'many'\n[limits.mesages]\nburst = 1\n[server]\npublic_url = 'x'\n[pltform]\n";
        let wrong = in_file(text).expect_err("nothing is right");
        assert_eq!(
            wrong,
            [
                "/subrosa.toml:1: `lisen` is not a setting; the nearest is `listen`",
                "/subrosa.toml:2: `connections` takes a number from 1 to 1000000, not string",
                "/subrosa.toml:4: `limits.mesages.burst` is not a setting; the nearest is `limits.messages.burst`",
                "/subrosa.toml:6: `server.public_url` is not a setting; the nearest is `public_url`",
                "/subrosa.toml:7: `pltform` is not a setting; the nearest is `platform.secret`",
            ]
        );
        let wrong = in_file("name = 'a'\nname = 'b'\n").expect_err("twice");
        assert_eq!(wrong, ["/subrosa.toml:2: not TOML: duplicate key"]);
    }

    #[test]
    fn the_environment_is_read_and_strangers_are_named() {
        let variables =
            [("SUBROSA_LIMITS_STARTS_BURST", "9"), ("SUBROSA_TOKEN", "x"), ("SUBROSA_LISTN", "x"), ("HOME", "x")];
        let (found, warnings) =
            from_environment(variables.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())));
        assert_eq!(found.iter().map(|given| given.setting.key).collect::<Vec<_>>(), ["limits.starts.burst"]);
        assert_eq!(warnings, ["$SUBROSA_LISTN is not a setting; the nearest is $SUBROSA_LISTEN"]);
    }
}
