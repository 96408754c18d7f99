//! The demo as its people find it.

use serde_json::Value;
use subrosa_client::Http;
use subrosa_proto::account::SignIn;
use subrosa_proto::conversation::ListRequest;

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

#[test]
fn a_brand_of_any_size() {
    let scratch = Scratch::new();
    let made = scratch.json(&["demo", "--size", "large", "--customers", "60", "--json"]);
    assert_eq!((&made["made"]["customers"], &made["made"]["messages"]), (&60.into(), &600.into()));
    assert_eq!(made["made"]["orders"], 180);
    assert_seen!("demo_again_large", scratch.run(&["demo", "--size", "large"]));
}

#[test]
fn six_people_with_something_to_read() {
    let scratch = Scratch::new();
    assert_seen!("demo", scratch.run(&["demo"]));
    assert_seen!("demo_again", scratch.run(&["demo"]));
    assert_eq!(scratch.json(&["demo", "--json"])["created"], false);

    let server = Server::start(&scratch, &[]);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let sign_in = sign_in("maya");
    let page = runtime.block_on(async {
        let http = Http::new(&server.url()).expect("an address");
        let session = http.sign_in(&sign_in).await.expect("the password is as printed");
        let http = http.with_token(session.token);
        let avatar = session.account.avatar.expect("a picture");
        assert!(http.avatar(&avatar).await.expect("a picture").starts_with(&[0xff, 0xd8]), "a JPEG");
        http.conversations(&ListRequest::default()).await.expect("a list")
    });
    let lines: Vec<String> = page
        .conversations
        .iter()
        .map(|item| {
            let conversation = &item.conversation;
            let draft = if conversation.draft.is_some() { ", and a draft" } else { "" };
            let handle = &conversation.peer.handle;
            format!("{handle}: {} messages, {} unread{draft}", conversation.head, conversation.unread)
        })
        .collect();
    insta::assert_snapshot!("demo_conversations", lines.join("\n"));
}

#[test]
fn a_shop_that_writes_to_many() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let server = Server::start(&scratch, &[]);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (token, brand) = runtime.block_on(async {
        let http = Http::new(&server.url()).expect("an address");
        let token = http.sign_in(&sign_in("nadia")).await.expect("the password is as printed").token;
        let brand = http.with_token(token.clone()).find_account("rosewater").await.expect("a brand");
        (token, brand.account.id.to_string())
    });
    let get = |path: &str| server.get_as((&token, &brand), path);

    let segments = get("/v1/brand/segments");
    let segments = segments["segments"].as_array().expect("a list");
    assert_eq!(segments.len(), 6);
    let live: Vec<&Value> = segments.iter().filter(|one| one["kind"] == "live").collect();
    assert_eq!(live.len(), 3);
    let is_filled = |one: &Value| one["is_ready"] == true && one["contacts"].as_u64() > Some(10);
    assert!(live.into_iter().all(is_filled), "{segments:?}");

    let campaigns = get("/v1/brand/campaigns");
    let of = |state: &str| {
        let all = campaigns["campaigns"].as_array().expect("a list");
        let found: Vec<&Value> = all.iter().filter(|one| one["state"] == state).collect();
        assert_eq!(found.len(), 1, "{campaigns}");
        found[0].clone()
    };
    assert!(of("waiting")["people"].as_u64() > Some(100), "it goes to so many that another member has to agree");
    let pools = get("/v1/brand/vouchers");
    assert_eq!((&pools["pools"][0]["left"], &pools["pools"][0]["given"]), (&400.into(), &0.into()));
    assert_eq!(of("waiting")["vouchers"], pools["pools"][0]["id"]);
    let sale = of("finished");
    let at = |what: &str| get(&format!("/v1/brand/campaigns/{}/{what}", sale["id"].as_str().expect("an id")));
    let (progress, report) = (at("progress"), at("report"));

    // All that the report says is what became of deliveries.
    let number = |value: &Value| value.as_u64().expect("a number");
    let sum = |of: &str| report["variants"].as_array().expect("a list").iter().map(|one| number(&one[of])).sum::<u64>();
    let (sent, held_out) = (number(&progress["sent"]), number(&progress["held_out"]));
    let skipped: u64 = progress["skipped"].as_array().expect("a list").iter().map(|one| number(&one["contacts"])).sum();
    assert_eq!(sent + held_out + skipped, 400, "each of the regulars once: {progress}");
    assert_eq!((sum("people"), number(&report["held_out"]["people"])), (sent, held_out));
    assert_eq!((number(&progress["planned"]), report["is_final"].as_bool()), (0, Some(true)));
    let wanted_no_more = number(&progress["opted_out"]);
    assert!(sum("opted_out") == wanted_no_more && wanted_no_more <= 2, "{progress}");
    let (seen, converted) = (sum("seen"), sum("converted"));
    assert!(sent > seen && seen > sent / 2 && converted > 30 && converted < sent, "{report}");
    assert!(sum("revenue") > 0 && report["currency"] == "EUR" && number(&report["held_out"]["seen"]) == 0, "{report}");
}

fn sign_in(handle: &str) -> SignIn {
    SignIn {
        handle: handle.to_owned(),
        password: "under-the-rose".to_owned(),
        code: None,
        passkey: None,
        device_name: None,
    }
}
