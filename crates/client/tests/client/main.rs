//! The client against a peer in memory that speaks frames as each test says, on paused time; and the parts of it that
//! need no peer.

#![expect(clippy::expect_used, reason = "an expectation that is not met is how a test fails")]

mod http;
mod outbox;
mod peer;
mod session;
mod tls;
mod view;

#[test]
fn the_guide_shows_the_example_as_it_is() {
    let guide = include_str!("../../../../docs/build/sdk-rust.md");
    assert!(guide.contains(include_str!("../../examples/echo.rs")), "copy examples/echo.rs into the guide");
}
