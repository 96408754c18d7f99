//! Remove a view.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{ErrorCode, ViewId};
use subrosa_store::views;

use super::keeper;
use crate::Engage;

impl Engage {
    /// Removes a view; its tickets stay what they are.
    ///
    /// # Errors
    /// `not_found` when the member has no such view; `forbidden`.
    pub async fn remove_view(&self, actor: &Actor, id: ViewId) -> Result<(), Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        let actor = *actor;
        let deed = self.deed(&actor, brand, AuditDeed::ViewRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                let view = views::find(tx, (brand, person), id).await?;
                let view = view.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                keeper(&actor, view.shared)?;
                views::remove(tx, brand, id).await?;
                if view.shared {
                    deed.clone().about(view.name).note(tx).await?;
                }
                Ok(())
            })
            .await
    }
}
