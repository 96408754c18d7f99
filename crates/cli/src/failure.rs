//! What a command says when it could not do its work: what happened, and what to do.

use std::fmt::Display;
use std::process::ExitCode;

use subrosa_store as store;

/// A command that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    hint: Option<String>,
    exit: Exit,
}

/// Exit codes, for scripts. Wrong arguments are 2, by the library that reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The command was understood and could not be carried out.
    Failed = 1,
    /// The data folder can't be used as it is.
    Folder = 4,
}

impl Failure {
    /// A command that could not be carried out.
    pub(crate) fn new(what: impl Display) -> Self {
        Self { what: what.to_string(), hint: None, exit: Exit::Failed }
    }

    /// With what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With a more particular exit code.
    pub(crate) const fn exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Says it on the standard error, for people or for programs.
    pub(crate) fn report(&self, json: bool) -> ExitCode {
        if json {
            eprintln!("{}", serde_json::json!({ "error": { "message": self.what, "hint": self.hint } }));
        } else {
            eprintln!("error: {}", self.what);
            if let Some(hint) = &self.hint {
                eprintln!("  what to do: {hint}");
            }
        }
        ExitCode::from(self.exit as u8)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let hint = match &error {
            store::Error::Full => "make room on the disk, then try again",
            store::Error::InUse => "stop the server that uses this folder, or choose another folder with --data",
            store::Error::Newer { .. } => {
                "use the version of Subrosa that wrote it, or a later one; nothing was changed"
            }
            store::Error::Corrupt(_) => {
                "run `subrosa doctor --data DIR` to see what is damaged, then restore a backup into an empty folder; \
                 nothing was changed"
            }
            store::Error::Folder(_) => "check that the folder exists and that this user may write to it",
            store::Error::Unavailable(_) => "check the disk and the permissions of the data folder, then try again",
            store::Error::Conflict | store::Error::Bug(_) => "please report this, with the command that led to it",
        };
        Self::new(error).hint(hint).exit(Exit::Folder)
    }
}

impl From<subrosa_messaging::Error> for Failure {
    fn from(error: subrosa_messaging::Error) -> Self {
        let problem = error.into_problem();
        let what = match problem.detail {
            Some(detail) => format!("{} ({detail})", problem.title.trim_end_matches('.')),
            None => problem.title,
        };
        Self::new(what).hint(problem.hint)
    }
}
