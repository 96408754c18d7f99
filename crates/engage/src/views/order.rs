//! Put views into an order.

use std::collections::BTreeSet;

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::VIEWS;
use subrosa_proto::view::{OrderViews, ViewList};
use subrosa_proto::{ErrorCode, ViewId};
use subrosa_store::{accounts, views};

use super::keeper;
use crate::Engage;

impl Engage {
    /// Puts the member's views into an order: first those that are named. Shared ones stand before the member's own.
    ///
    /// # Errors
    /// `invalid_parameter` when one is named twice, or none; `not_found` when the member has no such view; `forbidden` when shared ones would
    /// change their places.
    pub async fn order_views(&self, actor: &Actor, wanted: OrderViews) -> Result<ViewList, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let who = (permit.account()?, permit.person()?);
        let named: BTreeSet<ViewId> = wanted.views.iter().copied().collect();
        if named.is_empty() || named.len() != wanted.views.len() {
            return Err(Error::field(ErrorCode::InvalidParameter, "views", "at least one, and each once"));
        }
        let actor = *actor;
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, who.0).await?;
                let before = views::list(tx, who, VIEWS).await?;
                if named.iter().any(|id| before.iter().all(|view| view.id != *id)) {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                let place = |id: ViewId| wanted.views.iter().position(|one| *one == id).unwrap_or(usize::MAX);
                let mut after = before.clone();
                // Those that are not named keep their order.
                after.sort_by_key(|view| (!view.shared, place(view.id)));
                let has_moved = |shared: bool| {
                    let ids = |views: &[subrosa_proto::view::View]| -> Vec<ViewId> {
                        views.iter().filter(|view| view.shared == shared).map(|view| view.id).collect()
                    };
                    ids(&before) != ids(&after)
                };
                for shared in [true, false] {
                    if has_moved(shared) {
                        keeper(&actor, shared)?;
                    }
                }
                let places: Vec<(ViewId, i64)> = after.iter().map(|view| view.id).zip(1..).collect();
                views::place_many(tx, who.0, &places).await?;
                Ok(ViewList { views: after })
            })
            .await
    }
}
