//! The check of NATS: whether it answers, and takes this server.

use subrosa_bus::{NatsOptions, look_at_nats};

use super::finding::Finding;

/// NATS can be reached and signed in to.
pub(super) fn nats(options: &NatsOptions) -> Finding {
    const CHECK: &str = "NATS";
    const ADVICE: &str =
        "check that it runs, and the `nats` settings; until it answers, servers hear of one another late";
    let looked = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(look_at_nats(options)).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match looked {
        Ok(found) => Finding::ok(CHECK, found),
        Err(why) => Finding::fail(CHECK, why, ADVICE),
    }
}
