//! The demo as its people find it.

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
    let sign_in = SignIn {
        handle: "maya".to_owned(),
        password: "under-the-rose".to_owned(),
        code: None,
        passkey: None,
        device_name: None,
    };
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
