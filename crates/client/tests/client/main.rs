//! The client against a peer in memory that speaks frames as each test says, on paused time; and the parts of it that need no
//! peer.

#![expect(clippy::expect_used, reason = "an expectation that is not met is how a test fails")]

mod http;
mod outbox;
mod peer;
mod session;
mod view;
