//! A real NATS of a test's own: servers that know each other, on free ports, gone with their handle.
//!
//! The program comes from `tools/ensure.sh cluster`.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::postgres::tools;
use crate::process::Process;
use crate::{Outcome, port};

/// How long a server may take to be there.
const DEADLINE: Duration = Duration::from_secs(10);

/// Several servers, each of which may be down.
#[derive(Debug)]
pub struct Nats {
    servers: Vec<Server>,
    arguments: Vec<String>,
}

#[derive(Debug)]
struct Server {
    port: u16,
    cluster_port: u16,
    process: Option<Process>,
}

impl Nats {
    /// Starts so many servers, with more arguments for each.
    ///
    /// # Errors
    /// When there is no program, or one does not start.
    pub async fn start(servers: usize, arguments: Vec<String>) -> Outcome<Self> {
        let server = |_| Ok(Server { port: port::free()?, cluster_port: port::free()?, process: None });
        let mut nats = Self { servers: (0..servers).map(server).collect::<Outcome<_>>()?, arguments };
        for index in 0..servers {
            nats.resume(index).await?;
        }
        Ok(nats)
    }

    /// How many servers there are, up or down.
    #[must_use]
    pub fn len(&self) -> usize {
        self.servers.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.servers.is_empty()
    }

    /// Starts a server that is down, and returns when it takes connections.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn resume(&mut self, index: usize) -> Outcome<()> {
        let routes: Vec<String> =
            self.servers.iter().map(|server| format!("nats://127.0.0.1:{}", server.cluster_port)).collect();
        let server = &mut self.servers[index];
        let mut command = Command::new(tools()?.join("bin/nats-server"));
        command.args(["--addr", "127.0.0.1", "--port", &server.port.to_string()]);
        command.args(["--cluster_name", "test", "--cluster", &format!("nats://127.0.0.1:{}", server.cluster_port)]);
        command.args(["--routes", &routes.join(",")]).args(&self.arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        server.process = Some(Process::start(&mut command)?);
        let address = self.address(index);
        let listens = async {
            while tokio::net::TcpStream::connect(&address).await.is_err() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(DEADLINE, listens).await.map_err(|_| "NATS did not start")?;
        Ok(())
    }

    /// Ends a server at once (SIGKILL).
    pub fn kill(&mut self, index: usize) {
        self.servers[index].process = None;
    }

    /// The process of a server that is up.
    #[must_use]
    pub fn process(&self, index: usize) -> Option<u32> {
        self.servers[index].process.as_ref().map(Process::number)
    }

    /// The port of a server.
    #[must_use]
    pub fn port(&self, index: usize) -> u16 {
        self.servers[index].port
    }

    /// Host and port of a server.
    #[must_use]
    pub fn address(&self, index: usize) -> String {
        format!("127.0.0.1:{}", self.servers[index].port)
    }

    /// The address of a server.
    #[must_use]
    pub fn url(&self, index: usize) -> String {
        format!("nats://{}", self.address(index))
    }
}
