//! The views that a member has.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::VIEWS;
use subrosa_proto::view::ViewList;
use subrosa_store::views;

use crate::Engage;

impl Engage {
    /// Those of all members, then the member's own.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn views(&self, actor: &Actor) -> Result<ViewList, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let who = (permit.account()?, permit.person()?);
        let found = self.messaging.db().read(async move |tx| views::list(tx, who, VIEWS).await).await;
        Ok(ViewList { views: found.map_err(Error::from)? })
    }
}
