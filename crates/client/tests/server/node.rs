//! The released binary on a folder of its own, which can be killed and started again.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

const READY: Duration = Duration::from_secs(30);

/// A server that dies with this value.
pub(crate) struct Node {
    folder: TempDir,
    child: Child,
    /// `127.0.0.1:…`; the same after a restart.
    address: String,
}

impl Node {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (child, address) = launch(&folder, "127.0.0.1:0");
        Self { folder, child, address }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends the process at once.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Starts it again at the same address.
    pub(crate) fn restart(&mut self) {
        (self.child, self.address) = launch(&self.folder, &self.address);
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the server and waits for the line that says where it listens.
fn launch(folder: &TempDir, listen: &str) -> (Child, String) {
    let binary = binary();
    let mut command = Command::new(&binary);
    command.args(["serve", "--json", "--listen", listen, "--data"]).arg(folder.path());
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = spawned.unwrap_or_else(|error| {
        panic!(
            "{} can't be run ({error}): build it with `cargo build`, or name another in SUBROSA_BIN",
            binary.display()
        )
    });
    let output = BufReader::new(child.stdout.take().expect("its output is piped"));
    let (say, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = output.lines().map_while(Result::ok);
        let listening = lines.find_map(|line| {
            let line: serde_json::Value = serde_json::from_str(&line).ok()?;
            line["listening"].as_str().map(str::to_owned)
        });
        // A test that gave up hears nothing.
        let _ = say.send(listening);
        lines.for_each(drop);
    });
    let address = heard.recv_timeout(READY).ok().flatten().expect("the server listens");
    (child, address)
}

/// The binary named in `SUBROSA_BIN`, or the one built beside this test.
fn binary() -> PathBuf {
    std::env::var_os("SUBROSA_BIN").map_or_else(
        || {
            let test = std::env::current_exe().expect("this test is a file");
            let folder = test.ancestors().nth(2).expect("it is in the folder for tests of a target folder");
            folder.join(format!("subrosa{}", std::env::consts::EXE_SUFFIX))
        },
        PathBuf::from,
    )
}
