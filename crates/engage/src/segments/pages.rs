//! The contacts that are kept with a segment, and who came and went.

use subrosa_access::{Actor, ReadSegments, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::limits::PAGE_SEGMENT_CONTACTS;
use subrosa_proto::right::Right;
use subrosa_proto::saved_segment::{KeptContact, KeptContactPage, SegmentMove, SegmentMovePage, SegmentPageRequest};
use subrosa_proto::{AccountId, ConversationId, ErrorCode, SegmentId};
use subrosa_store::{Tx, segment_contacts, segments};

use super::count::sample;
use crate::Engage;

const DEFAULT_LIMIT: u32 = 50;

impl Engage {
    /// A page of the contacts of a live segment or a list, by their conversations.
    ///
    /// # Errors
    /// `not_found`, `invalid_parameter`; `forbidden` for who may not see contacts.
    pub async fn segment_contacts(
        &self,
        actor: &Actor,
        segment: SegmentId,
        request: SegmentPageRequest,
    ) -> Result<KeptContactPage, Error> {
        let (brand, after, limit) = asked(actor, &request)?;
        let page = self.messaging.db().read(async move |tx| {
            find(tx, brand, segment).await?;
            let mut found = segment_contacts::page(tx, segment, ConversationId::new(after), limit + 1).await?;
            let has_more = found.len() > limit as usize;
            found.truncate(limit as usize);
            let next = found.last().filter(|_| has_more).map(|(last, _)| last.number().to_string());
            let ids: Vec<ConversationId> = found.iter().map(|(contact, _)| *contact).collect();
            let mut since = found.into_iter();
            let shown = sample(tx, brand, &ids).await?.into_iter().filter_map(|contact| {
                let (_, since) = since.find(|(id, _)| *id == contact.conversation)?;
                Some(KeptContact { contact, since })
            });
            Ok::<_, Error>(KeptContactPage { contacts: shown.collect(), next })
        });
        page.await
    }

    /// A page of who came into a live segment and who left it, in order.
    ///
    /// # Errors
    /// `not_found`, `invalid_parameter`; `forbidden` for who may not see contacts.
    pub async fn segment_moves(
        &self,
        actor: &Actor,
        segment: SegmentId,
        request: SegmentPageRequest,
    ) -> Result<SegmentMovePage, Error> {
        let (brand, after, limit) = asked(actor, &request)?;
        let page = self.messaging.db().read(async move |tx| {
            find(tx, brand, segment).await?;
            let found = segment_contacts::moves(tx, segment, after, limit).await?;
            let next = found.last().map_or(after, |last| last.number).to_string();
            let moves = found.into_iter().map(|one| SegmentMove {
                conversation: one.contact,
                has_entered: one.has_entered,
                at: one.at,
            });
            Ok::<_, Error>(SegmentMovePage { moves: moves.collect(), next })
        });
        page.await
    }
}

fn asked(actor: &Actor, request: &SegmentPageRequest) -> Result<(AccountId, i64, u32), Error> {
    let permit = permit::<ReadSegments>(actor, &Subject::Own)?;
    if !permit.held()?.rights().has(Right::ReadContacts) {
        return Err(Error::new(ErrorCode::Forbidden));
    }
    let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_SEGMENT_CONTACTS)?;
    let after = match request.after.as_deref() {
        None => 0,
        Some(after) => Some(after)
            .filter(|after| after.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|after| after.parse().ok())
            .ok_or_else(|| Error::field(ErrorCode::InvalidParameter, "after", "not a page's next"))?,
    };
    Ok((permit.account()?, after, limit))
}

async fn find(tx: &mut Tx<'_>, brand: AccountId, segment: SegmentId) -> Result<(), Error> {
    segments::find(tx, (brand, segment)).await?.map(drop).ok_or_else(|| Error::new(ErrorCode::NotFound))
}
