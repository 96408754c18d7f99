//! The recording layer: a small C library, compiled on first use and loaded into the server by `LD_PRELOAD`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/recorder/recorder.c");

/// The compiled recording layer and where it writes.
#[derive(Debug, Clone)]
pub struct Recorder {
    library: PathBuf,
    log: PathBuf,
    full: PathBuf,
}

impl Recorder {
    /// Compiles the recording layer into `scratch`, where its log will lie as well.
    ///
    /// # Errors
    /// When there is no C compiler, or it refuses.
    pub fn compile(scratch: &Path) -> Outcome<Self> {
        let library = scratch.join("recorder.so");
        let output = Command::new("cc")
            .args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o"])
            .args([library.as_path(), Path::new(SOURCE)])
            .output()
            .map_err(|error| format!("no C compiler (cc) to build the recording layer: {error}"))?;
        if !output.status.success() {
            return Err(format!("cc could not compile {SOURCE}:\n{}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(Self { library, log: scratch.join("recording"), full: scratch.join("full") })
    }

    /// The environment of a program whose changes below `folder` are recorded.
    #[must_use]
    pub fn environment(&self, folder: &Path) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("LD_PRELOAD", self.library.clone()),
            ("RECORDER_FOLDER", folder.to_owned()),
            ("RECORDER_LOG", self.log.clone()),
            ("RECORDER_FULL", self.full.clone()),
        ]
    }

    /// Where the recording lies.
    #[must_use]
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Makes the disk full, or lets it have room again.
    ///
    /// # Errors
    /// When the control file can't be made or removed.
    pub fn set_full(&self, full: bool) -> Outcome<()> {
        if full {
            std::fs::write(&self.full, "")?;
        } else {
            std::fs::remove_file(&self.full)?;
        }
        Ok(())
    }
}
