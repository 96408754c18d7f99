//! Sync without a socket: snapshot, the entries after a cursor (with long-poll), acks, presence.

use std::time::Duration;

use reqwest::Method;
use subrosa_proto::AccountId;
use subrosa_proto::sync::{Ack, Cursor, PresenceList, Snapshot, SyncPage, SyncRequest};

use super::{ANSWER, Http};
use crate::Error;

/// Sync. Each fails as [`Error`] says.
impl Http {
    /// The present state, to begin from.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        self.json(self.get(&["snapshot"])).await
    }

    /// The entries after a cursor; with `wait`, the answer comes with the first of them or when the time is over.
    pub async fn sync(&self, request: &SyncRequest) -> Result<SyncPage, Error> {
        let patience = ANSWER + Duration::from_secs(request.wait.unwrap_or(0).into());
        self.json(self.get(&["sync"]).query(request).timeout(patience)).await
    }

    /// Says that everything up to a cursor is stored on this device.
    pub async fn ack(&self, cursor: Cursor) -> Result<(), Error> {
        self.done(self.request(Method::POST, &["sync", "ack"]).json(&Ack { cursor })).await
    }

    /// Who of these accounts is here now.
    pub async fn presence(&self, accounts: &[AccountId]) -> Result<PresenceList, Error> {
        let accounts: Vec<_> = accounts.iter().map(ToString::to_string).collect();
        self.json(self.get(&["presence"]).query(&[("accounts", accounts.join(","))])).await
    }
}
