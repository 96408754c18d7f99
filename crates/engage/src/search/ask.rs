//! What is asked for, checked.

use subrosa_find::Query;
use subrosa_messaging::{Error, range};
use subrosa_proto::limits::PAGE_FOUND;
use subrosa_proto::search::{SearchOrder, SearchRequest};
use subrosa_proto::{ErrorCode, Timestamp, ids};

const DEFAULT_LIMIT: u32 = 20;

/// What is asked for.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) query: Query,
    pub(super) order: SearchOrder,
    /// Ids of texts lie above it.
    pub(super) above: i64,
    /// Ids of texts lie below it.
    pub(super) below: i64,
    pub(super) limit: u32,
    /// Whether the page has what is no text, too.
    pub(super) is_first: bool,
}

impl Asked {
    pub(super) fn of(request: &SearchRequest) -> Result<Self, Error> {
        let wrong = |field, detail: String| Error::field(ErrorCode::InvalidParameter, field, detail);
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_FOUND)?;
        let query = subrosa_find::parse(&request.q)
            .map_err(|why| Error::field(ErrorCode::TextInvalid, "q", why.to_string()))?;
        let order = request.order.unwrap_or_default();
        let after = request.after.as_deref();
        let place = match after {
            None => i64::MAX,
            Some(text) => number(text).ok_or_else(|| wrong("after", "not a page's next".to_owned()))?,
        };
        let lowest = |moment: i64| ids::lowest_at(Timestamp::from_milliseconds(moment));
        Ok(Self {
            order,
            above: query.from.map_or(0, |from| lowest(from).saturating_sub(1)),
            below: query.before.map_or(i64::MAX, lowest).min(place),
            limit,
            is_first: after.is_none(),
            query,
        })
    }
}

fn number(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
