//! Short links of campaigns: `GET /l/{token}` leads on to where the campaign says, without a sign-in. People who open one are counted; programs are
//! led on all the same.
//!
//! Never: an address that stands in the request, a word about who opened it to where it leads.

mod machines;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;

use crate::http::{Failure, address};
use crate::{App, web};

/// Leads on.
pub(crate) async fn open(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let token = request.uri().path().strip_prefix("/l/").unwrap_or_default().to_owned();
    let address = address::client(peer, request.headers(), &app.settings.trusted_proxies);
    let is_person = machines::is_person(request.method(), request.headers());
    let led = app.engage.open_link(&token, address, is_person).await;
    let led = led.and_then(|to| HeaderValue::try_from(to).map_err(|_| Error::new(ErrorCode::NotFound)));
    match led {
        Ok(to) => {
            let mut answer = StatusCode::FOUND.into_response();
            let headers = answer.headers_mut();
            headers.insert(LOCATION, to);
            headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            answer
        }
        Err(error) if error.code() == ErrorCode::NotFound => unknown(request).await,
        Err(error) => Failure::from(error).into_response(),
    }
}

/// As for every address that there is not: the app's page says so to people.
async fn unknown(mut request: Request) -> Response {
    request.headers_mut().remove(IF_NONE_MATCH);
    let mut answer = web::serve(request).await;
    *answer.status_mut() = StatusCode::NOT_FOUND;
    let headers = answer.headers_mut();
    headers.remove(ETAG);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
