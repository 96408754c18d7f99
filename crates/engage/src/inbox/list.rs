//! A page of the inbox.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::inbox::{TicketOrder, TicketPage, TicketRow, TicketsOf, TicketsRequest};
use subrosa_proto::level::Promise;
use subrosa_proto::limits::PAGE_TICKETS;
use subrosa_proto::{ErrorCode, TicketId, Timestamp};
use subrosa_store::filter::{self, Asking};
use subrosa_store::tickets::{Behind, Listed};
use subrosa_store::{Tx, followers, labels, tickets, views};

use crate::Engage;

const DEFAULT_LIMIT: u32 = 30;

/// What is asked for, checked.
#[derive(Clone)]
struct Wanted {
    request: TicketsRequest,
    label: Option<String>,
    behind: Option<Behind>,
    limit: u32,
}

impl Engage {
    /// Tickets of a status, or of a view, each with its conversation and the newest event of that.
    ///
    /// # Errors
    /// `invalid_parameter`, `label_invalid`, `forbidden`; `not_found` when the member has no such view.
    pub async fn list_tickets(&self, actor: &Actor, request: TicketsRequest) -> Result<TicketPage, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        let order = request.order.unwrap_or_default();
        let wanted = Wanted::of(request)?;
        let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
        let asking = Asking { brand, person, now: self.messaging.now() };
        let mut found = self.messaging.db().read(async move |tx| wanted.read(tx, asking).await).await?;
        let is_last = found.len() <= limit;
        found.truncate(limit);
        let next = found.last().filter(|_| !is_last).map(|last| {
            // It has a clock that runs where it was found by that.
            let due_at = last.ticket.promise.as_ref().and_then(Promise::due_at).filter(|_| order == TicketOrder::Due);
            format!("{}.{}", due_at.unwrap_or(last.activity).microseconds(), last.ticket.id.number())
        });
        let conversations = found.iter().map(|listed| listed.conversation).collect();
        let conversations = self.messaging.glance(actor, conversations).await?;
        let rows = found.into_iter().zip(conversations);
        let tickets = rows.map(|(listed, object)| TicketRow {
            ticket: listed.ticket,
            conversation: object.conversation,
            events: object.events,
        });
        Ok(TicketPage { tickets: tickets.collect(), next })
    }
}

impl Wanted {
    fn of(request: TicketsRequest) -> Result<Self, Error> {
        let wrong = |field, detail: &str| Error::field(ErrorCode::InvalidParameter, field, detail);
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_TICKETS)?;
        let label = match &request.label {
            None => None,
            Some(label) => {
                let checked = subrosa_desk::check_label(label);
                Some(checked.map_err(|why| Error::field(ErrorCode::LabelInvalid, "label", why.to_string()))?)
            }
        };
        let of = request.of.unwrap_or_default();
        let order = request.order.unwrap_or_default();
        if label.is_some() && (of != TicketsOf::Anyone || order != TicketOrder::Newest) {
            return Err(wrong("label", "goes with tickets of anyone, the newest first"));
        }
        if request.team.is_some() && (label.is_some() || request.view.is_some() || of != TicketsOf::Anyone) {
            return Err(wrong("team", "goes with tickets of anyone, without a label"));
        }
        if request.team.is_some() && order == TicketOrder::Due {
            return Err(wrong("order", "a team's tickets are listed by their newest messages"));
        }
        if of == TicketsOf::Following && (order != TicketOrder::Newest || request.status.is_some()) {
            return Err(wrong("of", "what one follows is of any status, the newest first"));
        }
        if request.view.is_some() && (label.is_some() || request.status.is_some() || request.of.is_some()) {
            return Err(wrong("view", "goes with no status, label or assignee: it says which tickets"));
        }
        if request.view.is_some() && order == TicketOrder::Due {
            return Err(wrong("order", "views are listed by their newest messages"));
        }
        let after = request.after.as_deref();
        let behind = after.map(|after| behind(after).ok_or_else(|| wrong("after", "not a page's next"))).transpose()?;
        Ok(Self { request, label, behind, limit })
    }

    /// One more than the page holds, so that it is known whether there is another.
    async fn read(self, tx: &mut Tx<'_>, asking: Asking) -> Result<Vec<Listed>, Error> {
        let Asking { brand, person, .. } = asking;
        let limit = self.limit + 1;
        if let Some(id) = self.request.view {
            let view = views::find(tx, (brand, person), id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
            let order = self.request.order.unwrap_or(view.order);
            let behind = self.behind.unwrap_or_else(|| before_all(order));
            return Ok(filter::page(tx, asking, (&view.filter, order), behind, limit).await?);
        }
        let status = self.request.status.unwrap_or_default();
        let behind = self.behind.unwrap_or_else(|| before_all(self.request.order.unwrap_or_default()));
        let which = (brand, status);
        if let Some(label) = &self.label {
            return Ok(labels::newest(tx, (brand, label), status, behind, limit).await?);
        }
        if let Some(team) = self.request.team {
            return Ok(match self.request.order.unwrap_or_default() {
                TicketOrder::Oldest => tickets::oldest_of_team(tx, which, team, behind, limit).await?,
                // What is due is not asked for of a team.
                TicketOrder::Newest | TicketOrder::Due => {
                    tickets::newest_of_team(tx, which, team, behind, limit).await?
                }
            });
        }
        let assignee = match self.request.of.unwrap_or_default() {
            TicketsOf::Anyone => {
                return Ok(match self.request.order.unwrap_or_default() {
                    TicketOrder::Newest => tickets::newest(tx, which, behind, limit).await?,
                    TicketOrder::Oldest => tickets::oldest(tx, which, behind, limit).await?,
                    TicketOrder::Due => tickets::nearest_due(tx, which, behind, limit).await?,
                });
            }
            TicketsOf::Following => return Ok(followers::newest(tx, (brand, person), behind, limit).await?),
            TicketsOf::Me => Some(person),
            TicketsOf::Nobody => None,
        };
        Ok(match self.request.order.unwrap_or_default() {
            TicketOrder::Newest => tickets::newest_of(tx, which, assignee, behind, limit).await?,
            TicketOrder::Oldest => tickets::oldest_of(tx, which, assignee, behind, limit).await?,
            TicketOrder::Due => tickets::nearest_due_of(tx, which, assignee, behind, limit).await?,
        })
    }
}

/// Where a page begins, as its `next` says it.
fn behind(text: &str) -> Option<Behind> {
    let (activity, id) = text.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    Some((Timestamp::from_microseconds(digits(activity)?), TicketId::new(digits(id)?)))
}

/// Where the first page begins.
const fn before_all(order: TicketOrder) -> Behind {
    match order {
        TicketOrder::Newest => (Timestamp::from_microseconds(i64::MAX), TicketId::new(i64::MAX)),
        TicketOrder::Oldest | TicketOrder::Due => (Timestamp::from_microseconds(i64::MIN), TicketId::new(0)),
    }
}
