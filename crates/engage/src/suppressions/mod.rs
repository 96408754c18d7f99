//! Whom a brand's campaigns never write to: identities and contacts, added by members, one by one or many, and by customers who complain.
//!
//! Never: whether somebody is on the list for a message (that is read where it is sent), who it is in a log.

mod add;
mod add_many;
mod export;
mod list;
mod remove;
mod table;
mod told;
mod whom;
mod written;

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::right::Right;
use subrosa_proto::{AccountId, ErrorCode};

pub use export::SuppressionExport;

/// The brand of which someone may see the list: who may see its campaigns and its contacts.
fn reader(actor: &Actor) -> Result<AccountId, Error> {
    let permit = permit::<ReadCampaigns>(actor, &Subject::Own)?;
    if !permit.held()?.rights().has(Right::ReadContacts) {
        return Err(Error::detailed(ErrorCode::Forbidden, "who is on it is for members who may see contacts"));
    }
    Ok(permit.account()?)
}

fn wrong(field: &str, what: impl Into<String>) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what)
}
