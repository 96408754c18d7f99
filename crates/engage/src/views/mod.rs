//! Views of the inbox that members keep: for themselves, or for all.

mod check;
mod count;
mod create;
mod list;
mod order;
mod remove;
mod replace;

use subrosa_access::{Actor, KeepViews, Permit, ShareViews, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::AccountId;

/// The brand and the member who keeps a view, if they may keep one that is shared, or is not.
fn keeper(actor: &Actor, shared: bool) -> Result<(AccountId, AccountId), Error> {
    fn both<A: subrosa_access::Action>(permit: &Permit<A>) -> Result<(AccountId, AccountId), Error> {
        Ok((permit.account()?, permit.person()?))
    }
    if shared {
        both(&permit::<ShareViews>(actor, &Subject::Own)?)
    } else {
        both(&permit::<KeepViews>(actor, &Subject::Own)?)
    }
}
