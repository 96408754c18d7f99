//! A real PostgreSQL of a test's own: a fresh database on a free port, gone with its handle.
//!
//! The programs come from `tools/ensure.sh`. PostgreSQL refuses to run as root, so root runs it as `nobody`. Unless a test is
//! about durability it does not sync, which makes it start in a tenth of a second.

pub mod encrypted;
mod kit;
pub mod pooler;
mod replica;
mod standby;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::{Outcome, port};
use kit::Kit;
pub use kit::{asked_for, tools};

/// Whether what is committed must survive a power cut of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync {
    Yes,
    /// It must survive the death of its processes only.
    No,
}

/// A running PostgreSQL.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    sync: Sync,
}

/// A file system in memory. What needs no disk is there, since many thousand small files that come and go are slow on some disks.
const MEMORY: &str = "/dev/shm";

/// Whether a folder has room for the databases of some tests: in a container it may be small.
fn has_room(folder: &str) -> bool {
    const ENOUGH: u64 = 4 << 30;
    rustix::fs::statvfs(folder).is_ok_and(|at| at.f_bavail.saturating_mul(at.f_frsize) > ENOUGH)
}

/// As whom root runs what refuses to run as root.
const NOBODY: u32 = 65_534;

/// A command that runs as a user whom PostgreSQL accepts, with nothing of this process's environment.
fn command(program: &Path) -> Command {
    let mut command = if rustix::process::geteuid().is_root() {
        let mut command = Command::new("setpriv");
        command.arg(format!("--reuid={NOBODY}")).arg(format!("--regid={NOBODY}")).args(["--clear-groups", "--"]);
        command.arg(program);
        command
    } else {
        Command::new(program)
    };
    command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// Runs a command to its end, and returns what it printed.
fn succeed(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&said)).into())
}

impl Postgres {
    /// Starts a server with an empty database.
    ///
    /// # Errors
    /// When there are no programs, or it does not start.
    pub fn start(sync: Sync) -> Outcome<Self> {
        Self::start_from(&Kit::find()?, sync)
    }

    fn start_from(kit: &Kit, sync: Sync) -> Outcome<Self> {
        let server = Self::place(kit.programs.clone(), sync)?;
        // With owners and rights, which PostgreSQL checks.
        succeed(Command::new("cp").arg("-a").arg(&kit.template).arg(server.data()))?;
        server.resume()?;
        Ok(server)
    }

    /// A server without files, which is down.
    fn place(programs: PathBuf, sync: Sync) -> Outcome<Self> {
        let mut builder = tempfile::Builder::new();
        let folder = match sync {
            Sync::No if has_room(MEMORY) => builder.prefix("subrosa-postgres-").tempdir_in(MEMORY)?,
            _ => builder.prefix("subrosa-postgres-").tempdir()?,
        };
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))?;
        let port = port::free()?;
        Ok(Self { folder, programs, port, sync })
    }

    /// One of its programs.
    fn program(&self, name: &str) -> Command {
        let mut program = command(&self.programs.join(name));
        // What a server loads while it runs may know nothing of where its libraries are, and take the system's, of another version.
        program.env("LD_LIBRARY_PATH", self.programs.join("../lib"));
        program
    }

    /// Starts it again on what it has, after [`Postgres::stop`].
    ///
    /// # Errors
    /// When it does not start.
    pub fn resume(&self) -> Outcome<()> {
        let unsynced = match self.sync {
            Sync::Yes => "",
            Sync::No => "-c fsync=off -c full_page_writes=off",
        };
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
             -c wal_retrieve_retry_interval=100ms {unsynced}",
            self.port
        );
        let mut start = self.program("pg_ctl");
        start.args(["start", "-w", "-s", "-t", "60", "-o", &options, "-l", "/dev/null", "-D"]).arg(self.data());
        // Its output would keep a pipe of ours open for as long as the server lives.
        let started = start.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if started.success() { Ok(()) } else { Err("PostgreSQL did not start".into()) }
    }

    /// Ends it at once, without tidying up: its next start is a recovery from a crash.
    ///
    /// # Errors
    /// When it is not running.
    pub fn stop(&self) -> Outcome<()> {
        succeed(self.program("pg_ctl").args(["stop", "-m", "immediate", "-s", "-D"]).arg(self.data()))?;
        Ok(())
    }

    /// Asks the server something, as its operator.
    fn ask(&self, sql: &str) -> Outcome<String> {
        self.ask_at(&self.url(), sql)
    }

    fn ask_at(&self, url: &str, sql: &str) -> Outcome<String> {
        let mut ask = self.program("psql");
        ask.args(["--no-psqlrc", "--tuples-only", "--no-align", "--command", sql, url]);
        succeed(&mut ask)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Host and port.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The address of its database.
    #[must_use]
    pub fn url(&self) -> String {
        url(&[self.address()])
    }

    /// The same by another port, which leads there.
    #[must_use]
    pub fn url_at(&self, port: u16) -> String {
        format!("postgres://postgres@127.0.0.1:{port}/postgres?sslmode=disable")
    }

    /// The port it listens at.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Its first process, the parent of the others.
    ///
    /// # Errors
    /// When it is not running.
    pub fn process(&self) -> Outcome<u32> {
        let file = std::fs::read_to_string(self.data().join("postmaster.pid"))?;
        Ok(file.lines().next().unwrap_or_default().trim().parse()?)
    }
}

/// The address of a database at any of these hosts and ports.
#[must_use]
pub fn url(hosts: &[String]) -> String {
    format!("postgres://postgres@{}/postgres?sslmode=disable", hosts.join(","))
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It may have been stopped by the test.
        let _stopped = self.stop();
    }
}
