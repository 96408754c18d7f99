//! Requests against every REST route of a real server: none fails inside (5xx), and every refusal is a problem with a code.

#![no_main]

mod server;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Request, Uri};
use libfuzzer_sys::fuzz_target;
use subrosa_proto::Problem;
use tower::ServiceExt;

use server::Server;

/// All but those that would sign the person out or wait for others.
const ROUTES: &[(&str, &str)] = &[
    ("GET", "/v1/info"),
    ("POST", "/v1/accounts"),
    ("POST", "/v1/sessions"),
    ("POST", "/v1/sessions/platform"),
    ("GET", "/v1/me"),
    ("PATCH", "/v1/me"),
    ("PUT", "/v1/me/avatar"),
    ("DELETE", "/v1/me/avatar"),
    ("PUT", "/v1/me/password"),
    ("GET", "/v1/me/devices"),
    ("DELETE", "/v1/me/devices/{tail}"),
    ("GET", "/v1/accounts/{tail}"),
    ("GET", "/v1/avatars/{tail}"),
    ("POST", "/v1/conversations"),
    ("GET", "/v1/conversations?{tail}"),
    ("GET", "/v1/conversations/{tail}"),
    ("POST", "/v1/conversations/{conversation}/messages"),
    ("GET", "/v1/conversations/{conversation}/events?{tail}"),
    ("PUT", "/v1/conversations/{conversation}/read"),
    ("PUT", "/v1/conversations/{conversation}/draft"),
    ("POST", "/v1/conversations/{conversation}/typing"),
    ("GET", "/v1/presence?{tail}"),
    ("GET", "/v1/snapshot"),
    ("GET", "/v1/sync?{tail}"),
    ("POST", "/v1/sync/ack"),
    ("GET", "/{tail}"),
];
const TYPES: &[&str] = &["application/json", "image/png", "image/jpeg", "image/webp", "image/gif", "text/plain"];

static SERVER: LazyLock<(Server, Router)> = LazyLock::new(|| {
    let server = Server::start();
    let router = server.runtime.block_on(async { subrosa_server::router(server.app.clone()) });
    (server, router)
});

fuzz_target!(|input: (u8, u8, &str, &[u8])| {
    let (route, kind, tail, body) = input;
    let (server, router) = &*SERVER;
    let (method, path) = ROUTES[usize::from(route) % ROUTES.len()];
    let path = path.replace("{tail}", tail).replace("{conversation}", &server.conversation.to_string());
    if path.contains("wait") || path.contains("/docs") {
        return;
    }
    let Ok(uri) = Uri::try_from(path) else { return };
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header(AUTHORIZATION, format!("Bearer {}", server.token))
        .header(CONTENT_TYPE, TYPES[usize::from(kind) % TYPES.len()])
        .extension(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 1))))
        .body(Body::from(body.to_vec()))
        .expect("a request");
    server.runtime.block_on(async {
        let response = router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        assert!(!status.is_server_error(), "{status}");
        if status.is_client_error() {
            let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
            let problem: Problem = serde_json::from_slice(&bytes).expect("a problem");
            assert_eq!(problem.status, status.as_u16());
        }
    });
});
