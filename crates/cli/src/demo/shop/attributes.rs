//! What the shop wants to know of its customers.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::contact::{AttributeKind, SaveAttribute, Unfit};

use crate::failure::Failure;

/// Name for programs, what people call it, what it is.
const ATTRIBUTES: [(&str, &str, AttributeKind); 8] = [
    ("tier", "Tier", AttributeKind::Text),
    ("newsletter", "Newsletter", AttributeKind::YesNo),
    ("workshops", "Workshops visited", AttributeKind::Number),
    ("birthday", "Birthday", AttributeKind::Date),
    ("first_name", "First name", AttributeKind::Text),
    ("language", "Language", AttributeKind::Text),
    ("time_zone", "Time zone", AttributeKind::Text),
    ("favourite", "Likes best", AttributeKind::Text),
];

/// Defines them.
pub(super) async fn define(engage: &Engage, owner: &Actor) -> Result<(), Failure> {
    for (name, label, kind) in ATTRIBUTES {
        let attribute = SaveAttribute { label: label.to_owned(), kind, unfit: Unfit::Keep };
        engage.save_attribute(owner, name.to_owned(), attribute).await?;
    }
    Ok(())
}
