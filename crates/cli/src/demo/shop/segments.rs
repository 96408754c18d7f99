//! The shop's segments, as its people write them.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::SegmentId;
use subrosa_proto::saved_segment::{GivenRule, SaveSegment};

use crate::failure::Failure;

/// What it is called, whether its contacts are kept, and its rule.
const SEGMENTS: [(&str, bool, &str); 6] = [
    (
        "Linen lovers",
        true,
        r#"consent offers and (attribute favourite = "Linen" or orders count >= 1 in last 365 days with category ("Linen"))"#,
    ),
    (
        "Left something in the basket",
        true,
        r#"event "Checkout Started" in last 14 days and not event "Order Completed" in last 14 days"#,
    ),
    ("Came back", true, "orders count >= 2 in last 365 days"),
    ("Not seen for a while", false, "consent offers and last order over 90 days ago"),
    ("Best customers", false, "standing recency >= 4 money >= 4"),
    (
        "Workshop people",
        false,
        r#"consent workshops or event "Workshop booked" in last 365 days or attribute workshops >= 1"#,
    ),
];

/// Makes them; the first one.
pub(super) async fn make(engage: &Engage, marketer: &Actor) -> Result<SegmentId, Failure> {
    let mut made = Vec::new();
    for (name, is_live, text) in SEGMENTS {
        let given = GivenRule { rule: None, text: Some(text.to_owned()) };
        made.push(engage.create_segment(marketer, SaveSegment { name: name.to_owned(), given, is_live }).await?.id);
    }
    made.first().copied().ok_or_else(|| Failure::new("there are no segments"))
}
