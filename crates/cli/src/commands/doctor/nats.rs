//! The check of NATS: whether it answers, and takes this server.

use std::convert::identity;

use subrosa_bus::{NatsOptions, look_at_nats};

use super::finding::Finding;
use super::looking::look;

/// NATS can be reached and signed in to.
pub(super) fn nats(options: &NatsOptions) -> Finding {
    const CHECK: &str = "NATS";
    const ADVICE: &str =
        "check that it runs, and the `nats` settings; until it answers, servers hear of one another late";
    let looking = async { look_at_nats(options).await.map_err(|error| error.to_string()) };
    match look(looking, identity) {
        Ok(found) => Finding::ok(CHECK, found),
        Err(why) => Finding::fail(CHECK, why, ADVICE),
    }
}
