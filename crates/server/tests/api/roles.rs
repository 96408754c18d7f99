//! Roles of a brand's own: what they allow, who may give them, and what becomes of those who have one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::Answer;

/// A shop with Adam, its admin, and Anna, whose role the tests change.
struct Scene {
    node: Node,
    owner: Person,
    adam: Person,
    anna: Person,
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        let owner = node.shop(&node.person("olga").await).await;
        let adam = node.member(&owner, "adam", "admin").await;
        let anna = node.member(&owner, "anna", "analyst").await;
        Self { node, owner, adam, anna }
    }

    async fn save(&self, by: &Person, name: &str, rights: &[&str]) -> Answer {
        self.node.post("/v1/brand/roles").by(by).json(&json!({"name": name, "rights": rights})).send().await
    }

    /// A new role of these rights; its id.
    async fn role(&self, name: &str, rights: &[&str]) -> String {
        self.save(&self.owner, name, rights).await.expect(201).body["id"].as_str().expect("an id").to_owned()
    }

    async fn give(&self, by: &Person, to: &Person, change: Value) -> Answer {
        let path = format!("/v1/brand/members/{}", to.account);
        self.node.request(Method::PATCH, &path).by(by).json(&change).send().await
    }

    async fn get(&self, by: &Person, path: &str) -> Answer {
        self.node.get(path).by(by).send().await
    }
}

#[tokio::test]
async fn a_role_allows_what_it_has_the_rights_for_and_nothing_more() {
    let scene = Scene::open().await;
    let role = scene.role("Team lead", &["manage_members", "answer", "read_contacts"]).await;
    scene.give(&scene.owner, &scene.anna, json!({"own_role": role})).await.expect(204);
    let brand = scene.get(&scene.anna, "/v1/brand").await.expect(200).body;
    assert_eq!(brand["own_role"], json!({"id": role, "name": "Team lead"}));
    assert_eq!(
        (&brand["role"], &brand["rights"]),
        (&json!("agent"), &json!(["answer", "read_contacts", "manage_members"]))
    );
    let listed = scene.get(&scene.owner, "/v1/brand/roles").await.expect(200).body;
    assert_eq!(listed["roles"][0]["members"], 1);

    let ada = scene.node.person("ada").await;
    let conversation = scene.node.ask(&ada, "hello").await;
    scene.node.send(&scene.anna, &conversation, "I am here").await;
    assert_eq!(scene.get(&scene.anna, "/v1/brand/audit").await.problem(), "forbidden");
    let hours = json!({"zone": "UTC"});
    let set = scene.node.request(Method::PUT, "/v1/brand/hours").by(&scene.anna).json(&hours).send().await;
    assert_eq!(set.problem(), "forbidden");

    // With other rights the member does other things at once, and what they held is nobody's.
    let (mut socket, _) = scene.node.live(&scene.anna, None).await;
    let path = format!("/v1/brand/roles/{role}");
    let rights = json!({"name": "Auditor", "rights": ["read_audit"]});
    scene.node.request(Method::PUT, &path).by(&scene.owner).json(&rights).send().await.expect(200);
    assert_eq!(socket.frame_of("bye").await["error"]["code"], "membership_changed");
    scene.get(&scene.anna, "/v1/brand/audit").await.expect(200);
    let message = crate::request::message("still here");
    let sent = scene.node.post(&format!("/v1/conversations/{conversation}/messages")).by(&scene.anna).json(&message);
    assert_eq!(sent.send().await.problem(), "forbidden");
    let thread = scene.get(&scene.owner, &format!("/v1/conversations/{conversation}")).await.expect(200).body;
    assert_eq!(thread["conversation"]["thread"]["ticket"]["assignee"], Value::Null);
}

#[tokio::test]
async fn nobody_gives_or_takes_more_than_they_hold() {
    let scene = Scene::open().await;
    // What an analyst may, so that it can be taken from one.
    let lead = ["manage_members", "answer", "read_reports", "read_members_reports"];
    let lead = scene.role("Lead", &lead).await;
    let author = scene.role("Author", &["write_knowledge"]).await;
    scene.give(&scene.owner, &scene.anna, json!({"own_role": lead})).await.expect(204);
    let other = scene.node.member(&scene.owner, "mark", "analyst").await;

    assert_eq!(scene.save(&scene.anna, "More", &["read_audit"]).await.problem(), "forbidden");
    scene.save(&scene.anna, "Less", &["answer"]).await.expect(201);
    for change in
        [json!({"own_role": author}), json!({"role": "admin"}), json!({"role": "agent"}), json!({"role": "owner"})]
    {
        assert_eq!(scene.give(&scene.anna, &other, change.clone()).await.problem(), "forbidden", "{change}");
    }
    scene.give(&scene.anna, &other, json!({"own_role": lead})).await.expect(204);
    // Who holds more is not theirs to change, or to remove.
    assert_eq!(scene.give(&scene.anna, &scene.adam, json!({"own_role": lead})).await.problem(), "forbidden");
    let path = format!("/v1/brand/members/{}", scene.adam.account);
    assert_eq!(scene.node.request(Method::DELETE, &path).by(&scene.anna).send().await.problem(), "forbidden");
    let path = format!("/v1/brand/roles/{author}");
    let taken = json!({"name": "Author", "rights": ["answer"]});
    assert_eq!(scene.node.request(Method::PUT, &path).by(&scene.anna).json(&taken).send().await.problem(), "forbidden");
    assert_eq!(scene.node.request(Method::DELETE, &path).by(&scene.anna).send().await.problem(), "forbidden");

    // All rights together are still no owner's.
    let all: Vec<Value> =
        serde_json::to_value(subrosa_proto::right::Right::ALL).expect("json").as_array().expect("a list").clone();
    let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
    let all = scene.role("Everything", &all).await;
    scene.give(&scene.adam, &other, json!({"own_role": all})).await.expect(204);
    assert_eq!(scene.give(&other, &scene.owner, json!({"role": "agent"})).await.problem(), "forbidden");
    assert_eq!(scene.get(&other, "/v1/brand/sign-on").await.problem(), "forbidden");
    let delete = scene.node.post("/v1/brand/deletion").by(&other).json(&json!({"handle": "shop"}));
    assert_eq!(delete.send().await.problem(), "forbidden");
}

#[tokio::test]
async fn a_role_that_somebody_has_stays_and_names_are_unique() {
    let scene = Scene::open().await;
    let role = scene.role("Lead", &["answer"]).await;
    assert_eq!(scene.save(&scene.owner, "Lead", &[]).await.problem(), "name_taken");
    assert_eq!(scene.save(&scene.owner, " ", &[]).await.problem(), "text_invalid");
    assert_eq!(scene.save(&scene.owner, "Odd", &["fly"]).await.problem(), "malformed_request");
    scene.node.person("ines").await;
    let invitation = json!({"handle": "ines", "own_role": role});
    let invited = scene.node.post("/v1/brand/members").by(&scene.owner).json(&invitation).send().await.expect(201).body;
    assert_eq!(invited["own_role"]["name"], "Lead");
    let none = json!({"handle": "ada"});
    let none = scene.node.post("/v1/brand/members").by(&scene.owner).json(&none).send().await;
    assert_eq!(none.problem(), "invalid_parameter");
    assert_eq!(
        scene.give(&scene.owner, &scene.anna, json!({"role": "agent", "own_role": role})).await.problem(),
        "invalid_parameter"
    );
    let stranger = json!({"own_role": "rol_0000000000001"});
    assert_eq!(scene.give(&scene.owner, &scene.anna, stranger).await.problem(), "invalid_parameter");

    let path = format!("/v1/brand/roles/{role}");
    assert_eq!(scene.node.request(Method::DELETE, &path).by(&scene.owner).send().await.problem(), "role_in_use");
    let member = format!("/v1/brand/members/{}", invited["account"]["id"].as_str().expect("an id"));
    scene.node.request(Method::DELETE, &member).by(&scene.owner).send().await.expect(204);
    scene.node.request(Method::DELETE, &path).by(&scene.owner).send().await.expect(204);
    assert_eq!(scene.node.request(Method::DELETE, &path).by(&scene.owner).send().await.problem(), "not_found");
    let audit = scene.get(&scene.owner, "/v1/brand/audit").await.expect(200).body;
    assert_eq!(audit["entries"][0]["deed"], "role_removed");
}
