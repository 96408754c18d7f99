//! Who works for a brand: invited, joined, given other roles, removed; and what that means for what is open.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::socket::Came;

async fn change(node: &Node, by: &Person, method: Method, path: &str, body: &Value) -> u16 {
    let answer = node.request(method, path).by(by).json(body).send().await;
    if answer.status >= 400 {
        answer.problem();
    }
    answer.status
}

#[tokio::test]
async fn an_invited_person_works_there_once_they_accept() {
    let node = Node::start().await;
    let (olga, ines) = (node.person("olga").await, node.person("ines").await);
    let owner = node.shop(&olga).await;
    let brand = owner.brand();
    node.invite(&owner, "ines", "agent").await;
    let memberships = node.get("/v1/brands").by(&ines).send().await.expect(200).body;
    assert_eq!(memberships["memberships"][0]["brand"]["handle"], "shop");
    assert_eq!(memberships["memberships"][0]["invited"], true);
    let acting = ines.clone().acting_for(brand);
    assert_eq!(node.get("/v1/tickets").by(&acting).send().await.problem(), "forbidden");

    let path = format!("/v1/brands/{brand}/membership");
    assert_eq!(change(&node, &ines, Method::PUT, &path, &json!({})).await, 204);
    assert_eq!(change(&node, &ines, Method::PUT, &path, &json!({})).await, 204, "again changes nothing");
    node.get("/v1/tickets").by(&acting).send().await.expect(200);
    let twice = json!({"handle": "ines", "role": "agent"});
    let twice = node.post("/v1/brand/members").by(&owner).json(&twice).send().await;
    assert_eq!(twice.problem(), "already_member");

    // Declining, or leaving, ends it.
    assert_eq!(change(&node, &ines, Method::DELETE, &path, &json!({})).await, 204);
    assert_eq!(node.get("/v1/tickets").by(&acting).send().await.problem(), "forbidden");
    assert_eq!(node.get("/v1/brands").by(&ines).send().await.expect(200).body, json!({"memberships": []}));
}

#[tokio::test]
async fn a_brand_always_has_an_owner() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    let admin = node.member(&owner, "adam", "admin").await;
    let of = |person: &Person| format!("/v1/brand/members/{}", person.account);
    let leave = node.request(Method::DELETE, &of(&owner)).by(&owner).send().await;
    assert_eq!(leave.problem(), "last_owner");
    let lower = node.request(Method::PATCH, &of(&owner)).by(&owner).json(&json!({"role": "agent"})).send().await;
    assert_eq!(lower.problem(), "last_owner");
    // Only owners make owners, and unmake them.
    let seize = node.request(Method::PATCH, &of(&admin)).by(&admin).json(&json!({"role": "owner"})).send().await;
    assert_eq!(seize.problem(), "forbidden");
    assert_eq!(node.request(Method::DELETE, &of(&owner)).by(&admin).send().await.problem(), "forbidden");

    assert_eq!(change(&node, &owner, Method::PATCH, &of(&admin), &json!({"role": "owner"})).await, 204);
    assert_eq!(change(&node, &owner, Method::DELETE, &of(&owner), &json!({})).await, 204);
}

#[tokio::test]
async fn an_agent_who_is_removed_in_the_middle_does_no_more() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let owner = node.shop(&node.person("olga").await).await;
    let agent = node.member(&owner, "anna", "agent").await;
    let conversation = node.ask(&ada, "where is my parcel?").await;
    let (mut socket, _) = node.live(&agent, None).await;
    node.send(&agent, &conversation, "I am looking").await;
    let state = node.get(&format!("/v1/conversations/{conversation}")).by(&owner).send().await.expect(200).body;
    assert_eq!(state["conversation"]["thread"]["ticket"]["assignee"], json!(agent.account));

    let path = format!("/v1/brand/members/{}", agent.account);
    node.request(Method::DELETE, &path).by(&owner).send().await.expect(204);
    let bye = socket.frame_of("bye").await;
    assert_eq!(bye["error"]["code"], "membership_changed");
    assert!(matches!(socket.came().await, Came::Closed(_)));
    assert_eq!(node.open_by(&agent).await.err().map(|(status, _)| status), Some(403));
    // Also where a command was under way when it happened: what counts is what is true in its transaction.
    let stale = subrosa_access::Actor::Member {
        brand: agent.brand(),
        held: subrosa_proto::brand::Role::Agent.into(),
        person: agent.account,
        device: agent.device,
    };
    let id = conversation.parse().expect("an id");
    let message = serde_json::from_value(crate::request::message("too late")).expect("a message");
    let sending = node.messaging.send_message(&stale, id, &message).expect("is taken");
    assert_eq!(sending.await.expect_err("is refused").code(), subrosa_proto::ErrorCode::Forbidden);

    // What they held is nobody's, and everyone sees why.
    let state = node.get(&format!("/v1/conversations/{conversation}")).by(&owner).send().await.expect(200).body;
    assert_eq!(state["conversation"]["thread"]["ticket"]["assignee"], Value::Null);
    let last = state["journal"].as_array().expect("a journal").last().expect("an entry").clone();
    assert_eq!((&last["what"], &last["author"]), (&json!({"kind": "assigned"}), &json!(owner.brand())));
}

#[tokio::test]
async fn a_device_that_is_signed_out_leaves_the_brand_too() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    let (mut socket, _) = node.live(&owner, None).await;
    let olga = owner.actor();
    node.messaging.revoke_device(&olga, owner.device).await.expect("her own device");
    assert_eq!(socket.frame_of("bye").await["error"]["code"], "membership_changed");
    assert_eq!(node.open_by(&owner).await.err().map(|(status, _)| status), Some(401));
}

#[tokio::test]
async fn a_brand_is_no_person() {
    let node = Node::start().await;
    let (olga, ada) = (node.person("olga").await, node.person("ada").await);
    let owner = node.shop(&olga).await;
    // It begins no conversations, works for no other brand, and nobody has a token that is it.
    let begin = node.post("/v1/conversations").by(&owner).json(&json!({"handle": "ada"})).send().await;
    assert_eq!(begin.problem(), "forbidden");
    let brand = json!({"handle": "second", "display_name": "Second"});
    assert_eq!(node.post("/v1/brands").by(&owner).json(&brand).send().await.problem(), "forbidden");
    let invite = json!({"handle": "shop", "role": "agent"});
    let invite = node.post("/v1/brand/members").by(&owner).json(&invite).send().await;
    assert_eq!(invite.problem(), "recipient_unavailable");
    let token = node.messaging.create_token(&subrosa_access::Actor::Operator, "shop", "tool").await;
    assert_eq!(token.expect_err("is refused").code(), subrosa_proto::ErrorCode::Forbidden);
    // The mark is the operator's to give.
    let verified = node.messaging.verify_brand(&subrosa_access::Actor::Operator, "shop", true).await.expect("verifies");
    let found = node.get("/v1/accounts/shop").by(&ada).send().await.expect(200).body;
    assert_eq!(found["account"]["kind"], json!(verified.kind));
    let person = node.messaging.verify_brand(&subrosa_access::Actor::Operator, "ada", true).await;
    assert_eq!(person.expect_err("is refused").code(), subrosa_proto::ErrorCode::NotFound);
}

#[tokio::test]
async fn a_browser_names_the_brand_in_the_address_of_its_socket() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    let stream = tokio::net::TcpStream::connect(node.address).await.expect("connects");
    let token = format!("Bearer {}", owner.token);
    let path = format!("/v1/socket?account={}", owner.brand());
    let mut socket =
        crate::socket::Socket::at(&node, stream, &path, &[("authorization", &token)]).await.expect("opens");
    let came = socket.hello(None).await;
    assert_eq!(came[0]["account"], json!(owner.brand()));
    assert_eq!(came[0]["device"], json!(owner.device));
}
