//! The socket at `/v1/socket`: a doorbell and a pipe for commands.
//!
//! One task per session owns the connection; it hears the bus, forwards live frames that follow what it sent last, reads the
//! store when they do not, and carries out commands.
//!
//! Never: an unbounded queue, a rule, a frame larger than the cap, a session without a heartbeat.

mod command;
mod frames;
mod line;
mod session;
mod upgrade;

pub(crate) use command::NAMES;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use subrosa_proto::ErrorCode;
use upgrade::Upgrade;

use crate::App;
use crate::http::{Caller, Failure};
use crate::place::Place;

/// `GET /v1/socket`: the WebSocket handshake (RFC 6455), by cookie from our own pages or by bearer token.
pub(crate) async fn open(
    State(app): State<App>,
    Caller(actor): Caller,
    place: Option<Extension<Place>>,
    upgrade: Upgrade,
) -> Result<Response, Failure> {
    if app.drain.has_begun() {
        return Err(Failure::new(ErrorCode::Draining));
    }
    Ok(upgrade.open(async move |line| {
        session::run(app, actor, line).await;
        drop(place);
    }))
}
