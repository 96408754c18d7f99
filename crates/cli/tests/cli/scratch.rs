//! A folder of the test's own, and the binary run in it with a clean environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The test's folder. Removed when dropped.
pub(crate) struct Scratch {
    folder: TempDir,
}

/// What a command did.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Scratch {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder, which is made by whoever needs it.
    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// The binary with these arguments, run in the folder, with nothing of the tester's environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_subrosa"));
        command.args(arguments).env_clear().current_dir(self.folder.path());
        command.env("SUBROSA_DATA", self.data()).stdin(Stdio::null());
        command
    }

    /// Runs the binary with these arguments to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Done {
        self.done(self.command(arguments).output().expect("the binary runs"))
    }

    /// What a finished command did, with this folder called DIR.
    pub(crate) fn done(&self, output: Output) -> Done {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8").replace(&self.shown(), "DIR");
        Done { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs the binary and expects it to succeed; its output.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.err);
        done.out
    }

    /// As [`Self::ok`], and the output is one JSON value.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).expect("JSON")
    }

    fn shown(&self) -> String {
        Path::new(self.folder.path()).display().to_string()
    }
}

/// Everything of a command that a person sees, with what differs between runs given names.
pub(crate) fn seen(done: &Done) -> String {
    let mut text = format!("exit code {}\n", done.code);
    for (name, stream) in [("out", &done.out), ("err", &done.err)] {
        if !stream.is_empty() {
            text.push_str(&format!("--- {name}\n{stream}"));
        }
    }
    text
}

/// Compares what a person sees with the snapshot of this name.
macro_rules! assert_seen {
    ($name:expr, $done:expr) => {
        insta::with_settings!({
            filters => vec![
                (r"\b(acc|cnv|dev|evt)_[0-9a-z]{13}", "${1}_ID"),
                (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", "TIME"),
                (r"subrosa_[\w-]{43}", "TOKEN"),
                (r"password: [0-9a-f-]{19}", "password: PASSWORD"),
                (r"invite: [a-z-]{23}", "invite: CODE"),
                (r"[\d.]+ (B|KiB|MiB|GiB|TiB)\b", "SIZE"),
                (r"127\.0\.0\.1:[1-9]\d{3,4}\b", "127.0.0.1:PORT"),
                (r"at most \d+", "at most FILES"),
                (r"in \d+ (seconds?|minutes?)", "in A WHILE"),
                // The demo's reports have a row for each hour that something happened in, and its hours hang on the time of day.
                (r"\d{1,2},\d{3} rows", "ALL rows"),
                (r"version \d+\.\d+\.\d+", "version VERSION"),
            ],
            omit_expression => true,
        }, { insta::assert_snapshot!($name, crate::scratch::seen(&$done)) })
    };
}
pub(crate) use assert_seen;
