//! Lists: segments whose contacts stay as they were found, or are put in by hand.

use subrosa_access::{Actor, ManageSegments, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::PAGE_SEGMENT_LIST;
use subrosa_proto::right::Right;
use subrosa_proto::saved_segment::{ChangeSegmentList, NewSegmentList, Segment, SegmentKind};
use subrosa_proto::{ConversationId, ErrorCode, SegmentId};
use subrosa_store::segment_contacts::{self, Moved};
use subrosa_store::segments::{self, Kept};
use subrosa_store::{accounts, conversations};

use super::save::{add, name_of};
use super::shown;
use crate::Engage;

impl Engage {
    /// Makes a list of whoever is in a segment. It is filled within moments, and ready then.
    ///
    /// # Errors
    /// `not_found`, `text_invalid`; `invalid_parameter` when the brand has as many segments as it can; `forbidden`.
    pub async fn list_segment(
        &self,
        actor: &Actor,
        segment: SegmentId,
        request: NewSegmentList,
    ) -> Result<Segment, Error> {
        let brand = permit::<ManageSegments>(actor, &Subject::Own)?.account()?;
        let (id, name) = (SegmentId::new(self.messaging.next_id()), name_of(&request.name)?);
        let (now, deed) = (self.messaging.now(), self.deed(actor, brand, AuditDeed::SegmentSaved).about(&name));
        let made = self.messaging.db().write(async move |tx| {
            let of = segments::find(tx, (brand, segment)).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
            let rule =
                if of.kind == SegmentKind::List { subrosa_proto::segment::Rule::Segment(segment) } else { of.rule };
            let kind = SegmentKind::List;
            let new = Kept {
                id,
                name: name.clone(),
                rule,
                kind,
                contacts: 0,
                is_ready: false,
                created_at: now,
                changed_at: now,
            };
            add(tx, brand, &new).await?;
            deed.note(tx).await?;
            Ok::<_, Error>(new)
        });
        made.await.map(|kept| shown(kept, true))
    }

    /// Puts contacts into a list, and takes others out.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` when it is no list, or not filled yet, or one is no contact of the brand's; `forbidden`.
    pub async fn change_segment_list(
        &self,
        actor: &Actor,
        segment: SegmentId,
        ChangeSegmentList { add, remove }: ChangeSegmentList,
    ) -> Result<Segment, Error> {
        let permit = permit::<ManageSegments>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        if !permit.held()?.rights().has(Right::ReadContacts) {
            return Err(Error::new(ErrorCode::Forbidden));
        }
        for (name, contacts) in [("add", &add), ("remove", &remove)] {
            if contacts.len() > PAGE_SEGMENT_LIST {
                let detail = format!("at most {PAGE_SEGMENT_LIST} contacts at once");
                return Err(Error::field(ErrorCode::InvalidParameter, name, detail));
            }
        }
        let (now, deed) = (self.messaging.now(), self.deed(actor, brand, AuditDeed::SegmentSaved));
        let changed = self.messaging.db().write(async move |tx| {
            let not_found = || Error::new(ErrorCode::NotFound);
            let wrong = |name: &'static str, detail: &str| Error::field(ErrorCode::InvalidParameter, name, detail);
            accounts::lock(tx, brand).await?;
            let of = segments::find(tx, (brand, segment)).await?.ok_or_else(not_found)?;
            if of.kind != SegmentKind::List || !of.is_ready {
                return Err(wrong("segment", "its contacts follow its rule; a list that is filled can be changed"));
            }
            let states = conversations::find_many(tx, &add).await?;
            let is_theirs = |state: &Option<conversations::Conversation>| {
                let side = state.as_ref().and_then(|state| Some(&state.members[state.brand_side()?]));
                side.is_some_and(|member| member.profile.id == brand)
            };
            if !states.iter().all(is_theirs) {
                return Err(wrong("add", "one of them is no contact of the brand's"));
            }
            let left: Vec<ConversationId> = remove.iter().filter(|one| !add.contains(one)).copied().collect();
            let moved = Moved { entered: add.clone(), left, is_told: false };
            segment_contacts::apply(tx, segment, &moved, now).await?;
            deed.clone().about(&of.name).note(tx).await?;
            segments::find(tx, (brand, segment)).await?.ok_or_else(not_found)
        });
        changed.await.map(|kept| shown(kept, true))
    }
}
