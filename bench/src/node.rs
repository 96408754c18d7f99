//! The real server, release build, as a process of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Failure, processor};

/// A running server; killed when dropped.
pub(crate) struct Node {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub(crate) address: String,
    /// From starting the process to its first ready answer.
    pub(crate) ready_after: Duration,
}

/// Rates so high that no benchmark meets them; everything else is the default.
const CONFIG: &str = "[limits]
messages = { per_minute = 100000000, burst = 10000000 }
commands = { per_minute = 100000000, burst = 10000000 }
starts = { per_minute = 100000000, burst = 10000000 }
sign_ins_by_address = { per_minute = 100000000, burst = 10000000 }
sign_ins_by_account_and_address = { per_minute = 100000000, burst = 10000000 }
";

/// The server's program.
pub(crate) fn binary() -> PathBuf {
    std::env::var_os("SUBROSA_BIN").map_or_else(|| PathBuf::from("target/release/subrosa"), PathBuf::from)
}

impl Node {
    /// Starts the server on a data folder and waits until it is ready.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) async fn start(folder: &Path) -> Result<Self, Failure> {
        Self::start_with(folder, &[]).await
    }

    /// The same, with settings in its environment.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) async fn start_with(folder: &Path, environment: &[(&str, String)]) -> Result<Self, Failure> {
        let config = folder.join("bench.toml");
        std::fs::write(&config, CONFIG)?;
        let begun = Instant::now();
        let mut child = Command::new(binary())
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .arg("--config")
            .arg(&config)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(Stdio::from(std::fs::File::create(folder.join("server.log"))?))
            .spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.take().ok_or("the server has no output")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let listening: serde_json::Value = serde_json::from_str(&line)?;
        let address = listening["listening"].as_str().ok_or("the server did not say where it listens")?.to_owned();
        let url = format!("http://{address}/readyz");
        let http = reqwest::Client::builder().no_proxy().build()?;
        while !http.get(&url).send().await.is_ok_and(|answer| answer.status().is_success()) {
            if begun.elapsed() > Duration::from_secs(30) {
                return Err("the server did not become ready".into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(Self { child, address, ready_after: begun.elapsed() })
    }

    /// The address for HTTP clients.
    #[must_use]
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Resident memory in bytes.
    ///
    /// # Errors
    /// When the process is gone.
    pub(crate) fn memory(&self) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kibibytes * 1024.0)
    }

    /// Seconds of processor time used so far.
    ///
    /// # Errors
    /// When the process is gone.
    pub(crate) fn cpu_seconds(&self) -> Result<f64, Failure> {
        processor::seconds(self.child.id())
    }

    /// The value of a metric, as the server exposes it.
    ///
    /// # Errors
    /// When there is no such metric.
    pub(crate) async fn metric(&self, name: &str) -> Result<f64, Failure> {
        let text = reqwest::get(format!("{}/metrics", self.url())).await?.text().await?;
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(value.ok_or_else(|| format!("no metric {name}"))?.trim().parse()?)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _gone = self.child.kill();
        let _waited = self.child.wait();
    }
}
