//! A standby, which has everything that was acknowledged, and takes over when it is told to.

use std::os::unix::fs::{PermissionsExt, chown};
use std::time::{Duration, Instant};

use super::{NOBODY, Postgres, succeed};
use crate::Outcome;

/// How long a standby may take to have everything.
const DEADLINE: Duration = Duration::from_secs(30);
const FOLLOWS: &str = include_str!("follows.sql");
/// By this name the primary knows it.
const NAME: &str = "standby";

impl Postgres {
    /// Starts a standby of this server: from now on nothing is acknowledged that it does not have.
    ///
    /// # Errors
    /// When it does not start, or does not come to have everything.
    pub async fn standby(&self) -> Outcome<Self> {
        let standby = Self::place(self.programs.clone(), self.sync)?;
        standby.follow(self).await?;
        Ok(standby)
    }

    /// Begins anew, as the standby of another server; what it had is gone.
    ///
    /// # Errors
    /// When it does not start, or does not come to have everything.
    pub async fn follow(&self, primary: &Self) -> Outcome<()> {
        self.copy(primary)?;
        // Only now, so that the copy does not say it of itself: as a primary it waits for no one until it has a standby.
        primary.ask(&format!("ALTER SYSTEM SET synchronous_standby_names = '{NAME}'"))?;
        primary.reload()?;
        primary.wait_for_standby().await
    }

    /// Begins anew, as a standby that nobody waits for.
    pub(super) fn copy(&self, primary: &Self) -> Outcome<()> {
        let data = self.data();
        if data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        std::fs::create_dir(&data)?;
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700))?;
        if rustix::process::geteuid().is_root() {
            chown(&data, Some(NOBODY), Some(NOBODY))?;
        }
        let from = format!("host=127.0.0.1 port={} user=postgres application_name={NAME}", primary.port);
        let mut copy = self.program("pg_basebackup");
        copy.args(["--checkpoint=fast", "--no-sync", "--write-recovery-conf", "--dbname", &from, "--pgdata"])
            .arg(&data);
        succeed(&mut copy)?;
        self.resume()
    }

    /// Waits until nothing is acknowledged any more that the standby does not have.
    ///
    /// # Errors
    /// When that does not happen.
    pub async fn wait_for_standby(&self) -> Outcome<()> {
        // The checkpointer is who tells the others that they are to wait: what comes after its record waits.
        self.ask("CHECKPOINT")?;
        let begun = Instant::now();
        while self.ask(FOLLOWS)? != "1" {
            if begun.elapsed() > DEADLINE {
                return Err("the standby does not follow".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Makes a standby the primary.
    ///
    /// # Errors
    /// When it is none, or does not come to take writes.
    pub fn promote(&self) -> Outcome<()> {
        succeed(self.program("pg_ctl").args(["promote", "-w", "-s", "-D"]).arg(self.data()))?;
        Ok(())
    }

    /// From now on it takes no writes, on connections that there are as well, as if it had become a standby.
    ///
    /// # Errors
    /// When it can't be told, or does not come to do so.
    pub async fn refuse_writes(&self) -> Outcome<()> {
        self.ask("ALTER SYSTEM SET default_transaction_read_only = on")?;
        self.reload()?;
        let begun = Instant::now();
        while self.ask("SHOW default_transaction_read_only")? != "on" {
            if begun.elapsed() > DEADLINE {
                return Err("PostgreSQL goes on taking writes".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Lets it read its settings again.
    fn reload(&self) -> Outcome<()> {
        succeed(self.program("pg_ctl").args(["reload", "-s", "-D"]).arg(self.data()))?;
        Ok(())
    }
}
