//! Keep a new view.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::VIEWS;
use subrosa_proto::view::{SaveView, View};
use subrosa_proto::{AccountId, ErrorCode, ViewId};
use subrosa_store::{Tx, accounts, views};

use super::{check, keeper};
use crate::Engage;

impl Engage {
    /// Keeps a view behind the others.
    ///
    /// # Errors
    /// `text_invalid`, `label_invalid`; `invalid_parameter` for what a filter can't be, or when there are as many views as there can be;
    /// `forbidden`.
    pub async fn create_view(&self, actor: &Actor, mut view: SaveView) -> Result<View, Error> {
        let (brand, person) = keeper(actor, view.shared)?;
        check::check_name(&mut view)?;
        check::check_size(&view.filter)?;
        let id = ViewId::new(self.messaging.next_id());
        let deed = self.deed(actor, brand, AuditDeed::ViewShared).about(&view.name);
        self.messaging
            .db()
            .write(async move |tx| {
                let SaveView { name, shared, order, mut filter } = view.clone();
                accounts::lock(tx, brand).await?;
                refuse_too_many(tx, brand, (!shared).then_some(person)).await?;
                check::check(tx, brand, &mut filter).await?;
                let view = View { id, name, shared, order, filter };
                views::insert(tx, (brand, person), &view).await?;
                if shared {
                    deed.note(tx).await?;
                }
                Ok(view)
            })
            .await
    }
}

/// Refuses one more where there are as many as there can be.
pub(super) async fn refuse_too_many(tx: &mut Tx<'_>, brand: AccountId, person: Option<AccountId>) -> Result<(), Error> {
    if views::count(tx, brand, person).await? >= i64::from(VIEWS) {
        let detail = format!("a brand shares at most {VIEWS} views, and a member keeps as many");
        return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
    }
    Ok(())
}
