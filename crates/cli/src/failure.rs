//! What a command says when it could not do its work: what happened, and what to do.

use std::fmt::Display;
use std::process::ExitCode;

use subrosa_proto::{ErrorCode, Problem};
use subrosa_store as store;

/// A command that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    hint: Option<String>,
    exit: Exit,
    /// The stable name, where it has one.
    code: Option<ErrorCode>,
}

/// Exit codes, for scripts. Wrong arguments are 2, by the library that reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nobody reads the output any more, so there is nothing left to do.
    Quiet = 0,
    /// The command was understood and could not be carried out.
    Failed = 1,
    /// The settings can't be used.
    Settings = 3,
    /// The data folder can't be used as it is.
    Folder = 4,
    /// `doctor` found something that has to be mended.
    Unhealthy = 5,
}

impl Failure {
    /// A command that could not be carried out.
    pub(crate) fn new(what: impl Display) -> Self {
        Self { what: what.to_string(), hint: None, exit: Exit::Failed, code: None }
    }

    /// The end of a command whose output nobody reads any more.
    pub(crate) fn nobody_reads() -> Self {
        Self::new("nobody reads the output").exit(Exit::Quiet)
    }

    /// With what it is about, before what happened.
    pub(crate) fn about(self, subject: &str) -> Self {
        Self { what: format!("{subject}: {}", self.what), ..self }
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

    /// The stable name, where it has one.
    pub(crate) const fn code(&self) -> Option<ErrorCode> {
        self.code
    }

    /// What happened.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// Says it on the standard error, for people or for programs.
    pub(crate) fn report(&self, json: bool) -> ExitCode {
        if self.exit != Exit::Quiet && json {
            eprintln!("{}", serde_json::json!({ "error": { "message": self.what, "hint": self.hint } }));
        } else if self.exit != Exit::Quiet {
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
            store::Error::InUse => "stop the process that uses it, or choose another folder with --data",
            store::Error::Newer { .. } => {
                "use the version of Subrosa that wrote the data, or a later one; nothing was changed"
            }
            store::Error::Corrupt(_) => {
                "keep a copy of the folder, see `subrosa doctor`, and restore a backup into an empty folder; \
                 nothing was changed"
            }
            store::Error::Moved(_) => {
                "serve it there, or run `subrosa migrate-store` again if that did not come to its end; if that place was given \
                 up, `subrosa new-epoch` takes this store into use again, as it was when it was moved"
            }
            store::Error::Unfinished => {
                "run `subrosa migrate-store` again; if that was given up, empty this place: it never was whole"
            }
            store::Error::Folder(_) => "check that the path is right and that this user may write there",
            store::Error::Unavailable(_) => "check the disk and the permissions of the data folder, then try again",
            store::Error::Conflict | store::Error::Bug(_) => "please report this, with the command that led to it",
        };
        Self::new(error).hint(hint).exit(Exit::Folder)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let title = problem.title.trim_end_matches('.');
        let what = match problem.detail {
            Some(detail) => format!("{title}: {detail}"),
            None => title.to_owned(),
        };
        let failure = Self::new(format!("{what} ({})", problem.code.code())).hint(problem.hint);
        Self { code: Some(problem.code), ..failure }
    }
}

impl From<subrosa_messaging::Error> for Failure {
    fn from(error: subrosa_messaging::Error) -> Self {
        error.into_problem().into()
    }
}

impl From<subrosa_client::Error> for Failure {
    fn from(error: subrosa_client::Error) -> Self {
        match error {
            subrosa_client::Error::Problem(problem) if problem.code == ErrorCode::Unauthenticated => {
                Self::new("the token is not, or no longer, valid (unauthenticated)")
                    .hint("make one with `subrosa token create` and give it as $SUBROSA_TOKEN")
            }
            subrosa_client::Error::Problem(problem) => (*problem).into(),
            error => Self::new(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_data_is_refused_with_what_to_do() {
        let failure = Failure::from(store::Error::Newer { found: 9, known: 1 });
        assert_eq!(failure.what, "the data has schema 9, this version knows up to 1");
        assert!(failure.hint.is_some_and(|hint| hint.contains("version of Subrosa that wrote the data")));
        assert_eq!(failure.exit, Exit::Folder);
    }

    #[test]
    fn stores_that_are_moved_say_how_to_go_on() {
        for error in [store::Error::Moved("PostgreSQL"), store::Error::Unfinished] {
            let failure = Failure::from(error);
            assert!(failure.hint.is_some_and(|hint| hint.contains("run `subrosa migrate-store` again")));
            assert_eq!(failure.exit, Exit::Folder);
        }
    }

    #[test]
    fn a_problem_keeps_its_code_and_hint() {
        let problem = Problem::new(ErrorCode::HandleTaken);
        let failure = Failure::from(problem);
        assert_eq!(failure.what, "This handle is taken (handle_taken)");
        assert_eq!(failure.hint.as_deref(), Some("Choose another."));
    }
}
