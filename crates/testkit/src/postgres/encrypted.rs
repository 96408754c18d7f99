//! A PostgreSQL that takes nobody without encryption and a password, as one that others can reach should.

use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};

use super::kit::Kit;
use super::{NOBODY, Postgres, Sync};
use crate::Outcome;
use crate::authority::Identity;

const ENCRYPTION: &str = include_str!("encryption.sql");
const PASSWORD: &str = "what-only-servers-know";
/// Who may come in, and how.
const WHO: &str = "hostssl all all 127.0.0.1/32 scram-sha-256\n";

/// A running server, which listens at `127.0.0.1`.
#[derive(Debug)]
pub struct Encrypted(Postgres);

impl Encrypted {
    /// Starts a server with an empty database, which shows this certificate.
    ///
    /// # Errors
    /// When there are no programs that can encrypt, or it does not start.
    pub fn start(identity: &Identity) -> Outcome<Self> {
        let server = Postgres::start_from(&Kit::find_with_tls()?, Sync::No)?;
        // While nobody needs one.
        server.ask(&format!("ALTER USER postgres PASSWORD '{PASSWORD}'"))?;
        server.stop()?;
        server.give("server.crt", &identity.certificate)?;
        server.give("server.key", &identity.key)?;
        server.give("pg_hba.conf", WHO)?;
        let settings = std::fs::OpenOptions::new().append(true).open(server.data().join("postgresql.conf"));
        settings?.write_all(b"ssl = on\n")?;
        server.resume()?;
        Ok(Self(server))
    }

    /// The address of its database, with what it says of encryption.
    #[must_use]
    pub fn url(&self, mode: &str) -> String {
        format!("postgres://postgres:{PASSWORD}@{}/postgres?sslmode={mode}", self.0.address())
    }

    /// By which protocols the connections of the store are encrypted, as the server sees it.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn encryption(&self) -> Outcome<String> {
        self.0.ask_at(&self.url("require"), ENCRYPTION)
    }
}

impl Postgres {
    /// Writes down a file of its own, which nobody else may read.
    fn give(&self, name: &str, text: &str) -> Outcome<()> {
        let path = self.data().join(name);
        std::fs::write(&path, text)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        if rustix::process::geteuid().is_root() {
            chown(&path, Some(NOBODY), Some(NOBODY))?;
        }
        Ok(())
    }
}
