//! The log: on the standard error, as text or as JSON. What must not be in it, messages, tokens, people's addresses, is kept out
//! by types further down; other libraries are heard from warnings on, because some show whole requests below that.

use std::io::IsTerminal;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat, LogLevel};

/// What a command that is not the server says: only what is wrong.
pub(crate) const QUIET: Log = Log { format: LogFormat::Text, level: LogLevel::Warn };

/// Begins the log of this process.
pub(crate) fn start(log: Log) {
    let level = match log.level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let filter = Targets::new().with_default(level.min(LevelFilter::WARN)).with_target("subrosa", level);
    let ansi = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(ansi);
    let lines = match log.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    // Fails only when a log was begun already.
    let _begun = tracing_subscriber::registry().with(lines.with_filter(filter)).try_init();
}
