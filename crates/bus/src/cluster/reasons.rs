//! Why NATS servers can't be reached. The driver's events say no more than "IO error"; it keeps the reason, such as a certificate that is
//! not trusted, with each server.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_nats::Server;

/// What was told last of each server.
#[derive(Default)]
pub(super) struct Reasons(Mutex<BTreeMap<String, String>>);

impl Reasons {
    /// Tells the reasons that are new.
    pub(super) fn tell(&self, servers: &[Server]) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for server in servers {
            // Not the whole address: it may hold a password.
            let address = format!("{}:{}", server.addr.host(), server.addr.port());
            let Some(reason) = &server.last_error else {
                told.remove(&address);
                continue;
            };
            if told.get(&address) != Some(reason) {
                tracing::warn!(server = address, reason, "a NATS server can't be reached");
                told.insert(address, reason.clone());
            }
        }
    }
}
