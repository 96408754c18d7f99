//! Arguments that several commands share.

use std::path::PathBuf;

use clap::Args;

/// Where the data is.
#[derive(Args)]
pub(crate) struct DataFolder {
    /// The data folder
    #[arg(long, value_name = "DIR", env = "SUBROSA_DATA")]
    pub(crate) data: PathBuf,
}

/// Where the settings are.
#[derive(Args)]
pub(crate) struct SettingsFile {
    /// The settings' file [default: subrosa.toml in the data folder, if there is one]
    #[arg(long, value_name = "FILE", env = "SUBROSA_CONFIG")]
    pub(crate) config: Option<PathBuf>,
}

/// Which server to talk to, and as whom.
#[derive(Args)]
pub(crate) struct ServerAccess {
    /// The server's address
    #[arg(long, value_name = "URL", env = "SUBROSA_SERVER", default_value = "http://127.0.0.1:7300")]
    pub(crate) server: String,
    /// The token of an account, as `subrosa token create` makes it; better given as $SUBROSA_TOKEN, because other users of
    /// the machine can see arguments
    #[arg(long, value_name = "TOKEN", env = "SUBROSA_TOKEN", hide_env_values = true)]
    pub(crate) token: String,
}
