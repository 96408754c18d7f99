//! The operator says that a brand is who it says it is, or takes that back.

use subrosa_access::{Actor, Administer, Subject, permit};
use subrosa_proto::account::{AccountKind, Profile};
use subrosa_proto::{ErrorCode, handle};
use subrosa_store::{accounts, counters, jobs};

use crate::job_kind::PROFILE_CHANGED;
use crate::{Error, Messaging};

impl Messaging {
    /// Sets or removes the verified mark of a brand.
    ///
    /// # Errors
    /// `not_found` when there is no such brand; `forbidden` unless the operator asks.
    pub async fn verify_brand(&self, actor: &Actor, name: &str, verified: bool) -> Result<Profile, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let wanted = handle::normalise(name);
        let kind = if verified { AccountKind::VerifiedBrand } else { AccountKind::Brand };
        let job = self.core.next_id();
        let profile = self
            .core
            .db
            .write(async move |tx| {
                let found = accounts::find_by_handle(tx, &wanted).await?;
                let found = found.filter(|account| account.profile.kind.is_brand());
                let mut profile = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile;
                let number = counters::take(tx, profile.id, 1).await?;
                accounts::set_kind(tx, profile.id, kind, number).await?;
                jobs::insert(tx, job, PROFILE_CHANGED, profile.id).await?;
                profile.kind = kind;
                Ok::<_, Error>(profile)
            })
            .await?;
        self.core.jobs_wake.notify_one();
        Ok(profile)
    }
}
