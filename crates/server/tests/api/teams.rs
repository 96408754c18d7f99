//! Teams: their queues, how tickets come to them, and who is at work.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::Answer;

/// A shop with Olga, its owner, Anna and Ben who answer, and Ada who wants something.
pub(crate) struct Scene {
    pub(crate) node: Node,
    pub(crate) olga: Person,
    pub(crate) anna: Person,
    pub(crate) ben: Person,
    pub(crate) ada: Person,
}

impl Scene {
    pub(crate) async fn open() -> Self {
        let node = Node::start().await;
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        let ben = node.member(&olga, "ben", "agent").await;
        let ada = node.person("ada").await;
        Self { node, olga, anna, ben, ada }
    }

    pub(crate) async fn team(&self, name: &str, members: &[&Person]) -> String {
        let members: Vec<_> = members.iter().map(|person| person.account).collect();
        let team = json!({"name": name, "key": name.to_lowercase(), "members": members});
        let made = self.node.post("/v1/brand/teams").by(&self.olga).json(&team).send().await.expect(201);
        made.body["id"].as_str().expect("an id").to_owned()
    }

    pub(crate) async fn change(&self, by: &Person, conversation: &str, change: &Value) -> Answer {
        let path = format!("/v1/conversations/{conversation}/ticket");
        self.node.request(Method::PATCH, &path).by(by).json(change).send().await
    }

    async fn tickets(&self, query: &str) -> usize {
        let found = self.node.get(&format!("/v1/tickets?{query}")).by(&self.anna).send().await.expect(200);
        found.body["tickets"].as_array().expect("tickets").len()
    }

    pub(crate) async fn member(&self, person: &Person) -> Value {
        let list = self.node.get("/v1/brand/members").by(&self.olga).send().await.expect(200).body;
        let members = list["members"].as_array().expect("members").clone();
        let is_it = |member: &&Value| member["account"]["id"] == json!(person.account);
        members.iter().find(is_it).expect("a member").clone()
    }

    pub(crate) async fn away(&self, person: &Person, away: bool) {
        let said = self.node.request(Method::PUT, "/v1/brand/availability").by(person).json(&json!({"away": away}));
        said.send().await.expect(204);
    }
}

#[tokio::test]
async fn a_ticket_goes_to_a_team_and_waits_there() {
    let scene = Scene::open().await;
    let returns = scene.team("Returns", &[&scene.anna]).await;
    let conversation = scene.node.ask(&scene.ada, "too small").await;
    let taken = scene.change(&scene.ben, &conversation, &json!({"assignee": scene.ben.account})).await.expect(200);
    let epoch = taken.body["epoch"].as_i64().expect("an epoch");
    let moved = scene.change(&scene.ben, &conversation, &json!({"team": returns})).await.expect(200).body;
    assert_eq!((&moved["ticket"]["team"], moved["ticket"]["assignee"].is_null()), (&json!(returns), true));
    assert!(moved["ticket"]["queued_at"].is_i64());
    // Whoever held it is fenced off.
    assert_eq!(moved["epoch"], epoch + 1);
    let mut late = crate::request::message("mine");
    late["epoch"] = json!(epoch);
    let path = format!("/v1/conversations/{conversation}/messages");
    assert_eq!(scene.node.post(&path).by(&scene.ben).json(&late).send().await.problem(), "thread_taken");

    assert_eq!(scene.tickets(&format!("team={returns}")).await, 1);
    assert_eq!(scene.tickets(&format!("team={returns}&order=oldest")).await, 1);
    let counts = scene.node.get("/v1/tickets/counts").by(&scene.anna).send().await.expect(200).body;
    assert_eq!(counts["teams"], json!([{"team": returns, "open": 1}]));
    let both = scene.node.get(&format!("/v1/tickets?team={returns}&of=me")).by(&scene.anna).send().await;
    assert_eq!(both.problem(), "invalid_parameter");
    let journal = scene.node.get(&format!("/v1/conversations/{conversation}/journal")).by(&scene.anna).send().await;
    let told = journal.expect(200).body["entries"].as_array().expect("entries").clone();
    assert!(told.iter().any(|entry| entry["what"] == json!({"kind": "transferred", "to": returns})));

    // A team that goes takes no ticket along.
    let remove = scene.node.request(Method::DELETE, &format!("/v1/brand/teams/{returns}"));
    remove.by(&scene.olga).send().await.expect(204);
    let refused = scene.change(&scene.anna, &conversation, &json!({"team": returns})).await;
    assert_eq!(refused.problem(), "ticket_refused");
    let left = scene.change(&scene.anna, &conversation, &json!({"priority": "high"})).await.expect(200).body;
    assert!(left["ticket"]["team"].is_null() && left["ticket"]["queued_at"].is_i64());
    assert_eq!(scene.tickets("of=nobody").await, 1);
}

#[tokio::test]
async fn teams_are_named_once_and_hold_who_answers() {
    let scene = Scene::open().await;
    let iris = scene.node.member(&scene.olga, "iris", "analyst").await;
    let returns = scene.team("Returns", &[&scene.anna, &scene.ben]).await;
    let save = async |by: &Person, team: Value| scene.node.post("/v1/brand/teams").by(by).json(&team).send().await;
    assert_eq!(save(&scene.anna, json!({"name": "Mine", "key": "mine"})).await.problem(), "forbidden");
    assert_eq!(save(&scene.olga, json!({"name": "Returns", "key": "other"})).await.problem(), "name_taken");
    assert_eq!(save(&scene.olga, json!({"name": "Other", "key": "returns"})).await.problem(), "name_taken");
    for key in ["", "Returns", "1st", "a b", &"k".repeat(41)] {
        assert_eq!(save(&scene.olga, json!({"name": "A", "key": key})).await.problem(), "invalid_parameter", "{key}");
    }
    for stranger in [iris.account, scene.ada.account] {
        let team = json!({"name": "A", "key": "a", "members": [stranger]});
        assert_eq!(save(&scene.olga, team).await.problem(), "invalid_parameter");
    }
    // Who leaves the brand leaves its teams.
    let path = format!("/v1/brand/members/{}", scene.ben.account);
    scene.node.request(Method::DELETE, &path).by(&scene.olga).send().await.expect(204);
    let list = scene.node.get("/v1/brand/teams").by(&scene.anna).send().await.expect(200).body;
    let left = json!({"id": returns, "name": "Returns", "key": "returns", "members": [scene.anna.account]});
    assert_eq!(list["teams"], json!([left]));
}

#[tokio::test]
async fn members_are_away_by_their_word_and_when_they_are_gone() {
    let scene = Scene::open().await;
    let state = async |person| {
        let member = scene.member(person).await;
        (member["available"] == json!(true), member["away"] == json!(true))
    };
    assert_eq!(state(&scene.anna).await, (false, false), "she has not come yet");
    let mut session = scene.node.socket(&scene.anna).await;
    session.hello(None).await;
    assert_eq!(state(&scene.anna).await, (true, false));
    let begin = scene.node.messaging.now().milliseconds();
    scene.node.clock.set(begin + 9 * 60_000);
    scene.node.messaging.note_members_at_work().await.expect("notes");
    scene.node.clock.set(begin + 18 * 60_000);
    assert_eq!(state(&scene.anna).await, (true, false), "seen nine minutes ago");
    scene.away(&scene.anna, true).await;
    assert_eq!(state(&scene.anna).await, (false, true));
    scene.away(&scene.anna, false).await;
    drop(session);
    scene.node.clock.set(begin + 40 * 60_000);
    assert_eq!(state(&scene.anna).await, (false, false), "long gone");

    let path = format!("/v1/brand/members/{}", scene.anna.account);
    let change = async |body: Value| scene.node.request(Method::PATCH, &path).by(&scene.olga).json(&body).send().await;
    change(json!({"capacity": 3})).await.expect(204);
    assert_eq!(scene.member(&scene.anna).await["capacity"], 3);
    assert_eq!(change(json!({"capacity": -1})).await.problem(), "invalid_parameter");
    change(json!({"capacity": null})).await.expect(204);
    assert!(scene.member(&scene.anna).await["capacity"].is_null());
}

#[tokio::test]
async fn a_flow_that_names_a_team_that_is_not_there_is_told_so() {
    let scene = Scene::open().await;
    let source = r#"{"v": 1, "name": "Shop", "language": "en", "start": "on", "triggers": {"always": true},
        "nodes": {"on": {"hand_over": {"team": "returns"}}}}"#;
    let check = async || {
        let check = scene.node.post("/v1/brand/bots/check").by(&scene.anna).json(&json!({"source": source}));
        let found = check.send().await.expect(200).body;
        assert_eq!(found["sound"], true);
        let codes = found["findings"].as_array().expect("findings").iter();
        codes.map(|finding| (finding["code"].clone(), finding["node"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(check().await, [(json!("unknown-team"), json!("on"))]);
    scene.team("Returns", &[]).await;
    assert_eq!(check().await, []);
}

#[tokio::test]
async fn who_follows_a_conversation_hears_of_it_without_holding_it() {
    let scene = Scene::open().await;
    let conversation = scene.node.ask(&scene.ada, "hello").await;
    let follow = async |method, by: &Person| {
        let path = format!("/v1/conversations/{conversation}/follow");
        scene.node.request(method, &path).by(by).send().await
    };
    let followed = async || {
        let list = scene.node.get("/v1/brand/followed").by(&scene.anna).send().await.expect(200).body;
        list["followed"].clone()
    };
    let listed = async || {
        let list = scene.node.get("/v1/tickets?of=following").by(&scene.anna).send().await.expect(200).body;
        list["tickets"].as_array().expect("tickets").len()
    };
    follow(Method::PUT, &scene.anna).await.expect(204);
    assert_eq!(followed().await, json!([{"conversation": conversation, "seen": 1}]));
    scene.change(&scene.ben, &conversation, &json!({"status": "resolved"})).await.expect(200);
    assert_eq!(listed().await, 1, "of any status");
    scene.node.send(&scene.ben, &conversation, "done").await;
    assert_eq!(followed().await, json!([{"conversation": conversation, "seen": 1}]), "what is new is unread");
    follow(Method::PUT, &scene.anna).await.expect(204);
    assert_eq!(followed().await, json!([{"conversation": conversation, "seen": 2}]));
    let strange = scene.node.get("/v1/tickets?of=following&order=oldest").by(&scene.anna).send().await;
    assert_eq!(strange.problem(), "invalid_parameter");

    // Strangers learn nothing of whether it is there, and the customer does not see the brand's side.
    let mallory = scene.node.person("mallory").await;
    for method in [Method::PUT, Method::DELETE] {
        assert_eq!(follow(method.clone(), &mallory).await.problem(), "not_found");
        assert_eq!(follow(method, &scene.ada).await.problem(), "forbidden");
    }
    follow(Method::DELETE, &scene.anna).await.expect(204);
    follow(Method::DELETE, &scene.anna).await.expect(204);
    assert_eq!((followed().await, listed().await), (json!([]), 0));
}
