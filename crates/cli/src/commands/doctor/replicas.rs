//! The check of the replicas: whether each answers, is of the same store, and how far it is behind.

use indicatif::HumanBytes;
use subrosa_store::{Error, PostgresOptions, PostgresReplica, ReplicaStanding, postgres_replicas};

use super::finding::Finding;
use super::looking::look;

/// A replica that is further behind gives few pages of what people look at.
const FAR: u64 = 64 * 1024 * 1024;

/// Each replica can be reached and follows. One that does not costs nobody anything but its help, so none is a failure.
pub(super) fn replicas(options: &PostgresOptions) -> Vec<Finding> {
    if options.replicas.is_empty() {
        return Vec::new();
    }
    match look(postgres_replicas(options), Error::Unavailable) {
        Ok(replicas) => replicas.into_iter().map(finding).collect(),
        Err(error) => {
            let advice =
                "check `postgres.url` and `postgres.replicas`; until then pages of history come from the primary";
            vec![Finding::warn("replicas", error.to_string(), advice)]
        }
    }
}

fn finding(PostgresReplica { place, found }: PostgresReplica) -> Finding {
    let check = format!("replica {place}");
    match found {
        Err(why) => {
            Finding::warn(check, why, "check that it runs and that this user may sign in there; it is not used")
        }
        Ok(ReplicaStanding::Primary) => {
            let found = "takes writes itself, so it answers no pages";
            Finding::warn(check, found, "name standbys of the database in `postgres.replicas`")
        }
        Ok(ReplicaStanding::Another) => {
            let found = "holds another store, or this one from before a restore";
            Finding::warn(check, found, "make it a standby of the database of `postgres.url`; it is not used")
        }
        Ok(ReplicaStanding::Standby { behind, paused: true }) => {
            let found = format!("{} behind, and paused", HumanBytes(behind));
            Finding::warn(check, found, "let it go on: pg_wal_replay_resume()")
        }
        Ok(ReplicaStanding::Standby { behind, paused: false }) if behind > FAR => {
            let found = format!("{} behind", HumanBytes(behind));
            Finding::warn(check, found, "see why it falls behind; it gives what it has")
        }
        Ok(ReplicaStanding::Standby { behind, paused: false }) => {
            Finding::ok(check, format!("follows, {} behind", HumanBytes(behind)))
        }
    }
}
