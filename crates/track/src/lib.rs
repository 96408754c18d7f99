//! Tracking calls as data: `identify`, `track`, `page`, `screen`, `group`, `alias` and batches of them, in the shape of the Segment
//! specification (<https://segment.com/docs/connections/spec/>), which many programs speak; and the orders that its e-commerce events
//! come to (<https://segment.com/docs/connections/spec/ecommerce/v2/>).
//!
//! Never: I/O, a clock of its own, an order that depends on the sequence in which it was told, a batch refused for one call of it.

mod call;
mod moment;
mod order;
mod request;
mod telling;
mod traits;
mod who;

pub use call::{Call, Kind, What, has_nul};
pub use order::order;
pub use request::{CALL_BYTES, CALLS_AT_ONCE, NoRequest, Request, Unusable, read};
pub use telling::{Step, TELLINGS, Telling, ToldItem};
pub use traits::{Learnt, TRAITS};
pub use who::Who;
