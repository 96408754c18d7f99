//! Long-polling: the entries after a cursor, or as soon as there is one.

use std::time::Duration;

use subrosa_access::{Actor, Subject, Sync, permit};
use subrosa_bus::Signal;
use subrosa_proto::ErrorCode;
use subrosa_proto::limits::{PAGE_ENTRIES, WAIT_SECONDS};
use subrosa_proto::sync::{SyncPage, SyncRequest};
use tokio::time::{Instant, timeout_at};

use crate::{Error, Messaging, range};

impl Messaging {
    /// The entries after a cursor; when there are none, waits for the first up to `wait` seconds.
    ///
    /// # Errors
    /// `invalid_cursor`; `invalid_parameter`; `device_revoked` when signed out while waiting; `too_many_requests` when the account has too
    /// many sessions.
    pub async fn poll(&self, actor: &Actor, request: SyncRequest) -> Result<SyncPage, Error> {
        let limit = range::check("limit", request.limit.unwrap_or(PAGE_ENTRIES), 1..=PAGE_ENTRIES)?;
        let wait = range::check("wait", request.wait.unwrap_or(0), 0..=WAIT_SECONDS)?;
        let wait = Duration::from_secs(u64::from(wait));
        let permit = permit::<Sync>(actor, &Subject::Own)?;
        // Listen first, then read: what commits in between is heard.
        let crowded = || Error::new(ErrorCode::TooManyRequests);
        let mut listening = self.core.bus.listen(permit.account()?, permit.device()?).ok_or_else(crowded)?;
        self.check_device(&permit).await?;
        let page = self.entries(actor, request.since, limit).await?;
        if !page.entries.is_empty() || wait.is_zero() {
            return Ok(page);
        }
        let deadline = Instant::now() + wait;
        loop {
            match timeout_at(deadline, listening.next()).await {
                Ok(Signal::Ephemeral(_)) => {}
                // Committed before the page was read, and told only now.
                Ok(Signal::Live(live)) if live.number <= request.since.number => {}
                Ok(Signal::Behind(number)) if number <= request.since.number => {}
                Ok(Signal::Live(_) | Signal::Behind(_)) => return self.entries(actor, request.since, limit).await,
                Ok(Signal::Revoked) => return Err(Error::new(ErrorCode::DeviceRevoked)),
                Err(_waited_in_vain) => return Ok(page),
            }
        }
    }
}
