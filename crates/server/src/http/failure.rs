//! Errors as answers: problem details (RFC 9457).

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use subrosa_messaging::Error;
use subrosa_proto::{ErrorCode, Problem};

/// A failed request.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) Box<Problem>);

impl Failure {
    pub(crate) fn new(code: ErrorCode) -> Self {
        Self(Box::new(Problem::new(code)))
    }

    pub(crate) fn detailed(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(code).with_detail(detail)))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(Box::new(error.into_problem()))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"subrosa\""));
        }
        response
    }
}
