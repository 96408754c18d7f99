//! The same matrix at a brand: every endpoint and every command, as a customer finds it, someone who only says that they work there, and
//! each kind of member. What is called for is the brand's; the conversation is the one with its customer Ada.

use reqwest::Method;
use serde_json::json;

use super::scene::{FLOW, Scene, picture};
use super::{Table, call, parameters};
use crate::attachments;
use crate::customers::order;
use crate::description::{commands, operations};
use crate::node::{Node, Person};
use crate::request::message;

/// Who calls.
const CALLERS: [&str; 10] =
    ["customer", "outsider", "invited", "own bot", "analyst", "own role", "marketer", "agent", "admin", "owner"];

/// Endpoints that no acting makes a difference to: they are called by those who are not signed in.
const OF_THE_SIGNED_OUT: [&str; 12] = [
    "get_info",
    "sign_up",
    "sign_in",
    "sign_in_by_platform",
    "tell_by_webhook",
    "track_identify",
    "track_event",
    "track_page",
    "track_screen",
    "track_group",
    "track_alias",
    "track_batch",
];

/// Sets the scene, with its callers in the order of the columns.
async fn set() -> (Scene, Vec<Person>) {
    let node = Node::start().await;
    let mut people = Vec::new();
    for handle in ["ada", "grace", "mallory", "olga", "ines"] {
        people.push(node.person(handle).await);
    }
    let owner = node.shop(&people[3]).await;
    node.invite(&owner, "ines", "agent").await;
    let mut members = Vec::new();
    // Someone with a role of the brand's own: writes articles, manages rules and reads the audit log.
    let rights =
        json!({"name": "Editor", "rights": ["write_knowledge", "publish_knowledge", "manage_rules", "read_audit"]});
    let editor = node.post("/v1/brand/roles").by(&owner).json(&rights).send().await.expect(201);
    let given = json!({"own_role": editor.body["id"]});
    for (handle, role) in
        [("anya", "analyst"), ("edith", "analyst"), ("mark", "marketer"), ("anna", "agent"), ("adam", "admin")]
    {
        members.push(node.member(&owner, handle, role).await);
    }
    let path = format!("/v1/brand/members/{}", members[1].account);
    node.request(Method::PATCH, &path).by(&owner).json(&given).send().await.expect(204);
    let role = json!({"name": "Nobody's", "rights": []});
    let role = node.post("/v1/brand/roles").by(&owner).json(&role).send().await.expect(201);
    let colleague = node.member(&owner, "colleague", "analyst").await.account.to_string();
    let begun = node.post("/v1/conversations").by(&people[0]).json(&json!({"handle": "shop"})).send().await.expect(201);
    let conversation = begun.body["conversation"]["id"].as_str().expect("an id").to_owned();
    let file = attachments::upload(&node, &people[0], &conversation, "lamp.png", picture()).await.expect(201).body;
    let mut hello = message("hello");
    hello["body"]["attachments"] = json!([file]);
    let path = format!("/v1/conversations/{conversation}/messages");
    node.post(&path).by(&people[0]).json(&hello).send().await.expect(201);
    let reply = json!({"name": "Hello", "text": "Hello"});
    let reply = node.post("/v1/brand/replies").by(&owner).json(&reply).send().await.expect(201);
    let team = json!({"name": "Returns", "key": "returns"});
    let team = node.post("/v1/brand/teams").by(&owner).json(&team).send().await.expect(201);
    let rule = node.post("/v1/brand/rules").by(&owner).json(&parameters::rule()).send().await.expect(201);
    let mut waiting = message("later");
    waiting["at"] = json!("tomorrow");
    let path = format!("/v1/conversations/{conversation}/scheduled");
    let waiting = node.post(&path).by(&owner).json(&waiting).send().await.expect(201);
    let dispute = json!({"client_id": uuid::Uuid::new_v4(), "text": "It came broken."});
    let path = format!("/v1/conversations/{conversation}/disputes");
    let dispute = node.post(&path).by(&people[0]).json(&dispute).send().await.expect(201);
    let view = json!({"name": "Open", "shared": true, "filter": {"status": ["open"]}});
    let view = node.post("/v1/brand/views").by(&owner).json(&view).send().await.expect(201);
    let bot = node.post("/v1/brand/bots").by(&owner).json(&json!({"name": "First help"})).send().await.expect(201);
    let bot = bot.body["account"]["id"].as_str().expect("an id").to_owned();
    let version = json!({"source": FLOW, "live": false});
    node.post(&format!("/v1/brand/bots/{bot}/versions")).by(&owner).json(&version).send().await.expect(201);
    let own = json!({"name": "Our own", "own": {"on": false, "patience_seconds": 60}});
    let own_bot = node.post("/v1/brand/bots").by(&owner).json(&own).send().await.expect(201);
    let own_bot = own_bot.body["account"]["id"].as_str().expect("an id").to_owned();
    let tokens = format!("/v1/brand/bots/{own_bot}/tokens");
    let token = node.post(&tokens).by(&owner).json(&json!({"name": "Here"})).send().await.expect(201);
    let program = Person {
        handle: "our.own".to_owned(),
        account: own_bot.parse().expect("an id"),
        device: token.body["id"].as_str().expect("an id").parse().expect("an id"),
        token: token.body["token"].as_str().expect("a token").to_owned(),
        acting_for: None,
    };
    let token = node.post(&tokens).by(&owner).json(&json!({"name": "There"})).send().await.expect(201);
    let segment = json!({"name": "All", "given": {"text": "everyone"}});
    let segment = node.post("/v1/brand/segments").by(&owner).json(&segment).send().await.expect(201);
    let source = json!({"name": "Shop"});
    let source = node.post("/v1/brand/sources").by(&owner).json(&source).send().await.expect(201);
    let webhook = json!({"url": "https://webhooks.invalid/", "events": ["message.created"], "on": false});
    let webhook = node.post("/v1/brand/webhooks").by(&owner).json(&webhook).send().await.expect(201);
    let tier = json!({"label": "Tier", "kind": "text"});
    node.request(Method::PUT, "/v1/brand/attributes/tier").by(&owner).json(&tier).send().await.expect(200);
    let offers = json!({"label": "Offers"});
    node.request(Method::PUT, "/v1/brand/topics/offers").by(&owner).json(&offers).send().await.expect(200);
    let careful = json!({"cap": 2, "cap_days": 7, "quiet_from": "21:00", "quiet_until": "09:00", "gap_hours": 24,
        "approval_above": 0, "opt_out_percent": 2, "opt_out_after": 200});
    node.request(Method::PUT, "/v1/brand/campaigns/settings").by(&owner).json(&careful).send().await.expect(200);
    let mut campaigns = Vec::new();
    for name in ["Draft", "Waiting"] {
        let made =
            node.post("/v1/brand/campaigns").by(&owner).json(&parameters::campaign(name)).send().await.expect(201);
        campaigns.push(made.body["id"].as_str().expect("an id").to_owned());
    }
    let moves = format!("/v1/brand/campaigns/{}/moves", campaigns[1]);
    node.post(&moves).by(&owner).json(&json!({"move": "submit"})).send().await.expect(200);
    let pool =
        node.post("/v1/brand/vouchers").by(&owner).json(&json!({"name": "Ten percent"})).send().await.expect(201);
    let whom = json!({"kind": "email", "value": "noreply@example.org"});
    let suppression = node.post("/v1/brand/suppressions").by(&owner).json(&whom).send().await.expect(201);
    let hello = json!({"title": "Hello", "kind": "utility", "fallback": "en", "version": 0,
        "variants": [{"language": "en", "text": "Hello {{customer}}"}]});
    node.request(Method::PUT, "/v1/brand/templates/hello").by(&owner).json(&hello).send().await.expect(200);
    let secret = json!({"secret": "a secret of the shop"});
    node.request(Method::PUT, "/v1/brand/shops/shopify").by(&owner).json(&secret).send().await.expect(200);
    let orders = json!({"orders": [order(1, "ada@example.org")]});
    node.request(Method::PUT, "/v1/brand/orders").by(&owner).json(&orders).send().await.expect(200);
    let text = json!({"text": {"title": "Returns", "language": "en", "markdown": "Within 30 days."}});
    let article = node.post("/v1/brand/articles").by(&owner).json(&text).send().await.expect(201);
    let brand = owner.brand();
    let question = node.unanswered(&owner, "Do you deliver to the moon?").await;
    let scene = Scene {
        conversation,
        phone: owner.clone(),
        avatar: "0".repeat(64),
        brand: brand.to_string(),
        colleague,
        bot,
        own_bot,
        webhook: webhook.body["id"].as_str().expect("an id").to_owned(),
        campaign: campaigns[0].clone(),
        waiting_campaign: campaigns[1].clone(),
        pool: pool.body["id"].as_str().expect("an id").to_owned(),
        suppression: suppression.body["id"].as_str().expect("an id").to_owned(),
        segment: segment.body["id"].as_str().expect("an id").to_owned(),
        source: source.body["id"].as_str().expect("an id").to_owned(),
        bot_token: token.body["id"].as_str().expect("an id").to_owned(),
        rule: rule.body["id"].as_str().expect("an id").to_owned(),
        reply: reply.body["id"].as_str().expect("an id").to_owned(),
        role: role.body["id"].as_str().expect("an id").to_owned(),
        team: team.body["id"].as_str().expect("an id").to_owned(),
        scheduled: waiting.body["id"].as_str().expect("an id").to_owned(),
        dispute: dispute.body["id"].as_str().expect("an id").to_owned(),
        view: view.body["id"].as_str().expect("an id").to_owned(),
        article: article.body["article"]["id"].as_str().expect("an id").to_owned(),
        attachment: file["id"].as_str().expect("an id").to_owned(),
        question,
        node,
    };
    let acting = |person: &Person| person.clone().acting_for(brand);
    let mut callers = vec![people[0].clone(), acting(&people[2]), acting(&people[4])];
    callers.push(program);
    callers.extend(members);
    callers.push(owner);
    (scene, callers)
}

#[tokio::test(flavor = "multi_thread")]
async fn rest_at_a_brand() {
    let mut table = Table::with_heads(CALLERS);
    // What only reads finds the next one the same scene.
    let unchanged = set().await;
    for (name, method, path, operation) in operations() {
        if OF_THE_SIGNED_OUT.contains(&name.as_str()) {
            continue;
        }
        let changed = if method == "GET" { None } else { Some(set().await) };
        let (scene, callers) = changed.as_ref().unwrap_or(&unchanged);
        let mut cells = Vec::new();
        for (column, caller) in callers.iter().enumerate() {
            let parameters = parameters::of(&name, scene, column);
            cells.push(call::rest(scene, Some(caller), (&method, &path, &operation), &parameters).await);
        }
        table.row(&format!("{method} {path}"), &cells);
    }
    insta::assert_snapshot!(table.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn socket_at_a_brand() {
    let mut table = Table::with_heads(CALLERS);
    for name in commands() {
        let (scene, callers) = set().await;
        let mut cells = Vec::new();
        for (column, caller) in callers.iter().enumerate() {
            let parameters = parameters::of(&name, &scene, column);
            cells.push(call::socket(&scene, Some(caller), &name, &parameters).await);
        }
        table.row(&name, &cells);
    }
    insta::assert_snapshot!(table.text());
}
