//! What happens around every request: it is counted, it may not take for ever, and one line of the log tells of it.
//!
//! The line holds the route's template, never the address that was asked for: ids, handles and tokens may stand in it.

use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subrosa_proto::limits::WAIT_SECONDS;
use subrosa_proto::{ErrorCode, Problem};

use super::Failure;
use crate::App;

/// Time for an answer to begin.
const LIMIT: Duration = Duration::from_secs(30);
/// The same for a long-poll, which may wait by itself.
const POLL_LIMIT: Duration = Duration::from_secs(WAIT_SECONDS as u64 + 10);

/// The same where a file comes in over a slow line.
const UPLOAD_LIMIT: Duration = Duration::from_secs(120);

/// Counts, bounds and logs a request.
pub(crate) async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    app.metrics.requests.inc();
    let begun = Instant::now();
    let method = name_of(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let limit = match route {
        "/v1/sync" => POLL_LIMIT,
        "/v1/conversations/{conversation}/attachments" => UPLOAD_LIMIT,
        _ => LIMIT,
    };
    let response = tokio::time::timeout(limit, next.run(request)).await.unwrap_or_else(|_| too_late());
    let status = response.status().as_u16();
    let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0;
    tracing::info!(method, route, status, milliseconds, "request");
    response
}

/// A method's name, if it is one of HTTP's: others are words of the client's choice.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn too_late() -> Response {
    let problem = Problem::new(ErrorCode::StorageUnavailable)
        .with_detail("the answer took too long; what was asked may be done or not")
        .with_retry_after(1);
    Failure(Box::new(problem)).into_response()
}
