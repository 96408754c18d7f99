//! What a brand wants to know of its contacts: the attributes that it defines.

mod fit;
mod list;
mod remove;
mod save;
pub(crate) mod value;

use subrosa_flow::Name;
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;

/// A name for programs in the field of this name, if it is one: the same that bots use.
pub(crate) fn check_name(field: &str, name: &str) -> Result<(), Error> {
    let why = |why: subrosa_flow::name::InvalidName| Error::field(ErrorCode::InvalidParameter, field, why.to_string());
    name.parse::<Name>().map(|_| ()).map_err(why)
}
