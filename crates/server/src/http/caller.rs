//! Who calls: the extractors that authenticate, so that handlers never read a header.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts, Query};
use axum::http::header::{AUTHORIZATION, UPGRADE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use serde::Deserialize;
use subrosa_access::Actor;
use subrosa_messaging::accounts::Origin;
use subrosa_proto::{AccountId, ErrorCode};

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
        let actor = app.messaging.actor(token, acting_for(parts)?).await?;
        if let Some(person) = actor.person() {
            app.messaging.check_rate(person)?;
        }
        Ok(Self(actor))
    }
}

/// The header that names the brand that the caller acts for. A browser's WebSocket can't send one, so it may also stand in the query.
pub(crate) const ACTING_FOR: &str = "subrosa-account";

#[derive(Deserialize)]
struct InQuery {
    account: Option<AccountId>,
}

/// The account that the caller acts for, where that is not their own.
fn acting_for(parts: &Parts) -> Result<Option<AccountId>, Failure> {
    let wrong = || Failure::detailed(ErrorCode::Forbidden, "Subrosa-Account: the id of a brand that you work for");
    if let Some(value) = parts.headers.get(ACTING_FOR) {
        return value.to_str().ok().and_then(|text| text.parse().ok()).map(Some).ok_or_else(wrong);
    }
    if !parts.headers.contains_key(UPGRADE) {
        return Ok(None);
    }
    let query = Query::<InQuery>::try_from_uri(&parts.uri).map_err(|_| wrong())?;
    Ok(query.account)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn by_cookie<'p>(parts: &'p Parts, app: &App) -> Result<&'p str, Failure> {
    let token = cookie::read(&parts.headers, app.settings.is_secure())
        .ok_or_else(|| Failure::new(ErrorCode::Unauthenticated))?;
    let upgrades = parts.headers.contains_key(UPGRADE);
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
