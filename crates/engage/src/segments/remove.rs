//! Remove a segment.

use subrosa_access::{Actor, ManageSegments, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_SEGMENTS;
use subrosa_proto::{ErrorCode, SegmentId};
use subrosa_store::{accounts, segments};

use super::given::named;
use crate::Engage;

impl Engage {
    /// Removes one that stands in no other.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` with the segment that it stands in; `forbidden`.
    pub async fn remove_segment(&self, actor: &Actor, segment: SegmentId) -> Result<(), Error> {
        let brand = permit::<ManageSegments>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::SegmentRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let all = segments::list(tx, brand, BRAND_SEGMENTS).await?;
                let removed = all.iter().find(|one| one.id == segment);
                let removed = removed.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                if let Some(other) = all.iter().find(|other| named(&other.rule).contains(&segment)) {
                    let detail = format!("it stands in the segment {:?}: change that first", other.name);
                    return Err(Error::field(ErrorCode::InvalidParameter, "segment", detail));
                }
                segments::remove(tx, (brand, segment)).await?;
                deed.clone().about(&removed.name).note(tx).await
            })
            .await
    }
}
