//! What a member follows.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::FOLLOWED;
use subrosa_proto::team::FollowedList;
use subrosa_store::followers;

use crate::Engage;

impl Engage {
    /// All of it, each with how far it was seen.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn followed(&self, actor: &Actor) -> Result<FollowedList, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let who = (permit.account()?, permit.person()?);
        let found = self.messaging.db().read(async move |tx| followers::list(tx, who, FOLLOWED).await).await;
        Ok(FollowedList { followed: found.map_err(Error::from)? })
    }
}
