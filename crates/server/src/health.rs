//! For load balancers, orchestrators and monitoring: is the process up, can it serve, how is it doing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use subrosa_bus::Health;
use subrosa_proto::ErrorCode;

use crate::App;
use crate::http::Failure;

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store can be read and the server is not about to stop. A server that is out of touch with the others says so and
/// is ready all the same: it serves from the store, and where NATS is gone, the others are no better.
pub(crate) async fn ready(State(app): State<App>) -> Result<String, Failure> {
    if app.drain.has_begun() {
        return Err(Failure::new(ErrorCode::Draining));
    }
    app.messaging.probe().await?;
    Ok(match app.messaging.bus().health() {
        None => "ready\n".to_owned(),
        Some(Health { connected: true, peers }) => format!("ready\nnats: connected, {peers} other servers\n"),
        Some(Health { connected: false, .. }) => "ready\nnats: lost, sessions are served from the store\n".to_owned(),
    })
}

/// `GET /metrics`.
pub(crate) async fn metrics(State(app): State<App>) -> Response {
    app.metrics.set_embeddings(app.messaging.embedding_counts());
    let text = app.metrics.text(app.messaging.db().queued());
    (StatusCode::OK, [(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
        .into_response()
}
