//! All routes of the server.

use axum::Router;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::{Failure, headers};
use crate::{App, health, socket};
use subrosa_proto::ErrorCode;

/// The server's routes with everything around them.
pub fn router(app: App) -> Router {
    let secure = app.settings.is_secure();
    let router = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/v1/socket", get(socket::open))
        .with_state(app);
    headers::layer(router, secure).layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
        axum::response::IntoResponse::into_response(Failure::new(ErrorCode::Internal))
    }))
}
