//! A whole cluster: PostgreSQL, NATS and several servers, each in a process of its own, and the faults that may befall them.

pub mod balancer;
mod befall;
pub mod campaign;
pub mod clock;
pub mod fault;
pub mod faults;
mod lines;
mod parts;
pub mod people;

use std::path::{Path, PathBuf};

use rustix::process::Signal;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::nats::Nats;
use crate::postgres::pooler::Pooler;
use crate::postgres::{self, Postgres};
use crate::process::signal;
use crate::{Node, Outcome, Program, port};

pub use lines::Lines;
pub use parts::Parts;

/// A running cluster. All of it ends with its handle.
#[derive(Debug)]
pub struct Cluster {
    pub postgres: Postgres,
    /// Has everything that was acknowledged, and takes no writes.
    standby: Option<Postgres>,
    /// Between the servers and PostgreSQL.
    _pooler: Option<Pooler>,
    pub nats: Nats,
    nodes: Vec<Place>,
}

/// A server's place, which may be empty for a while.
#[derive(Debug)]
struct Place {
    program: Program,
    address: String,
    data: PathBuf,
    lines: Lines,
    node: Option<Node>,
}

impl Cluster {
    /// Starts a cluster of so many servers and as many of NATS; each server knows them all, and begins with one of its own.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn start(binary: &Path, scratch: &Path, nodes: usize, parts: impl Into<Parts>) -> Outcome<Self> {
        let mut cluster = Self::prepare(binary, scratch, nodes, parts).await?;
        for index in 0..nodes {
            cluster.resume(index).await?;
        }
        Ok(cluster)
    }

    /// The same, with all servers down yet.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn prepare(binary: &Path, scratch: &Path, nodes: usize, parts: impl Into<Parts>) -> Outcome<Self> {
        let mut parts = parts.into();
        let postgres = Postgres::start(parts.sync)?;
        let standby = if parts.standby { Some(postgres.standby().await?) } else { None };
        let pooler = if parts.pooler { Some(Pooler::start(&postgres).await?) } else { None };
        if parts.lines {
            // Nobody is to learn of a way around them.
            parts.nats_arguments.push("--no_advertise".to_owned());
        }
        let nats = Nats::start(nodes, parts.nats_arguments).await?;
        let hosts = match &pooler {
            Some(pooler) => vec![pooler.address()],
            None => [Some(&postgres), standby.as_ref()].into_iter().flatten().map(Postgres::address).collect(),
        };
        let mut places = Vec::new();
        for index in 0..nodes {
            let folder = scratch.join(format!("node-{index}"));
            std::fs::create_dir_all(&folder)?;
            let address = format!("127.0.0.1:{}", port::free()?);
            let servers = (0..nodes).map(|server| nats.address((index + server) % nodes)).collect();
            let lines = if parts.lines { Lines::before(&hosts, servers).await? } else { Lines::none(&hosts, servers) };
            let environment = [
                ("SUBROSA_POSTGRES_URL", PathBuf::from(postgres::url(&lines.postgres_addresses()))),
                ("SUBROSA_POSTGRES_PREPARED_STATEMENTS", PathBuf::from((!parts.pooler).to_string())),
                ("SUBROSA_NATS_SERVERS", PathBuf::from(lines.nats_urls().join(","))),
            ];
            let program = Program::new(binary, &folder).with_environment(environment).at(address.clone());
            let program = program.with_environment(parts.environment.clone());
            places.push(Place { program, address, data: folder.join("data"), lines, node: None });
        }
        Ok(Self { postgres, standby, _pooler: pooler, nats, nodes: places })
    }

    /// Fills the store with the demo: before a server is up.
    ///
    /// # Errors
    /// When the store is not empty.
    pub fn fill_with_demo(&self) -> Outcome<()> {
        let place = &self.nodes[0];
        let (done, said) = place.program.run(&["demo"], &place.data)?;
        println!("{said}");
        if done { Ok(()) } else { Err(format!("the demo could not be made:\n{}", place.program.log_tail()).into()) }
    }

    /// What `subrosa doctor` says at a server's place: whether it is healthy, and why.
    ///
    /// # Errors
    /// When it can't be run.
    pub fn doctor(&self, index: usize) -> Outcome<(bool, String)> {
        self.nodes[index].program.run(&["doctor"], &self.nodes[index].data)
    }

    /// How many servers there are, up or down.
    #[must_use]
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// Where the servers answer: `http://127.0.0.1:…`.
    #[must_use]
    pub fn urls(&self) -> Vec<String> {
        self.addresses().iter().map(|address| format!("http://{address}")).collect()
    }

    /// The servers' addresses and ports.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        self.nodes.iter().map(|place| place.address.clone()).collect()
    }

    /// A server's data folder.
    #[must_use]
    pub fn data(&self, index: usize) -> &Path {
        &self.nodes[index].data
    }

    /// A server that is up.
    ///
    /// # Errors
    /// When it is down.
    pub fn node(&self, index: usize) -> Outcome<&Node> {
        self.nodes[index].node.as_ref().ok_or_else(|| format!("server {index} is down").into())
    }

    /// Starts a server that is down.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn resume(&mut self, index: usize) -> Outcome<()> {
        let place = &mut self.nodes[index];
        place.node = Some(Node::start(&place.program, &place.data).await?);
        Ok(())
    }

    /// Starts a server that is down, with a clock that is ahead by so many seconds.
    ///
    /// # Errors
    /// When it does not start, or clocks can't be set here.
    pub async fn resume_ahead(&mut self, index: usize, seconds: i64) -> Outcome<()> {
        let place = &mut self.nodes[index];
        let program = place.program.clone().with_environment(clock::environment(seconds)?);
        place.node = Some(Node::start(&program, &place.data).await?);
        Ok(())
    }

    /// Ends a server at once (SIGKILL).
    pub fn kill(&mut self, index: usize) {
        self.nodes[index].node = None;
    }

    /// Asks a server to stop, and waits until it has (SIGTERM).
    ///
    /// # Errors
    /// When it does not.
    pub async fn stop(&mut self, index: usize) -> Outcome<()> {
        match self.nodes[index].node.take() {
            Some(node) => node.stop().await,
            None => Ok(()),
        }
    }

    /// Lets a server stand still, or go on.
    ///
    /// # Errors
    /// When it is down.
    pub fn pause(&self, index: usize, still: bool) -> Outcome<()> {
        signal(self.node(index)?.process(), if still { Signal::STOP } else { Signal::CONT })
    }

    /// Lets a NATS server stand still, or go on.
    ///
    /// # Errors
    /// When it is down.
    pub fn pause_nats(&self, index: usize, still: bool) -> Outcome<()> {
        let process = self.nats.process(index).ok_or("this NATS server is down")?;
        signal(process, if still { Signal::STOP } else { Signal::CONT })
    }

    /// The lines of a server to PostgreSQL and NATS.
    #[must_use]
    pub fn lines(&self, index: usize) -> &Lines {
        &self.nodes[index].lines
    }

    /// The primary is ended at once and never comes back as one, and the standby takes over.
    ///
    /// # Errors
    /// When there is no standby, or it does not take over.
    pub async fn fail_over(&mut self) -> Outcome<()> {
        let standby = self.standby.as_mut().ok_or("there is no standby")?;
        self.postgres.wait_for_standby().await?;
        self.postgres.stop()?;
        standby.promote()?;
        std::mem::swap(&mut self.postgres, standby);
        Ok(())
    }

    /// The former primary becomes the standby: from now on nothing is acknowledged that it does not have.
    ///
    /// # Errors
    /// When there is none, or it does not follow.
    pub async fn follow(&self) -> Outcome<()> {
        self.standby.as_ref().ok_or("there is no standby")?.follow(&self.postgres).await
    }

    /// What a server says at `/readyz`, headers and all.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn readiness(&self, index: usize) -> Outcome<String> {
        let mut stream = TcpStream::connect(&self.nodes[index].address).await?;
        stream.write_all(b"GET /readyz HTTP/1.0\r\nHost: test\r\n\r\n").await?;
        let mut said = String::new();
        stream.read_to_string(&mut said).await?;
        Ok(said)
    }

    /// What a server's log ends with.
    #[must_use]
    pub fn log_tail(&self, index: usize) -> String {
        self.nodes[index].program.log_tail()
    }
}
