//! How many tickets stand in views.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::VIEWS;
use subrosa_proto::view::{CountFiltered, Filter, FilteredCount, ViewCount, ViewCounts};
use subrosa_store::filter::{self, Asking};
use subrosa_store::views;

use super::check;
use crate::Engage;

impl Engage {
    /// The counts beside the member's views, all taken at one moment.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn count_views(&self, actor: &Actor) -> Result<ViewCounts, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        let asking = Asking { brand, person, now: self.messaging.now() };
        let counted = self.messaging.db().read(async move |tx| {
            let views = views::list(tx, (brand, person), VIEWS).await?;
            let filters: Vec<&Filter> = views.iter().map(|view| &view.filter).collect();
            let counts = filter::count_many(tx, asking, &filters).await?;
            let counts = views.iter().zip(counts).map(|(view, count)| ViewCount { view: view.id, count });
            Ok::<_, Error>(ViewCounts { counts: counts.collect() })
        });
        counted.await
    }

    /// How many tickets a filter finds, before it is kept.
    ///
    /// # Errors
    /// `invalid_parameter` and `label_invalid` for what a filter can't be; `forbidden` when the actor acts for no brand.
    pub async fn count_filtered(&self, actor: &Actor, wanted: CountFiltered) -> Result<FilteredCount, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        let asking = Asking { brand, person, now: self.messaging.now() };
        check::check_size(&wanted.filter)?;
        let counted = self.messaging.db().read(async move |tx| {
            let mut filter = wanted.filter.clone();
            check::check(tx, brand, &mut filter).await?;
            let counts = filter::count_many(tx, asking, &[&filter]).await?;
            Ok::<_, Error>(FilteredCount { count: counts.into_iter().next().unwrap_or(0) })
        });
        counted.await
    }
}
