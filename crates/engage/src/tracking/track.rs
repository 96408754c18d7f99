//! Take a request of tracking calls.

use std::sync::Arc;

use subrosa_messaging::Error;
use subrosa_proto::source::{TrackProblem, Tracked};
use subrosa_proto::{ErrorCode, Timestamp};
use subrosa_store::sources;
use subrosa_store::sources::{Came, Teller};
use subrosa_track::{CALLS_AT_ONCE, Kind, NoRequest, read};

use super::key_hash;
use super::people::Placed;
use super::write::{Written, write};
use crate::Engage;

/// Problems that an answer tells.
const PROBLEMS: usize = 20;
/// Contacts of a request of which members learn at once: a bell costs as much as a message.
const BELLS: usize = 20;

impl Engage {
    /// Keeps what a request tells, if its key is a source's. What was told before changes nothing, and what can't be used is left aside
    /// alone, so that whoever is not sure may tell all of it again. Answered is what is in the store for good.
    ///
    /// # Errors
    /// `unauthenticated` when the key is none; `malformed_request` when it is no request, `invalid_parameter` when it has too many calls.
    pub async fn track(&self, key: &str, kind: Option<Kind>, body: &[u8]) -> Result<Tracked, Error> {
        let hash = key_hash(key);
        let known = self.messaging.db().read(async move |tx| sources::find(tx, &hash).await).await;
        let teller = known.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
        let now = self.messaging.now();
        let request = read(kind, body, now).map_err(|wrong| match wrong {
            NoRequest::Malformed(why) => Error::detailed(ErrorCode::MalformedRequest, why),
            NoRequest::TooMany => {
                Error::field(ErrorCode::InvalidParameter, "batch", format!("at most {CALLS_AT_ONCE} calls"))
            }
        })?;
        let (mut calls, mut problems) = (Vec::with_capacity(request.calls.len()), Vec::new());
        for (index, call) in (0_u32..).zip(request.calls) {
            match call {
                Ok(call) => calls.push((index, call)),
                Err(unusable) => problems.push(TrackProblem { index, detail: unusable.why }),
            }
        }
        let written = self.keep_calls(teller, calls, problems.clone(), now).await?;
        problems.extend(written.problems);
        problems.sort_unstable_by_key(|problem| problem.index);
        problems.truncate(PROBLEMS);
        Ok(Tracked { success: true, taken: written.taken, repeated: written.repeated, problems })
    }

    async fn keep_calls(
        &self,
        teller: Teller,
        calls: Vec<Placed>,
        problems: Vec<TrackProblem>,
        now: Timestamp,
    ) -> Result<Written, Error> {
        let (engage, calls) = (self.clone(), Arc::new(calls));
        let written = self.messaging.db().write(async move |tx| {
            let written = write(tx, &engage, &teller, &calls, now).await?;
            let wrong = problems.iter().chain(&written.problems);
            let came = Came {
                taken: written.taken,
                repeated: written.repeated,
                refused: u32::try_from(wrong.clone().count()).unwrap_or(u32::MAX),
                problem: wrong.last().map(|problem| problem.detail.clone()),
            };
            if !sources::note(tx, teller.source, &came, now).await? {
                // It was removed meanwhile.
                return Err(Error::new(ErrorCode::Unauthenticated));
            }
            Ok::<_, Error>(written)
        });
        let mut written = written.await?;
        if written.has_moves {
            self.messaging.wake_jobs();
        }
        written.touched.truncate(BELLS);
        // It is kept; that someone learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&written.touched).await;
        Ok(written)
    }
}
