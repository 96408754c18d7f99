//! Who calls: the extractors that authenticate, so that handlers never read a header.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use subrosa_access::Actor;
use subrosa_messaging::accounts::Origin;
use subrosa_proto::ErrorCode;

use super::{Failure, address, cookie, same_site};
use crate::App;

/// A signed-in caller, by bearer token or by cookie from our own pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller(pub(crate) Actor);

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = match bearer(&parts.headers) {
            Some(token) => token,
            None => by_cookie(parts, app)?,
        };
        let identity = app.messaging.authenticate(token).await?;
        app.messaging.check_rate(identity.account)?;
        Ok(Self(identity.into()))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn by_cookie<'p>(parts: &'p Parts, app: &App) -> Result<&'p str, Failure> {
    let token = cookie::read(&parts.headers, app.settings.is_secure())
        .ok_or_else(|| Failure::new(ErrorCode::Unauthenticated))?;
    let upgrades = parts.headers.contains_key("upgrade");
    let changes = !matches!(parts.method, Method::GET | Method::HEAD);
    if (changes || upgrades) && !same_site::is_same_site(&parts.headers, app.settings.public_url.as_deref()) {
        return Err(Failure::new(ErrorCode::CrossSite));
    }
    Ok(token)
}

/// Where a call comes from and under which Idempotency-Key, for those who are not signed in yet.
#[derive(Debug, Clone)]
pub(crate) struct From(pub(crate) Origin);

const KEY_BYTES: usize = 128;

impl FromRequestParts<App> for From {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        // Otherwise another site could sign a visitor in to an account of its own and read what they write.
        if same_site::is_foreign(&parts.headers, app.settings.public_url.as_deref()) {
            return Err(Failure::new(ErrorCode::CrossSite));
        }
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
        let peer = peer.ok_or_else(|| Failure::new(ErrorCode::Internal))?;
        let request_key = match parts.headers.get("idempotency-key") {
            None => None,
            Some(value) => {
                let key = value.to_str().ok().filter(|key| !key.is_empty() && key.len() <= KEY_BYTES);
                let wrong =
                    || Failure::detailed(ErrorCode::InvalidParameter, "Idempotency-Key: 1 to 128 visible characters");
                Some(key.ok_or_else(wrong)?.to_owned())
            }
        };
        let address = address::client(peer, &parts.headers, &app.settings.trusted_proxies);
        Ok(Self(Origin { address, request_key }))
    }
}
