//! All routes of the server.

use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use subrosa_proto::ErrorCode;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::{Failure, around, headers};
use crate::{App, asyncapi, health, openapi, rest, socket};

/// The server's routes with everything around them.
pub fn router(app: App) -> Router {
    let secure = app.settings.is_secure();
    let router = Router::from(rest::routes())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/v1/socket", get(socket::open))
        .route("/v1/openapi.json", get(async || json(openapi::openapi())))
        .route("/v1/asyncapi.json", get(async || json(asyncapi::asyncapi())))
        .fallback(not_found)
        .method_not_allowed_fallback(async || Failure::new(ErrorCode::MethodNotAllowed))
        .layer(middleware::from_fn_with_state(app.clone(), around::around))
        .with_state(app);
    headers::layer(router, secure).layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
        Failure::new(ErrorCode::Internal).into_response()
    }))
}

async fn not_found(_: Uri) -> Failure {
    Failure::new(ErrorCode::NotFound)
}

fn json(document: String) -> Response {
    (StatusCode::OK, [(CONTENT_TYPE, "application/json")], document).into_response()
}
