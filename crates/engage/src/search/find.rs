//! Search in a brand's inbox.

use std::collections::BTreeSet;

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_find::WORDS_VERSION;
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::inbox::TicketRow;
use subrosa_proto::search::{FoundText, SearchOrder, SearchPage, SearchRequest};
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::index::Within;
use subrosa_store::search::Shelf;
use subrosa_store::tickets::Listed;
use subrosa_store::{Tx, counters, search, tickets};

use super::ask::Asked;
use super::filter::Filter;
use super::{customers, show, texts};
use crate::Engage;

/// Of so many of the newest texts the best are shown.
const BEST_OF: u32 = 300;
/// Changes that a brand is behind when older data are being taken in; what is behind by less is there in a moment.
const BEHIND: i64 = 1_000;

/// What was found, without the conversations.
struct Found {
    texts: Vec<FoundText>,
    next: Option<i64>,
    customers: Vec<ConversationId>,
    tickets: Vec<Listed>,
    labels: Vec<String>,
    ready_percent: Option<u32>,
}

impl Engage {
    /// Finds messages and notes by what they say, customers by their names, tickets by their numbers, labels.
    ///
    /// What was said is found within about a second. Texts that were found are read from the logs, so that nothing is shown that is
    /// not there.
    ///
    /// # Errors
    /// `invalid_parameter` with the place at which a query can't be read, `forbidden` when the actor acts for no brand.
    pub async fn search(&self, actor: &Actor, request: SearchRequest) -> Result<SearchPage, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let who = (permit.account()?, permit.person()?);
        let asked = Asked::of(&request)?;
        self.note_once(self.deed(actor, who.0, AuditDeed::Searched)).await?;
        let found = self.messaging.db().read(async move |tx| read(tx, who, asked).await).await?;
        let shown = found.texts.iter().map(|text| text.conversation).chain(found.customers.iter().copied());
        let shown: BTreeSet<ConversationId> = shown.chain(found.tickets.iter().map(|one| one.conversation)).collect();
        let objects = self.messaging.glance(actor, shown.into_iter().collect()).await?;
        let row = |listed: Listed| {
            let object = objects.iter().find(|object| object.conversation.id == listed.conversation)?;
            let (conversation, events) = (object.conversation.clone(), object.events.clone());
            Some(TicketRow { ticket: listed.ticket, conversation, events })
        };
        Ok(SearchPage {
            texts: found.texts,
            customers: found.customers,
            tickets: found.tickets.into_iter().filter_map(row).collect(),
            labels: found.labels,
            next: found.next.map(|next| next.to_string()),
            ready_percent: found.ready_percent,
            conversations: objects.into_iter().map(|object| object.conversation).collect(),
        })
    }
}

async fn read(tx: &mut Tx<'_>, who: (AccountId, AccountId), asked: Asked) -> Result<Found, Error> {
    let (brand, query) = (who.0, &asked.query);
    let (shelf, newest) = (search::find(tx, brand).await?, counters::newest(tx, brand).await?);
    let mut found = Found {
        texts: Vec::new(),
        next: None,
        customers: Vec::new(),
        tickets: Vec::new(),
        labels: Vec::new(),
        ready_percent: ready_percent(shelf.as_ref(), newest),
    };
    if let Some(shelf) = &shelf {
        let filter = Filter::of(tx, who, query).await?;
        let Asked { above, below, limit, .. } = asked;
        let limit = if asked.order == SearchOrder::Best { BEST_OF } else { limit };
        let texts = texts::find(tx, shelf, query, filter.as_ref(), Within { above, below, limit }).await?;
        (found.texts, found.next) = match asked.order {
            SearchOrder::Newest => (show::show(tx, &texts.found, &query.terms).await?, texts.next),
            SearchOrder::Best => (show::show_best(tx, &texts.found, &query.terms, asked.limit).await?, None),
        };
    }
    if asked.is_first {
        if let Some(ordinal) = query.ticket.or(query.number) {
            found.tickets.extend(tickets::find_by_ordinal(tx, brand, ordinal).await?);
        }
        found.customers = customers::named(tx, brand, query).await?;
        found.labels = customers::labelled(tx, brand, query).await?;
    }
    Ok(found)
}

/// How far older data have been taken in.
fn ready_percent(shelf: Option<&Shelf>, newest: i64) -> Option<u32> {
    let number = shelf.filter(|shelf| shelf.version == WORDS_VERSION).map_or(0, |shelf| shelf.number);
    let is_behind = newest - number > BEHIND;
    is_behind.then(|| u32::try_from(number.saturating_mul(100) / newest.max(1)).unwrap_or(0))
}
