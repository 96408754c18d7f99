//! One's own profile: read it, change it.

use bytes::Bytes;
use subrosa_access::{Actor, ChangeOwnAccount, Permit, ReadOwnAccount, Subject, permit};
use subrosa_bus::Live;
use subrosa_proto::account::{Me, Profile, ProfileChange};
use subrosa_proto::frame::ServerFrame;
use subrosa_proto::sync::{Entry, Object};
use subrosa_proto::{ErrorCode, Timestamp};
use subrosa_store::{Tx, accounts, avatars, counters, jobs, media};

use super::avatar::Picture;
use super::shown;
use crate::job_kind::PROFILE_CHANGED;
use crate::media::removal;
use crate::sync::entries::own;
use crate::{Error, Messaging};

impl Messaging {
    /// The actor's own account.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn me(&self, actor: &Actor) -> Result<Me, Error> {
        let account = permit::<ReadOwnAccount>(actor, &Subject::Own)?.account()?;
        let found = self.core.db.read(async move |tx| accounts::find(tx, account).await).await.map_err(Error::from)?;
        found.as_ref().map(own).ok_or_else(|| Error::new(ErrorCode::Unauthenticated))
    }

    /// Changes display name or bio.
    ///
    /// # Errors
    /// `text_invalid`, `too_many_requests`.
    pub async fn change_profile(&self, actor: &Actor, change: ProfileChange) -> Result<Me, Error> {
        let permit = permit::<ChangeOwnAccount>(actor, &Subject::Own)?;
        self.core.limits.profile_change(permit.account()?)?;
        let display_name = change.display_name.map(|name| shown::name_in("display_name", &name)).transpose()?;
        let bio = change.bio.map(|bio| shown::bio(&bio)).transpose()?;
        self.replace_profile(&permit, None, move |profile| {
            profile.display_name = display_name.unwrap_or_else(|| profile.display_name.clone());
            profile.bio = bio.unwrap_or_else(|| profile.bio.clone());
        })
        .await
    }

    /// Changes the profile, with a new image if there is one, and lets everyone know who sees it.
    pub(crate) async fn replace_profile(
        &self,
        permit: &Permit<ChangeOwnAccount>,
        picture: Option<Picture>,
        change: impl FnOnce(&mut Profile) + Clone + Send + 'static,
    ) -> Result<Me, Error> {
        let account = permit.account()?;
        let job = self.core.next_id();
        let remove_at = self.core.now().plus_seconds(removal::REPLACED_SECONDS);
        let (me, number) = self
            .core
            .db
            .write(async move |tx| {
                accounts::lock(tx, account).await?;
                let mut found =
                    accounts::find(tx, account).await?.ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
                let before = found.profile.clone();
                change(&mut found.profile);
                if found.profile == before {
                    return Ok((own(&found), None));
                }
                if let Some(picture) = picture {
                    picture.keep(tx, account).await?;
                }
                let number = counters::take(tx, account, 1).await?;
                accounts::set_profile(tx, &found.profile, number).await?;
                remove_replaced(tx, &before, &found.profile, remove_at).await?;
                jobs::insert(tx, job, PROFILE_CHANGED, account).await?;
                Ok::<_, Error>((own(&found), Some(number)))
            })
            .await?;
        if let Some(number) = number {
            let entry = Entry { previous: number - 1, number, from: None, object: Object::Me { me: me.clone() } };
            if let Ok(frame) = serde_json::to_vec(&ServerFrame::Entry(entry)) {
                let committed = std::time::Instant::now();
                let live = Live { previous: number - 1, number, frame: Bytes::from(frame), committed };
                self.core.bus.publish(account, live);
            }
            self.core.jobs_wake.notify_one();
        }
        Ok(me)
    }
}

/// Removes a picture that is shown no more: at once from the store, later from a place outside.
async fn remove_replaced(
    tx: &mut Tx<'_>,
    before: &Profile,
    after: &Profile,
    remove_at: Timestamp,
) -> Result<(), subrosa_store::Error> {
    match &before.avatar {
        Some(name) if before.avatar != after.avatar => {
            avatars::remove_unused(tx, name).await?;
            media::let_go(tx, before.id, name, remove_at).await
        }
        _ => Ok(()),
    }
}
