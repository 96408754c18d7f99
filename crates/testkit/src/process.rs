//! A process of a test: it dies with its handle, and can be stopped in the middle of whatever it does.

use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process};

use crate::Outcome;

/// Sends a signal to a process.
///
/// # Errors
/// When there is no such process.
pub fn signal(process: u32, signal: Signal) -> Outcome<()> {
    let pid = Pid::from_raw(i32::try_from(process)?).ok_or("no process has this number")?;
    Ok(kill_process(pid, signal)?)
}

/// A running program.
#[derive(Debug)]
pub struct Process(Child);

impl Process {
    /// Runs a program.
    ///
    /// # Errors
    /// When it can't be run.
    pub fn start(command: &mut Command) -> Outcome<Self> {
        Ok(Self(command.spawn().map_err(|error| format!("{command:?}: {error}"))?))
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
