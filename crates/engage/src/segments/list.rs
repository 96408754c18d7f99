//! A brand's segments.

use subrosa_access::{Actor, ReadSegments, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_SEGMENTS;
use subrosa_proto::right::Right;
use subrosa_proto::saved_segment::SegmentList;
use subrosa_store::segments;

use super::shown;
use crate::Engage;

impl Engage {
    /// All of them, with their rules.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn segments(&self, actor: &Actor) -> Result<SegmentList, Error> {
        let permit = permit::<ReadSegments>(actor, &Subject::Own)?;
        let (brand, may_see) = (permit.account()?, permit.held()?.rights().has(Right::ReadContacts));
        let found = self.messaging.db().read(async move |tx| segments::list(tx, brand, BRAND_SEGMENTS).await).await;
        Ok(SegmentList { segments: found.map_err(Error::from)?.into_iter().map(|kept| shown(kept, may_see)).collect() })
    }
}
