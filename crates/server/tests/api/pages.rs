//! What browsers get: the app, the reference, the errors' pages, and the headers around everything.

use reqwest::Method;
use subrosa_proto::ErrorCode;

use crate::node::Node;

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems() {
    let node = Node::start().await;
    for path in ["/v1", "/v1/", "/v1/nothing", "/v1/conversations/", "/docs/nothing", "/docs/errors/nothing"] {
        assert_eq!(
            node.get(path).header("accept", "text/html").send().await.expect(404).problem(),
            "not_found",
            "{path}"
        );
    }
    for (method, path, allowed) in [
        (Method::POST, "/v1/me", "GET,HEAD,PATCH"),
        (Method::GET, "/v1/accounts", "POST"),
        (Method::DELETE, "/v1/sync", "GET,HEAD"),
        (Method::POST, "/docs/api", "GET,HEAD"),
        (Method::POST, "/", "GET,HEAD"),
    ] {
        let answer = node.request(method, path).send().await.expect(405);
        assert_eq!(answer.problem(), "method_not_allowed");
        let mut told: Vec<&str> = answer.header("allow").split(',').collect();
        told.sort_unstable();
        assert_eq!(told.join(","), allowed, "{path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let node = Node::start().await;
    for (path, cached) in
        [("/v1/info", "no-store"), ("/v1/me", "no-store"), ("/v1/nothing", "no-store"), ("/docs/api", "no-store")]
    {
        let answer = node.get(path).send().await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", cached),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(answer.header("access-control-allow-origin").is_empty());
    }
}

#[tokio::test]
async fn the_reference_shows_every_operation_without_scripts() {
    let node = Node::start().await;
    let page = node.get("/docs/api").send().await.expect(200);
    let text = String::from_utf8(page.bytes).expect("text");
    assert!(!text.contains("<script") && !text.contains(" onclick"));
    for (name, _, path, _) in crate::description::operations() {
        assert!(text.contains(&format!("id=\"{name}\"")) && text.contains(&path), "{name}");
    }
    // Every link within the page leads somewhere.
    for link in text.split("href=\"#").skip(1) {
        let target = link.split('"').next().expect("a target");
        assert!(text.contains(&format!("id=\"{target}\"")), "{target}");
    }
    let served = node.get("/v1/openapi.json").send().await.expect(200);
    assert_eq!(served.bytes, subrosa_server::openapi().into_bytes());
    let served = node.get("/v1/asyncapi.json").send().await.expect(200);
    assert_eq!(served.bytes, subrosa_server::asyncapi().into_bytes());
}

#[tokio::test]
async fn every_error_has_a_page_at_its_address() {
    let node = Node::start().await;
    let index = String::from_utf8(node.get("/docs/errors").send().await.expect(200).bytes).expect("text");
    for code in ErrorCode::ALL {
        let path = format!("/docs/errors/{}", code.code());
        assert!(index.contains(&path));
        let page = String::from_utf8(node.get(&path).send().await.expect(200).bytes).expect("text");
        assert!(page.contains(code.code()) && page.contains("<h2>What to do</h2>"), "{path}");
        // What the repository links to is not served.
        assert!(!page.contains(".md\""), "{path}");
    }
}

#[tokio::test]
async fn the_app_answers_for_its_own_addresses_only() {
    let node = Node::start().await;
    for path in ["/", "/c/cnv_06fq3k8x9w2m4", "/settings/devices"] {
        let page = node.get(path).header("accept", "text/html,*/*").send().await.expect(200);
        assert!(page.header("content-type").starts_with("text/html"), "{path}");
    }
    // A script that a newer build no longer has is not a page.
    assert_eq!(node.get("/assets/gone.js").header("accept", "*/*").send().await.expect(404).problem(), "not_found");
}

#[tokio::test]
async fn monitoring_is_answered_and_names_no_one() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    node.get("/v1/me").by(&ada).send().await.expect(200);
    assert_eq!(node.get("/healthz").send().await.expect(200).bytes, b"ok\n");
    assert_eq!(node.get("/readyz").send().await.expect(200).bytes, b"ready\n");
    let metrics = String::from_utf8(node.get("/metrics").send().await.expect(200).bytes).expect("text");
    assert!(metrics.contains("subrosa_requests_total 4"), "{metrics}");
    assert!(metrics.contains("subrosa_replica_pages_total 0"), "{metrics}");
    assert!(metrics.contains("subrosa_replica_fallbacks_total{why=\"behind\"} 0"), "{metrics}");
    assert!(!metrics.contains("ada") && !metrics.contains("127.0.0.1"));
}
