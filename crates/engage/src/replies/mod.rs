//! Saved replies: what a brand's members write again and again, and what they do with it.

mod create;
mod list;
mod remove;
mod replace;

use subrosa_messaging::Error;
use subrosa_proto::brand::SaveReply;
use subrosa_proto::limits::{REPLY_NAME_CHARACTERS, TEXT_CHARACTERS, TICKET_LABELS};
use subrosa_proto::ticket::TicketChange;
use subrosa_proto::{AccountId, ErrorCode, text};
use subrosa_store::{Tx, brand_members, teams};

/// The reply as it is kept.
fn check(mut reply: SaveReply) -> Result<SaveReply, Error> {
    reply.name = reply.name.trim().to_owned();
    text::check_line(&reply.name, REPLY_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
    if !reply.text.is_empty() || reply.then.is_empty() {
        text::check_message(&reply.text, TEXT_CHARACTERS).map_err(|why| Error::text("text", why))?;
    }
    check_actions(&mut reply.then)?;
    Ok(reply)
}

fn check_actions(then: &mut TicketChange) -> Result<(), Error> {
    if then.snoozed_until.is_some() {
        let detail = "a saved reply has no moment of its own; status `snoozed` waits for the customer";
        return Err(Error::field(ErrorCode::InvalidParameter, "then", detail));
    }
    for labels in [&mut then.add_labels, &mut then.remove_labels] {
        if labels.len() > TICKET_LABELS {
            let detail = format!("at most {TICKET_LABELS} labels");
            return Err(Error::field(ErrorCode::LabelInvalid, "then", detail));
        }
        for label in labels {
            *label = subrosa_desk::check_label(label)
                .map_err(|why| Error::field(ErrorCode::LabelInvalid, "then", why.to_string()))?;
        }
    }
    Ok(())
}

/// Sees that whom it gives tickets to is there: a member who answers customers, a team of the brand.
async fn check_receiver(tx: &mut Tx<'_>, brand: AccountId, then: &TicketChange) -> Result<(), Error> {
    if let Some(Some(team)) = then.team
        && teams::find(tx, brand, team).await?.is_none()
    {
        return Err(Error::field(ErrorCode::InvalidParameter, "then", "the brand has no such team"));
    }
    let Some(Some(to)) = then.assignee else { return Ok(()) };
    match brand_members::find(tx, brand, to).await? {
        Some((role, true)) if role.answers() => Ok(()),
        _ => {
            let detail = "tickets go to owners, admins, agents and bots of the brand";
            Err(Error::field(ErrorCode::InvalidParameter, "then", detail))
        }
    }
}
