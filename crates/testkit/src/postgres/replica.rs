//! A replica: a standby that nobody waits for, so that it may be behind by whatever a test likes.

use std::time::{Duration, Instant};

use super::Postgres;
use crate::Outcome;

/// How long a replica may take to have everything.
const DEADLINE: Duration = Duration::from_secs(30);
const PAUSE: &str = include_str!("pause.sql");
const GO_ON: &str = include_str!("go_on.sql");
const WRITTEN: &str = include_str!("written.sql");
const REPLAYED: &str = include_str!("replayed.sql");

impl Postgres {
    /// Starts a standby that nobody waits for.
    ///
    /// # Errors
    /// When it does not start.
    pub fn replica(&self) -> Outcome<Self> {
        let replica = Self::place(self.programs.clone(), self.sync)?;
        replica.copy(self)?;
        Ok(replica)
    }

    /// From now on a replica shows nothing new.
    ///
    /// # Errors
    /// When it is none.
    pub fn pause_replay(&self) -> Outcome<()> {
        self.ask(PAUSE)?;
        Ok(())
    }

    /// It shows what it has received, and what comes.
    ///
    /// # Errors
    /// When it is none.
    pub fn resume_replay(&self) -> Outcome<()> {
        self.ask(GO_ON)?;
        Ok(())
    }

    /// Waits until a replica shows everything that this server has now.
    ///
    /// # Errors
    /// When that does not happen.
    pub async fn wait_until_replayed(&self, replica: &Self) -> Outcome<()> {
        let written = place_in_log(&self.ask(WRITTEN)?)?;
        let begun = Instant::now();
        while place_in_log(&replica.ask(REPLAYED)?)? < written {
            if begun.elapsed() > DEADLINE {
                return Err("the replica does not follow".into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

/// A place in PostgreSQL's log, such as `0/16B3748`.
fn place_in_log(text: &str) -> Outcome<u64> {
    let (high, low) = text.split_once('/').ok_or("no place in a log")?;
    Ok(u64::from_str_radix(high, 16)? << 32 | u64::from_str_radix(low, 16)?)
}
