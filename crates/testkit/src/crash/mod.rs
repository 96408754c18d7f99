//! The ways to die: killed at any instant, without power, on a full disk, with a log torn at its end, and with the database killed. After each
//! of them everything that was acknowledged must be there, once, in order.

pub mod campaign;
pub mod full;
pub mod kill;
pub mod people;
pub mod postgres;
pub mod power;
pub mod report;
pub mod tail;

use std::path::{Path, PathBuf};

use crate::{Outcome, Program};

/// What to test, and how long.
#[derive(Debug)]
pub struct Plan {
    pub server: PathBuf,
    /// A folder for everything the tests make.
    pub scratch: PathBuf,
    pub size: Size,
    /// From which all chance follows.
    pub seed: u64,
}

/// How often each thing is done.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub kills: usize,
    /// Of the server, and of PostgreSQL below it.
    pub postgres_kills: usize,
    pub power_cuts: usize,
    pub torn_tails: usize,
    /// In the middle of a campaign to so many contacts.
    pub campaign_kills: usize,
    pub contacts: i64,
}

impl Size {
    /// For every change: under two minutes.
    pub const SHORT: Self =
        Self { kills: 30, postgres_kills: 6, power_cuts: 80, torn_tails: 8, campaign_kills: 10, contacts: 2_000 };
    /// For every release.
    pub const LONG: Self = Self {
        kills: 500,
        postgres_kills: 100,
        power_cuts: 2000,
        torn_tails: 100,
        campaign_kills: 200,
        contacts: 20_000,
    };
}

impl Plan {
    /// A new folder for one of the tests.
    fn folder(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.scratch.join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    fn program(&self, scratch: &Path) -> Program {
        Program::new(&self.server, scratch)
    }

    /// Chance for one of the tests, the same at each run with the same seed.
    fn luck(&self, name: &str) -> fastrand::Rng {
        let mixed = name.bytes().fold(self.seed, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
        fastrand::Rng::with_seed(mixed)
    }
}
