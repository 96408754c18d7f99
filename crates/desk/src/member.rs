//! A member of the brand writes to the customer.

use subrosa_proto::AccountId;
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::{Thread, TicketStatus};

use crate::Now;
use crate::customer::fresh;

/// What a member's message does to the thread: it answers the customer, and takes the thread when another held it, or nobody.
/// A ticket that is resolved stays so. Whether it may be sent [`crate::sending`] has said.
pub fn member_wrote(thread: &mut Thread, by: AccountId, now: Now) -> Vec<Happening> {
    let mut happenings = Vec::new();
    let ticket = match &mut thread.ticket {
        Some(ticket) => ticket,
        none => {
            happenings.push(Happening::Opened { ordinal: 0 });
            none.insert(fresh(now, None))
        }
    };
    if ticket.status != TicketStatus::Resolved && ticket.assignee != Some(by) {
        ticket.assignee = Some(by);
        thread.epoch += 1;
        happenings.push(Happening::Assigned { to: Some(by) });
    }
    if ticket.waiting_since.take().is_some() {
        ticket.first_response_at.get_or_insert(now.at);
    }
    happenings.push(Happening::Replied { seq: now.seq, automatic: false, template: None });
    happenings
}
