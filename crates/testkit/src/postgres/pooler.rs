//! A pooler between the servers and PostgreSQL: the Debian package `pgbouncer`, which gives each transaction whatever connection is free.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::TcpStream;

use super::{Postgres, command};
use crate::process::Process;
use crate::{Outcome, port};

/// How long it may take to be there.
const DEADLINE: Duration = Duration::from_secs(10);
/// Where it is, which may not be where others look for programs.
const PROGRAMS: [&str; 2] = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"];
/// Far fewer connections than the servers have, so that no two transactions of one need have the same.
const CONNECTIONS: usize = 12;

/// A running PgBouncer, gone with its handle.
#[derive(Debug)]
pub struct Pooler {
    port: u16,
    _process: Process,
    _folder: TempDir,
}

/// The program, if it is there.
#[must_use]
pub fn program() -> Option<PathBuf> {
    PROGRAMS.iter().map(PathBuf::from).find(|path| path.exists())
}

impl Pooler {
    /// Starts one before a PostgreSQL, in transaction mode.
    ///
    /// # Errors
    /// When there is no program, or it does not start.
    pub async fn start(postgres: &Postgres) -> Outcome<Self> {
        let program = program().ok_or("there is no PgBouncer: run tools/ensure.sh cluster as root")?;
        let folder = tempfile::Builder::new().prefix("subrosa-pgbouncer-").tempdir()?;
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))?;
        let port = port::free()?;
        let settings = folder.path().join("pgbouncer.ini");
        std::fs::write(&settings, text(port, postgres))?;
        let process = Process::start(run(&program, &settings).stdout(Stdio::null()).stderr(Stdio::null()))?;
        let pooler = Self { port, _process: process, _folder: folder };
        let listens = async {
            while TcpStream::connect(pooler.address()).await.is_err() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(DEADLINE, listens).await.map_err(|_| "PgBouncer did not start")?;
        Ok(pooler)
    }

    /// Host and port.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The address of the database behind it.
    #[must_use]
    pub fn url(&self) -> String {
        super::url(&[self.address()])
    }
}

fn run(program: &Path, settings: &Path) -> std::process::Command {
    let mut command = command(program);
    command.arg("--quiet").arg(settings);
    command
}

fn text(port: u16, postgres: &Postgres) -> String {
    format!(
        "[databases]\n\
         postgres = host=127.0.0.1 port={} user=postgres\n\
         [pgbouncer]\n\
         listen_addr = 127.0.0.1\n\
         listen_port = {port}\n\
         unix_socket_dir =\n\
         auth_type = any\n\
         pool_mode = transaction\n\
         default_pool_size = {CONNECTIONS}\n\
         max_client_conn = 500\n",
        postgres.port
    )
}
