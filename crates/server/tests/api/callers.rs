//! Who calls: tokens, cookies, other sites, addresses behind proxies.

use reqwest::Method;
use serde_json::json;
use subrosa_access::Rate;

use crate::node::{Node, Person};

const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn only_a_valid_token_is_a_token() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let good = format!("Bearer {}", ada.token);
    for (value, status) in [
        (good.as_str(), 200),
        (&good.replace("Bearer", "bearer"), 200),
        (&format!("Bearer  {} ", ada.token), 200),
        (&format!("{good}x"), 401),
        (&good[..good.len() - 1], 401),
        ("Bearer", 401),
        ("Bearer ", 401),
        (&good.replace("Bearer", "Basic"), 401),
        (&ada.token, 401),
        ("Bearer subrosa_", 401),
    ] {
        let answer = node.get("/v1/me").header("authorization", value).send().await.expect(status);
        if status == 401 {
            assert_eq!(answer.problem(), "unauthenticated", "{value}");
            assert!(answer.header("www-authenticate").starts_with("Bearer"));
        }
    }
    node.get("/v1/me").send().await.expect(401);
}

#[tokio::test]
async fn the_cookie_is_found_among_others_and_closed_to_scripts() {
    let node = Node::start().await;
    let answer =
        node.post("/v1/accounts").json(&json!({"handle": "ada", "password": PASSWORD})).send().await.expect(201);
    let set = answer.header("set-cookie").to_owned();
    let token = answer.body["token"].as_str().expect("a token");
    assert!(set.starts_with(&format!("subrosa={token}; ")), "{set}");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax"] {
        assert!(set.split("; ").any(|one| one == attribute), "{set}");
    }
    let get = |cookie: String| {
        let request = node.get("/v1/me").header("cookie", &cookie);
        async move { request.send().await.status }
    };
    assert_eq!(get(format!("theme=dark; subrosa={token}; x=y")).await, 200);
    assert_eq!(get(format!("xsubrosa={token}; subrosa={token}")).await, 200);
    assert_eq!(get(format!("xsubrosa={token}")).await, 401);
    assert_eq!(get(format!("__Host-subrosa={token}")).await, 401);
    assert_eq!(get("subrosa=; subrosa".to_owned()).await, 401);
    assert_eq!(get(";;==;".to_owned()).await, 401);
    let out = node.request(Method::DELETE, "/v1/sessions/current").header("cookie", &format!("subrosa={token}"));
    let out = out.header("sec-fetch-site", "same-origin").send().await.expect(204);
    assert!(out.header("set-cookie").starts_with("subrosa=; ") && out.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn behind_tls_the_cookie_is_bound_to_it() {
    let node = Node::with(|_, server| server.public_url = Some("https://dm.example.com".to_owned())).await;
    let answer =
        node.post("/v1/accounts").json(&json!({"handle": "ada", "password": PASSWORD})).send().await.expect(201);
    let set = answer.header("set-cookie");
    assert!(set.starts_with("__Host-subrosa=") && set.split("; ").any(|one| one == "Secure"), "{set}");
    assert!(!answer.header("strict-transport-security").is_empty());
    let token = answer.body["token"].as_str().expect("a token");
    node.get("/v1/me").header("cookie", &format!("__Host-subrosa={token}")).send().await.expect(200);
    // A cookie that someone set without TLS is not taken.
    node.get("/v1/me").header("cookie", &format!("subrosa={token}")).send().await.expect(401);
}

#[tokio::test]
async fn other_sites_can_do_nothing_with_a_visitors_cookie() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let own = format!("http://{}", node.address);
    let change = |headers: &[(&str, &str)]| {
        let mut request = node.request(Method::PATCH, "/v1/me").cookie(&ada).json(&json!({"bio": "changed"}));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        async move { request.send().await }
    };
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "http://evil.test")],
        &[("origin", "null")],
        &[("origin", "http://evil.test"), ("host", "evil.test.invalid")],
        &[("origin", &own), ("sec-fetch-site", "cross-site")],
        &[],
    ] {
        assert_eq!(change(headers).await.expect(403).problem(), "cross_site", "{headers:?}");
    }
    assert_eq!(node.get("/v1/me").by(&ada).send().await.body["bio"], "");
    change(&[("origin", &own)]).await.expect(200);
    change(&[("sec-fetch-site", "same-origin")]).await.expect(200);

    let cookie = format!("subrosa={}", ada.token);
    let open = async |more: &[(&str, &str)]| {
        let mut headers = vec![("cookie", cookie.as_str())];
        headers.extend(more);
        node.open(&headers).await.err().map(|(status, body)| (status, body["code"].clone()))
    };
    let refused = Some((403, json!("cross_site")));
    assert_eq!(open(&[("origin", "http://evil.test")]).await, refused);
    assert_eq!(open(&[]).await, refused);
    assert_eq!(open(&[("origin", &own)]).await, None);
}

#[tokio::test]
async fn other_sites_can_not_sign_a_visitor_in_to_an_account_of_theirs() {
    let node = Node::start().await;
    node.person_with_password("mallory", PASSWORD).await;
    let credentials = json!({"handle": "mallory", "password": PASSWORD});
    for path in ["/v1/sessions", "/v1/accounts", "/v1/sessions/platform"] {
        for (name, value) in [("origin", "http://evil.test"), ("sec-fetch-site", "cross-site")] {
            let answer = node.post(path).header(name, value).json(&credentials).send().await.expect(403);
            assert_eq!(answer.problem(), "cross_site");
            assert!(answer.header("set-cookie").is_empty());
        }
    }
    node.post("/v1/sessions").header("sec-fetch-site", "same-origin").json(&credentials).send().await.expect(201);
}

#[tokio::test]
async fn a_repeated_sign_up_makes_one_account_and_one_device() {
    let node = Node::start().await;
    let request = json!({"handle": "ada", "password": PASSWORD});
    let sign_up = |key: &'static str| {
        let request = node.post("/v1/accounts").header("idempotency-key", key).json(&request);
        async move { request.send().await }
    };
    let first = sign_up("try-1").await.expect(201).body;
    let again = sign_up("try-1").await.expect(201).body;
    assert_eq!((&first["account"], &first["device"]), (&again["account"], &again["device"]));
    assert_eq!(sign_up("try-2").await.expect(409).problem(), "handle_taken");
    let long = "k".repeat(129);
    let answer = node.post("/v1/accounts").header("idempotency-key", &long).json(&request).send().await.expect(400);
    assert_eq!(answer.problem(), "invalid_parameter");
}

/// A server that believes the proxy which every test is, and lets few guess.
async fn guarded(trusted: bool) -> Node {
    Node::with(|settings, server| {
        let few = Rate { per_minute: 1, burst: 4 };
        settings.limits.sign_ins_by_account = few;
        settings.limits.sign_ins_by_account_and_address = few;
        if trusted {
            server.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
        }
    })
    .await
}

async fn sign_in(node: &Node, address: &str, handle: &str, password: &str) -> crate::request::Answer {
    let request = node.post("/v1/sessions").header("x-forwarded-for", address);
    request.json(&json!({"handle": handle, "password": password})).send().await
}

#[tokio::test]
async fn guessing_is_throttled_without_locking_the_owner_out() {
    let node = guarded(true).await;
    node.person_with_password("ada", PASSWORD).await;
    sign_in(&node, "198.51.100.7", "ada", PASSWORD).await.expect(201);
    let mut outcomes = Vec::new();
    for host in 1..=8 {
        let answer = sign_in(&node, &format!("203.0.113.{host}"), "ada", "a guess of mine").await;
        outcomes.push(answer.problem().to_owned());
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
        }
    }
    let (tried, throttled) = outcomes.split_at(3);
    assert!(tried.iter().all(|code| code == "sign_in_failed"), "{outcomes:?}");
    assert!(throttled.iter().all(|code| code == "too_many_requests"), "{outcomes:?}");
    // The right password from a new address waits as well, or guessing would find it.
    assert_eq!(sign_in(&node, "203.0.113.99", "ada", PASSWORD).await.expect(429).problem(), "too_many_requests");
    // The owner, from where they have signed in before, does not.
    sign_in(&node, "198.51.100.7", "ada", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn an_unknown_handle_answers_like_a_wrong_password() {
    let node = guarded(true).await;
    node.person_with_password("ada", PASSWORD).await;
    for host in 1..=6 {
        let address = format!("203.0.113.{host}");
        let known = sign_in(&node, &address, "ada", "a guess of mine").await;
        let unknown = sign_in(&node, &address, "nobody", "a guess of mine").await;
        assert_eq!(without_wait(known), without_wait(unknown), "try {host}");
    }
}

/// An answer but for the seconds to wait, which pass between two of them.
fn without_wait(mut answer: crate::request::Answer) -> (u16, serde_json::Value) {
    answer.body.as_object_mut().expect("a problem").remove("retry_after");
    (answer.status, answer.body)
}

#[tokio::test]
async fn a_forwarded_address_counts_from_trusted_proxies_only() {
    let node = guarded(false).await;
    node.person_with_password("ada", PASSWORD).await;
    let mut last = 0;
    for host in 1..=6 {
        // Made up, so all of them come from one address.
        last = sign_in(&node, &format!("203.0.113.{host}"), "ada", "a guess of mine").await.status;
    }
    assert_eq!(last, 429);
    assert_eq!(sign_in(&node, "203.0.113.7", "ada", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn a_password_change_ends_the_other_devices() {
    let node = Node::start().await;
    let ada: Person = node.person_with_password("ada", PASSWORD).await;
    let phone = node.device("ada").await;
    let change = |current: &'static str| {
        let body = json!({"current": current, "new": "another horse battery"});
        let request = node.request(Method::PUT, "/v1/me/password").by(&ada).json(&body);
        async move { request.send().await }
    };
    assert_eq!(change("a guess of mine").await.expect(401).problem(), "sign_in_failed");
    node.get("/v1/me").by(&phone).send().await.expect(200);
    change(PASSWORD).await.expect(204);
    node.get("/v1/me").by(&phone).send().await.expect(401);
    node.get("/v1/me").by(&ada).send().await.expect(200);
}

#[tokio::test]
async fn too_frequent_requests_are_told_when_to_come_back() {
    let node = Node::with(|settings, _| settings.limits.commands = Rate { per_minute: 1, burst: 3 }).await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let answer = node.get("/v1/me").by(&ada).send().await;
        if answer.status == 429 {
            assert_eq!(answer.problem(), "too_many_requests");
            assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
        }
        statuses.push(answer.status);
    }
    assert_eq!((statuses[0], statuses[5]), (200, 429), "{statuses:?}");
    node.get("/v1/me").by(&grace).send().await.expect(200);
}
