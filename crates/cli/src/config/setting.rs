//! What a setting is: its key, what it takes, and how it is read and shown.
//!
//! Never: a secret's value among what is shown.

use std::fmt;
use std::str::FromStr;

use super::values::Values;

/// Settings that belong together.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) about: &'static str,
    pub(crate) settings: &'static [Setting],
}

/// One setting.
pub(crate) struct Setting {
    /// Its name, with the tables of the file before dots.
    pub(crate) key: &'static str,
    pub(crate) takes: Takes,
    pub(crate) about: &'static str,
    /// Its value in words that `set` takes back; none when it is not set.
    pub(super) show: fn(&Values) -> Option<String>,
    /// Takes a value; it fails when the text is not what it takes.
    pub(super) set: fn(&mut Values, &str) -> Option<()>,
}

/// What a setting takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Takes {
    /// A text of some form.
    Text(&'static str),
    /// A text that is never shown.
    Secret(&'static str),
    /// A file; in the settings' file it is relative to that file's folder.
    File,
    /// A whole number, at least and at most.
    Number(u32, u32),
    /// True or false.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Several texts of some form; in the environment with commas.
    List(&'static str),
    /// The same, and never shown.
    SecretList(&'static str),
}

impl Takes {
    /// Whether what it takes is never shown.
    pub(super) const fn is_secret(self) -> bool {
        matches!(self, Self::Secret(_) | Self::SecretList(_))
    }
}

/// Puts what a text says in a place.
pub(super) fn put<T: FromStr>(place: &mut T, text: &str) -> Option<()> {
    *place = text.parse().ok()?;
    Some(())
}

pub(super) fn put_some<T: FromStr>(place: &mut Option<T>, text: &str) -> Option<()> {
    *place = Some(text.parse().ok()?);
    Some(())
}

impl fmt::Display for Takes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(form) | Self::Secret(form) => formatter.write_str(form),
            Self::File => formatter.write_str("a file"),
            Self::Number(least, most) => write!(formatter, "a number from {least} to {most}"),
            Self::Switch => formatter.write_str("true or false"),
            Self::Choice(words) => formatter.write_str(&words.join(", ")),
            Self::List(form) | Self::SecretList(form) => write!(formatter, "a list of {form}"),
        }
    }
}

impl Setting {
    /// The variable of the environment that overrides it.
    pub(crate) fn variable(&self) -> String {
        format!("SUBROSA_{}", self.key.replace('.', "_").to_uppercase())
    }

    /// Its value as it may be shown.
    pub(crate) fn shown(&self, values: &Values) -> Option<String> {
        let value = (self.show)(values)?;
        Some(if self.takes.is_secret() { "••••".to_owned() } else { value })
    }
}
