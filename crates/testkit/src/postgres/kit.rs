//! Which PostgreSQL a test runs: where its programs are, and an empty database's files.
//!
//! The one of `tools/ensure.sh cluster`, which can't encrypt; or, by its major version in `SUBROSA_TEST_POSTGRES`, one of
//! `tools/ensure.sh postgres-versions`, which all can.

use std::path::{Path, PathBuf};

use crate::Outcome;

/// The version that encrypts when none is asked for.
const NEWEST: &str = "18";

/// One PostgreSQL.
pub(super) struct Kit {
    pub(super) programs: PathBuf,
    pub(super) template: PathBuf,
}

/// The major version that all tests are to run on, if one is asked for.
#[must_use]
pub fn asked_for() -> Option<String> {
    std::env::var("SUBROSA_TEST_POSTGRES").ok()
}

/// The folder with the programs of a cluster.
///
/// # Errors
/// When it is not there.
pub fn tools() -> Outcome<PathBuf> {
    let cluster = folder("cluster");
    if cluster.is_dir() {
        Ok(cluster)
    } else {
        Err("there is no cluster for tests: run tools/ensure.sh cluster".into())
    }
}

/// Where one of the tools is.
fn folder(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
    target.join("tools").join(name)
}

impl Kit {
    /// The one that is asked for.
    pub(super) fn find() -> Outcome<Self> {
        match asked_for() {
            Some(version) => Self::of_version(&version),
            None => Self::at(&tools()?, "cluster"),
        }
    }

    /// The one that is asked for, or else another that can encrypt.
    pub(super) fn find_with_tls() -> Outcome<Self> {
        Self::of_version(asked_for().as_deref().unwrap_or(NEWEST))
    }

    fn of_version(version: &str) -> Outcome<Self> {
        Self::at(&folder("postgres").join(version), "postgres-versions")
    }

    fn at(folder: &Path, need: &str) -> Outcome<Self> {
        let programs = std::fs::read_link(folder.join("postgres"));
        let programs =
            programs.map_err(|_| format!("{} has no PostgreSQL: run tools/ensure.sh {need}", folder.display()))?;
        Ok(Self { programs, template: folder.join("template") })
    }
}
