//! Tracking calls, at the addresses and in the shape of the Segment HTTP API
//! (<https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/>), so that its SDKs and those of RudderStack need
//! another host and nothing else.

pub(super) mod batch;
pub(super) mod calls;
mod sent;
