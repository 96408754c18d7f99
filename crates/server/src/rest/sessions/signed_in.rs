//! The answer to whoever has just signed up or in: the session, and the cookie that carries it in browsers.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use subrosa_proto::account::Session;

use crate::App;
use crate::http::cookie;

/// 201 with the session in body and cookie.
pub(in crate::rest) fn answer(app: &App, session: Session) -> Response {
    let cookie = cookie::set(&session.token, app.settings.is_secure());
    let mut response = (StatusCode::CREATED, Json(session)).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}
