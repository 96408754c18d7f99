//! All routes of the server.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, middleware};
use subrosa_proto::ErrorCode;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::{Failure, around, headers};
use crate::{App, asyncapi, docs, health, links, openapi, rest, socket, web};

static OPENAPI: LazyLock<String> = LazyLock::new(openapi::openapi);
static ASYNCAPI: LazyLock<String> = LazyLock::new(asyncapi::asyncapi);

/// The server's routes with everything around them.
pub fn router(app: App) -> Router {
    let secure = app.settings.is_secure();
    let router = Router::from(rest::routes())
        .route("/v1/socket", get(socket::open))
        .route("/v1/openapi.json", get(async || json(&OPENAPI)))
        .route("/v1/asyncapi.json", get(async || json(&ASYNCAPI)))
        .route("/l/{token}", get(links::open))
        .route("/docs/api", get(docs::api::reference_page))
        .route("/docs/errors", get(docs::errors::index))
        .route("/docs/errors/{code}", get(docs::errors::one))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(web::serve)
        .method_not_allowed_fallback(async || Failure::new(ErrorCode::MethodNotAllowed))
        .layer(middleware::from_fn_with_state(app.clone(), around::around))
        .with_state(app);
    headers::layer(router, secure).layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
        Failure::new(ErrorCode::Internal).into_response()
    }))
}

fn json(document: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], document)
}
