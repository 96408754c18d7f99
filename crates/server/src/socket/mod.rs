//! The socket at `/v1/socket`: a doorbell and a pipe for commands.
//!
//! One task per session owns the connection; it hears the bus, forwards live frames that follow what it sent last, reads the
//! store when they do not, and carries out commands.
//!
//! Never: an unbounded queue, a rule, a frame larger than the cap, a session without a heartbeat.

mod command;
mod frames;
mod session;

pub(crate) use command::NAMES;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use subrosa_proto::ErrorCode;
use subrosa_proto::limits::FRAME_BYTES;

use crate::App;
use crate::http::{Caller, Failure};

/// Decides the memory of an idle session: the default of 128 KiB is reserved for each connection.
const READ_BUFFER: usize = 1024;

/// `GET /v1/socket`: the WebSocket handshake (RFC 6455), by cookie from our own pages or by bearer token.
pub(crate) async fn open(
    State(app): State<App>,
    Caller(actor): Caller,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Failure> {
    let upgrade = upgrade.map_err(|why| Failure::detailed(ErrorCode::MalformedRequest, why.body_text()))?;
    if app.drain.has_begun() {
        return Err(Failure::new(ErrorCode::Draining));
    }
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(16 * 1024)
        .max_write_buffer_size(8 * 1024 * 1024)
        .max_message_size(FRAME_BYTES)
        .max_frame_size(FRAME_BYTES);
    Ok(upgrade.on_upgrade(move |socket| session::run(app, actor, socket)))
}
