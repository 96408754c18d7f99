//! A real S3 of a test's own: SeaweedFS in one process, on free ports, gone with its handle.
//!
//! The program comes from `tools/ensure.sh cluster`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::postgres::tools;
use crate::process::Process;
use crate::{Outcome, port};

/// How long it may take to be there.
const DEADLINE: Duration = Duration::from_secs(30);

/// The key of the one who may do everything.
pub const ACCESS_KEY: &str = "access-key";
pub const SECRET_KEY: &str = "secret-key-of-the-test";

/// The service, which may be down.
#[derive(Debug)]
pub struct S3 {
    folder: TempDir,
    ports: Vec<u16>,
    process: Option<Process>,
}

/// Arguments that take a port each; the first one is that of S3.
const PORTS: [&str; 8] = [
    "-s3.port",
    "-s3.port.grpc",
    "-master.port",
    "-master.port.grpc",
    "-volume.port",
    "-volume.port.grpc",
    "-filer.port",
    "-filer.port.grpc",
];

impl S3 {
    /// Starts an empty one. A bucket is made when something is first written to it.
    ///
    /// # Errors
    /// When there is no program, or it does not start.
    pub async fn start() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let identity = serde_json::json!({ "identities": [{
            "name": "test",
            "credentials": [{ "accessKey": ACCESS_KEY, "secretKey": SECRET_KEY }],
            "actions": ["Admin", "Read", "Write", "List"],
        }] });
        std::fs::write(folder.path().join("s3.json"), identity.to_string())?;
        let ports = PORTS.iter().map(|_| port::free()).collect::<Outcome<_>>()?;
        let mut s3 = Self { folder, ports, process: None };
        s3.resume().await?;
        Ok(s3)
    }

    /// Starts it again with what it held, and returns when it answers.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn resume(&mut self) -> Outcome<()> {
        let folder = self.folder.path();
        let mut command = Command::new(tools()?.join("bin/weed"));
        command.args(["server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3"]);
        command.args(["-master.telemetry=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]);
        command.args(["-master.volumeSizeLimitMB=64", "-volume.minFreeSpace=1"]);
        command.arg(argument("-dir", folder)).arg(argument("-s3.config", &folder.join("s3.json")));
        command.args(PORTS.iter().zip(&self.ports).map(|(name, port)| format!("{name}={port}")));
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(Process::start(&mut command)?);
        tokio::time::timeout(DEADLINE, self.answers()).await.map_err(|_| "S3 did not start")?;
        Ok(())
    }

    /// Ends it at once (SIGKILL).
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// Where it is.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports[0])
    }

    async fn answers(&self) {
        while tokio::net::TcpStream::connect(("127.0.0.1", self.ports[0])).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn argument(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}
