//! Keep a segment, new or in place of what it was.

use subrosa_access::{Actor, ManageSegments, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::{BRAND_SEGMENTS, SEGMENT_NAME_CHARACTERS};
use subrosa_proto::saved_segment::{SaveSegment, Segment, SegmentKind};
use subrosa_proto::{AccountId, ErrorCode, SegmentId, text};
use subrosa_store::segments::{self, Kept};
use subrosa_store::{Tx, accounts};

use super::given::{check_named, rule_of};
use super::shown;
use crate::Engage;

impl Engage {
    /// Makes one.
    ///
    /// # Errors
    /// `text_invalid`; `invalid_parameter` with what is wrong in the rule, or when the brand has as many segments as it can; `forbidden`.
    pub async fn create_segment(&self, actor: &Actor, request: SaveSegment) -> Result<Segment, Error> {
        let brand = permit::<ManageSegments>(actor, &Subject::Own)?.account()?;
        let (name, kind) = (name_of(&request.name)?, kind_of(&request));
        let rule = rule_of(request.given)?;
        let (id, now) = (SegmentId::new(self.messaging.next_id()), self.messaging.now());
        let deed = self.deed(actor, brand, AuditDeed::SegmentSaved).about(&name);
        let new = Kept { id, name, rule, kind, contacts: 0, is_ready: true, created_at: now, changed_at: now };
        self.messaging
            .db()
            .write(async move |tx| {
                check_named(tx, brand, &new.rule, None).await?;
                add(tx, brand, &new).await?;
                deed.note(tx).await?;
                segments::find(tx, (brand, id)).await?.ok_or_else(|| Error::new(ErrorCode::Internal))
            })
            .await
            .map(|kept| shown(kept, true))
    }

    /// Puts another name and rule in place of one's.
    ///
    /// # Errors
    /// `not_found`, and as for a new one.
    pub async fn replace_segment(
        &self,
        actor: &Actor,
        segment: SegmentId,
        request: SaveSegment,
    ) -> Result<Segment, Error> {
        let brand = permit::<ManageSegments>(actor, &Subject::Own)?.account()?;
        let (name, kind) = (name_of(&request.name)?, kind_of(&request));
        let rule = rule_of(request.given)?;
        let now = self.messaging.now();
        let deed = self.deed(actor, brand, AuditDeed::SegmentSaved).about(&name);
        let changed = self.messaging.db().write(async move |tx| {
            let not_found = || Error::new(ErrorCode::NotFound);
            accounts::lock(tx, brand).await?;
            let before = segments::find(tx, (brand, segment)).await?.ok_or_else(not_found)?;
            match before.kind {
                SegmentKind::List if before.rule != rule || kind == SegmentKind::Live => {
                    let detail = "a list stays as it was made: its name alone can be another";
                    return Err(Error::field(ErrorCode::InvalidParameter, "given", detail));
                }
                // What is found stays found.
                _ if (before.kind == SegmentKind::List || before.kind == kind) && before.rule == rule => {
                    segments::rename(tx, (brand, segment), &name, now).await?;
                }
                _ => drop(segments::update(tx, (brand, segment), (&name, &rule, kind), now).await?),
            }
            check_named(tx, brand, &rule, Some(segment)).await?;
            deed.note(tx).await?;
            segments::find(tx, (brand, segment)).await?.ok_or_else(not_found)
        });
        changed.await.map(|kept| shown(kept, true))
    }
}

/// Adds a segment to those of a brand.
///
/// # Errors
/// `invalid_parameter` when it has as many as it can.
pub(super) async fn add(tx: &mut Tx<'_>, brand: AccountId, new: &Kept) -> Result<(), Error> {
    // One more, and one that is removed meanwhile, come one after the other.
    accounts::lock(tx, brand).await?;
    let known = segments::list(tx, brand, BRAND_SEGMENTS).await?.len();
    if known >= usize::try_from(BRAND_SEGMENTS).unwrap_or(usize::MAX) {
        let detail = format!("a brand has at most {BRAND_SEGMENTS} segments");
        return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
    }
    Ok(segments::insert(tx, brand, new).await?)
}

const fn kind_of(request: &SaveSegment) -> SegmentKind {
    if request.is_live { SegmentKind::Live } else { SegmentKind::Asked }
}

pub(super) fn name_of(name: &str) -> Result<String, Error> {
    let name = name.trim().to_owned();
    text::check_line(&name, SEGMENT_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
    Ok(name)
}
