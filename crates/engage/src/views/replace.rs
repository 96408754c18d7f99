//! Write a view anew.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::view::{SaveView, View};
use subrosa_proto::{ErrorCode, ViewId};
use subrosa_store::{accounts, views};

use super::create::refuse_too_many;
use super::{check, keeper};
use crate::Engage;

impl Engage {
    /// Puts another name, order and filter in the place of a view's. It may become all members', or one's own.
    ///
    /// # Errors
    /// As [`Engage::create_view`]; `not_found` when the member has no such view.
    pub async fn replace_view(&self, actor: &Actor, id: ViewId, mut view: SaveView) -> Result<View, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        check::check_name(&mut view)?;
        check::check_size(&view.filter)?;
        let actor = *actor;
        let deed = self.deed(&actor, brand, AuditDeed::ViewShared).about(&view.name);
        let unshared = self.deed(&actor, brand, AuditDeed::ViewRemoved).about(&view.name);
        self.messaging
            .db()
            .write(async move |tx| {
                let SaveView { name, shared, order, mut filter } = view.clone();
                accounts::lock(tx, brand).await?;
                let before = views::find(tx, (brand, person), id).await?;
                let before = before.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                keeper(&actor, before.shared || shared)?;
                if before.shared != shared {
                    refuse_too_many(tx, brand, (!shared).then_some(person)).await?;
                }
                check::check(tx, brand, &mut filter).await?;
                let view = View { id, name, shared, order, filter };
                views::update(tx, (brand, person), &view).await?;
                match (before.shared, shared) {
                    (_, true) => deed.note(tx).await?,
                    (true, false) => unshared.note(tx).await?,
                    (false, false) => {}
                }
                Ok(view)
            })
            .await
    }
}
