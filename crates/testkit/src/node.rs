//! A real server: the binary as it is released, on a folder of its own, answering on a port that was free.
//!
//! It is ready when [`Node::start`] returns, and dies with its handle, as suddenly as by a power cut of the process.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::oneshot;

use crate::Outcome;

/// How long a server may take to be ready, or to stop.
const DEADLINE: Duration = Duration::from_secs(30);

/// What one machine asks of a server in tests would be abuse of a real one.
const LIMITS: &[&str] = &["MESSAGES", "COMMANDS", "STARTS", "SIGN_UPS", "PROFILE_CHANGES"];
const NO_LIMIT: &str = "1000000";

/// How to start the server.
#[derive(Debug, Clone)]
pub struct Program {
    binary: PathBuf,
    /// Where its log goes.
    log: PathBuf,
    environment: Vec<(String, PathBuf)>,
    /// Where it listens: a port that was free, unless one was given.
    listen: String,
}

/// A running server.
#[derive(Debug)]
pub struct Node {
    child: Child,
    address: String,
    log: PathBuf,
}

/// The line that the server prints when it listens.
#[derive(Deserialize)]
struct Listening {
    listening: String,
}

impl Program {
    /// The server's binary, and the folder for its log.
    #[must_use]
    pub fn new(binary: &Path, scratch: &Path) -> Self {
        let rates =
            LIMITS.iter().flat_map(|limit| ["PER_MINUTE", "BURST"].map(|end| format!("SUBROSA_LIMITS_{limit}_{end}")));
        let environment = rates.map(|name| (name, PathBuf::from(NO_LIMIT))).collect();
        Self {
            binary: binary.to_owned(),
            log: scratch.join("server.log"),
            environment,
            listen: "127.0.0.1:0".to_owned(),
        }
    }

    /// With more variables in its environment.
    #[must_use]
    pub fn with_environment<N: Into<String>>(mut self, more: impl IntoIterator<Item = (N, PathBuf)>) -> Self {
        self.environment.extend(more.into_iter().map(|(name, value)| (name.into(), value)));
        self
    }

    /// Listening at this address whenever it starts.
    #[must_use]
    pub fn at(mut self, address: String) -> Self {
        self.listen = address;
        self
    }

    /// The server's command line with these arguments, its environment set, its log appended.
    fn command(&self, arguments: &[&str], data: &Path) -> Outcome<Command> {
        let log = File::options().create(true).append(true).open(&self.log)?;
        let mut command = Command::new(&self.binary);
        command.args(arguments).arg("--data").arg(data);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        Ok(command)
    }

    /// Starts the process without waiting for it to be ready.
    ///
    /// # Errors
    /// When the binary can't be run.
    pub fn launch(&self, data: &Path) -> Outcome<Child> {
        let mut command = self.command(&["serve", "--json", "--listen", &self.listen], data)?;
        command.spawn().map_err(|error| format!("{} can't be run: {error}", self.binary.display()).into())
    }

    /// Runs a command of the binary on a data folder to its end: whether it succeeded, and what it printed.
    ///
    /// # Errors
    /// When the binary can't be run.
    pub fn run(&self, arguments: &[&str], data: &Path) -> Outcome<(bool, String)> {
        let output = self.command(arguments, data)?.output()?;
        Ok((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
    }

    /// The last lines of the server's log, for a failure's report.
    #[must_use]
    pub fn log_tail(&self) -> String {
        tail(&self.log)
    }
}

impl Node {
    /// Starts a server on a data folder and returns when it answers.
    ///
    /// # Errors
    /// When it ends or stays silent; the end of its log is in the error.
    pub async fn start(program: &Program, data: &Path) -> Outcome<Self> {
        let mut node = Self { child: program.launch(data)?, address: String::new(), log: program.log.clone() };
        let output = node.child.stdout.take().ok_or("the server's output is not connected")?;
        let (say, heard) = oneshot::channel();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            if let Some(line) = lines.find(|line| line.contains("listening")) {
                let _ = say.send(line);
            }
            // Reading on, so that the server never waits for a reader.
            lines.for_each(drop);
        });
        match tokio::time::timeout(DEADLINE, heard).await {
            Ok(Ok(line)) => node.address = serde_json::from_str::<Listening>(&line)?.listening,
            Ok(Err(_)) => return Err(format!("the server ended before it listened:\n{}", tail(&node.log)).into()),
            Err(_) => return Err(format!("the server did not listen within {DEADLINE:?}:\n{}", tail(&node.log)).into()),
        }
        Ok(node)
    }

    /// Where it answers: `http://127.0.0.1:…`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, wherever it is (SIGKILL).
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn kill(mut self) -> Outcome<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop and waits until it has (SIGTERM).
    ///
    /// # Errors
    /// When it does not stop, or says that something went wrong.
    pub async fn stop(mut self) -> Outcome<()> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status()?;
        if !asked.success() {
            return Err("the server could not be asked to stop".into());
        }
        let ended = async {
            loop {
                match self.child.try_wait() {
                    Ok(None) => tokio::time::sleep(Duration::from_millis(5)).await,
                    known => return known,
                }
            }
        };
        let ended = tokio::time::timeout(DEADLINE, ended).await;
        let status = ended.map_err(|_| "the server did not stop")??.ok_or("the server has no status")?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the server ended with {status}:\n{}", tail(&self.log)).into())
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
