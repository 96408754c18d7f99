//! Whom no campaign writes to, whatever they agreed to: because the brand says so, or because they called one unwanted.

use reqwest::Method;
use serde_json::{Value, json};

use super::scene::{HOUR, Sale, everyone};
use crate::node::Person;
use crate::request::Answer;

const LIST: &str = "/v1/brand/suppressions";

impl Sale {
    async fn suppress(&self, whom: &Value) -> Value {
        self.call(Method::POST, &self.mark, LIST, whom).await.expect(201).body
    }

    /// What is known of a customer by name.
    async fn identify(&self, place: usize, email: &str) {
        let path = format!("/v1/conversations/{}/contact", self.conversations[place]);
        let change = json!({"identities": [{"kind": "email", "value": email, "proof": "claimed"}]});
        self.call(Method::PATCH, &self.anna, &path, &change).await.expect(200);
    }

    async fn complains(&self, by: &Person, place: usize, campaign: &str) -> Answer {
        let path = format!("/v1/conversations/{}/complaints", self.conversations[place]);
        self.call(Method::POST, by, &path, &json!({"campaign": campaign})).await
    }

    async fn switches(&self, place: usize, topic: &str, text: &str) -> Answer {
        let path = format!("/v1/conversations/{}/preferences/{topic}", self.conversations[place]);
        self.call(Method::PUT, &self.customers[place], &path, &json!({"is_on": true, "text": text})).await
    }

    async fn preferences(&self, place: usize) -> Value {
        let path = format!("/v1/conversations/{}/preferences", self.conversations[place]);
        self.node.get(&path).by(&self.customers[place]).send().await.expect(200).body
    }

    async fn listed(&self, query: &str) -> Vec<Value> {
        self.get(&format!("{LIST}{query}")).await["entries"].as_array().expect("a list").clone()
    }

    /// A campaign from its draft to its end, where two contacts are one person: the second is asked about in another batch.
    async fn sent_to_persons(&self, campaign: &Value) -> String {
        let id = self.draft(campaign).await;
        self.moved(&id, "submit").await.expect(200);
        self.until(&id, |progress| progress["is_planned"] == true && progress["planned"] == 1).await;
        self.forward(2);
        self.finished(&id).await;
        id
    }

    /// Those from this place on live where it is night.
    async fn asleep_from(&self, first: usize, campaign: &Value) -> String {
        for place in first..self.customers.len() {
            self.know(place, &json!({"time_zone": "Asia/Tokyo"})).await;
        }
        let id = self.draft(campaign).await;
        self.moved(&id, "submit").await.expect(200);
        self.until(&id, |progress| progress["sent"] == first).await;
        id
    }
}

#[tokio::test]
async fn an_entry_counts_before_anyone_has_it_and_for_the_person() {
    let sale = Sale::open(4).await;
    let entry = sale.suppress(&json!({"kind": "email", "value": " Ada@Example.org ", "reason": "legal"})).await;
    assert_eq!((&entry["value"], &entry["reason"]), (&json!("ada@example.org"), &json!("legal")));
    assert_eq!(entry["added_by"]["handle"], "mark");
    let first = sale.draft(&everyone("Roses")).await;
    assert_eq!(sale.dry_run(&first).await["skipped"], json!([]), "nobody has it");
    sale.identify(1, "ada@example.org").await;
    assert_eq!(sale.dry_run(&first).await["skipped"], json!([{"why": "suppressed", "contacts": 1}]));
    let preview = json!({"conversation": sale.conversations[1]});
    let path = format!("/v1/brand/campaigns/{first}/preview");
    let preview = sale.call(Method::POST, &sale.mark, &path, &preview).await.expect(200).body;
    assert_eq!(preview["would"], json!({"kind": "skip", "why": "suppressed"}));
    sale.moved(&first, "submit").await.expect(200);
    assert_eq!(Sale::skipped(&sale.finished(&first).await, "suppressed"), 1);
    assert_eq!(sale.counts().await, [1, 0, 1, 1]);
    let lines = sale.csv(&sale.mark, &first, "deliveries").await;
    assert!(lines.iter().any(|line| line.contains("\"skipped\",\"suppressed\"")), "{lines:?}");

    // Another contact of hers is the same person.
    let merge = format!("/v1/conversations/{}/others", sale.conversations[1]);
    let other = json!({"conversation": sale.conversations[2]});
    sale.call(Method::POST, &sale.anna, &merge, &other).await.expect(200);
    sale.forward(8 * 24 * HOUR);
    let second = sale.sent_to_persons(&everyone("Tulips")).await;
    assert_eq!(Sale::skipped(&sale.progress(&second).await, "suppressed"), 2);
    assert_eq!(sale.counts().await, [2, 0, 1, 2]);

    // Off the list, she gets what she agreed to.
    let id = entry["id"].as_str().expect("an id");
    sale.call(Method::DELETE, &sale.mark, &format!("{LIST}/{id}"), &json!({})).await.expect(204);
    assert_eq!(sale.call(Method::DELETE, &sale.mark, &format!("{LIST}/{id}"), &json!({})).await.problem(), "not_found");
    sale.forward(8 * 24 * HOUR);
    let third = sale.sent_to_persons(&everyone("Lilies")).await;
    assert_eq!(Sale::skipped(&sale.progress(&third).await, "same_person"), 1);
    let counts = sale.counts().await;
    assert_eq!((counts[0], counts[1] + counts[2], counts[3]), (3, 2, 3), "one of both contacts");
}

#[tokio::test]
async fn an_entry_holds_for_the_next_message_of_a_campaign_under_way() {
    let sale = Sale::open(4).await;
    let id = sale.asleep_from(1, &everyone("Roses")).await;
    sale.suppress(&json!({"conversation": sale.conversations[1]})).await;
    sale.suppress(&json!({"handle": "@customer2"})).await;
    sale.forward(12 * HOUR);
    let progress = sale.finished(&id).await;
    assert_eq!((&progress["sent"], Sale::skipped(&progress, "suppressed")), (&json!(2), 2));
    assert_eq!(sale.counts().await, [1, 0, 0, 1]);
    // Campaigns alone do not write to them: who asks is answered.
    let path = format!("/v1/conversations/{}/messages", sale.conversations[1]);
    let answer = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "Your parcel is here"}});
    sale.call(Method::POST, &sale.anna, &path, &answer).await.expect(201);
}

#[tokio::test]
async fn who_calls_it_unwanted_gets_nothing_more_until_they_say_so_themselves() {
    let sale = Sale::open(3).await;
    let news = json!({"label": "News", "description": "New things."});
    sale.call(Method::PUT, &sale.olga, "/v1/brand/topics/news", &news).await.expect(200);
    sale.switches(0, "news", "News\nNew things.").await.expect(200);
    let id = sale.draft(&everyone("Roses")).await;
    for (by, place) in [(&sale.customers[0], 0), (&sale.customers[1], 0)] {
        assert_eq!(sale.complains(by, place, &id).await.problem(), "not_found", "nobody has got it");
    }
    sale.moved(&id, "submit").await.expect(200);
    sale.finished(&id).await;
    for by in [&sale.anna, &sale.olga] {
        assert_eq!(sale.complains(by, 0, &id).await.problem(), "forbidden", "the brand does not");
    }
    assert_eq!(sale.complains(&sale.customers[1], 0, &id).await.problem(), "not_found", "nor does somebody else");
    assert_eq!(sale.complains(&sale.customers[0], 0, "cmp_0000000000001").await.problem(), "not_found");

    let said = sale.complains(&sale.customers[0], 0, &id).await.expect(200).body;
    let off = |preferences: &Value| {
        let topics = preferences["topics"].as_array().expect("topics").iter();
        topics.map(|topic| topic["is_on"] == false).collect::<Vec<_>>()
    };
    assert_eq!((off(&said), said["complained_at"].is_i64()), (vec![true, true], true));
    // Again is nothing.
    assert_eq!(sale.complains(&sale.customers[0], 0, &id).await.expect(200).body, said);
    assert_eq!(sale.preferences(0).await, said);
    assert_eq!(sale.preferences(1).await["complained_at"], Value::Null);
    let campaign = sale.campaign(&id).await;
    assert_eq!((&campaign["complained"], &campaign["opted_out"]), (&json!(1), &json!(1)));
    assert_eq!(sale.progress(&id).await["complained"], 1);
    sale.forward(61);
    let report = sale.report(&id).await;
    assert_eq!((&report["variants"][0]["complained"], &report["held_out"]["complained"]), (&json!(1), &json!(0)));
    assert!(sale.csv(&sale.olga, &id, "variants").await[1].starts_with("1,3,0,0,0,0,1,1,0,"));
    let consents = sale.get(&format!("/v1/conversations/{}/consents", sale.conversations[0])).await;
    for topic in consents["topics"].as_array().expect("topics") {
        let consent = &topic["consent"];
        assert_eq!((&consent["state"], &consent["source"]), (&json!("withdrawn"), &json!("customer")), "{topic}");
    }
    let timeline = sale.get(&format!("/v1/conversations/{}/timeline?kind=consents", sale.conversations[0])).await;
    let withdrawn = timeline["entries"].as_array().expect("entries").iter();
    let withdrawn = withdrawn.filter(|entry| entry["what"]["consent"]["state"] == "withdrawn").count();
    assert_eq!(withdrawn, 2);
    let listed = sale.listed("").await;
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0]["reason"], &listed[0]["added_by"]), (&json!("complained"), &Value::Null));
    assert_eq!(listed[0]["customer"]["handle"], "customer0");

    // A later campaign, of whichever topic, does not reach them.
    sale.forward(8 * 24 * HOUR);
    let next = sale.sent(&everyone("Tulips")).await;
    assert_eq!(Sale::skipped(&sale.progress(&next).await, "suppressed"), 1);
    // What they say themselves lifts it; what a member writes down does not.
    let path = format!("/v1/conversations/{}/consents", sale.conversations[0]);
    let granted = json!({"topic": "offers", "state": "granted", "source": "member", "text": "Yes."});
    assert_eq!(sale.call(Method::POST, &sale.anna, &path, &granted).await.problem(), "forbidden");
    sale.switches(0, "offers", "Offers\nTwice a month.").await.expect(200);
    assert_eq!(sale.preferences(0).await["complained_at"], Value::Null);
    assert_eq!(sale.listed("").await, [] as [Value; 0]);
    sale.forward(8 * 24 * HOUR);
    sale.sent(&everyone("Lilies")).await;
    assert_eq!(sale.counts().await, [2, 3, 3]);
    assert_eq!(sale.campaign(&id).await["complained"], 1, "what was said was said");

    // What a member wrote on the list is the member's to take off.
    sale.suppress(&json!({"conversation": sale.conversations[1]})).await;
    sale.complains(&sale.customers[1], 1, &id).await.expect(200);
    sale.switches(1, "offers", "Offers\nTwice a month.").await.expect(200);
    assert_eq!(sale.listed("").await[0]["reason"], "asked");
}

#[tokio::test]
async fn a_campaign_that_is_called_unwanted_pauses_by_itself() {
    let sale = Sale::open(6).await;
    sale.settle(&json!({"opt_out_after": 3, "opt_out_percent": 0, "complaint_per_thousand": 300})).await;
    let id = sale.asleep_from(3, &everyone("Roses")).await;
    sale.complains(&sale.customers[0], 0, &id).await.expect(200);
    sale.forward(12 * HOUR);
    let progress = sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!((&progress["sent"], &progress["planned"], &progress["complained"]), (&json!(3), &json!(3), &json!(1)));
    assert_eq!(sale.campaign(&id).await["paused_by"], "complaints");
    // Whoever looked at it may have it go on; it is asked again after as many.
    sale.moved(&id, "resume").await.expect(200);
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [1; 6]);

    let wrong = json!({"cap": 2, "cap_days": 7, "quiet_from": "21:00", "quiet_until": "09:00", "gap_hours": 24,
        "approval_above": 0, "opt_out_percent": 2, "opt_out_after": 200, "complaint_per_thousand": 1_001});
    let refused = sale.call(Method::PUT, &sale.olga, "/v1/brand/campaigns/settings", &wrong).await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("complaint_per_thousand")));
    let mut known = wrong.clone();
    known.as_object_mut().expect("settings").remove("complaint_per_thousand");
    sale.call(Method::PUT, &sale.olga, "/v1/brand/campaigns/settings", &known).await.expect(200);
    assert_eq!(sale.get("/v1/brand/campaigns/settings").await["complaint_per_thousand"], 3, "what holds unless said");
}

#[tokio::test]
async fn many_are_added_one_by_one_and_come_out_as_they_go_in() {
    let sale = Sale::open(2).await;
    let many = async |body: &Value| sale.call(Method::POST, &sale.mark, &format!("{LIST}/many"), body).await;
    let csv = "E-Mail;Telefon;Notiz\nAda@example.org;;=1+1\nrubbish;;\n;0170 1234567;\nada@example.org;;again\n";
    let done = many(&json!({"csv": csv, "reason": "other"})).await.expect(200).body;
    assert_eq!((&done["added"], &done["known"], &done["refused"]), (&json!(2), &json!(1), &json!(1)));
    let lines: Vec<_> =
        done["lines"].as_array().expect("lines").iter().map(|one| (&one["place"], &one["became"])).collect();
    let wanted =
        [(2, "added"), (3, "refused"), (4, "added"), (5, "known")].map(|(place, became)| (json!(place), json!(became)));
    assert_eq!(lines, wanted.iter().map(|(place, became)| (place, became)).collect::<Vec<_>>());
    assert_eq!(done["lines"][1]["why"], "`email`: not an e-mail address");
    let list = json!({"entries": [
        {"kind": "external_id", "value": "KD-7"}, {"handle": "customer1", "reason": "legal"}, {"handle": "nobody.here"},
        {"conversation": "cnv_0000000000001"}, {"kind": "subrosa", "value": "x"}, {"kind": "phone", "value": "0170/1234567"},
    ]});
    let done = many(&list).await.expect(200).body;
    assert_eq!((&done["added"], &done["known"], &done["refused"]), (&json!(2), &json!(1), &json!(3)));
    for wrong in [json!({}), json!({"csv": "\n"}), json!({"csv": "a", "entries": [{"handle": "customer1"}]})] {
        assert_eq!(many(&wrong).await.problem(), "invalid_parameter", "{wrong}");
    }
    let thousand = json!({"csv": "a@example.org\n".repeat(1_001)});
    assert_eq!(many(&thousand).await.problem(), "invalid_parameter");

    // It is found by a part of it, and in pages.
    for (sought, found) in [("ADA@", 1), ("0170%20123%204567", 1), ("kd-", 1), ("customer1", 1), ("nobody", 0), ("", 4)]
    {
        assert_eq!(sale.listed(&format!("?q={sought}")).await.len(), found, "{sought}");
    }
    let page = sale.get(&format!("{LIST}?limit=3")).await;
    let rest = sale.listed(&format!("?limit=3&after={}", page["next"].as_str().expect("more"))).await;
    assert_eq!((page["entries"].as_array().map(Vec::len), rest.len()), (Some(3), 1));
    for wrong in ["?limit=0", "?after=x", "?order=id"] {
        assert_eq!(sale.node.get(&format!("{LIST}{wrong}")).by(&sale.olga).send().await.problem(), "invalid_parameter");
    }

    let answer = sale.node.get(&format!("{LIST}/export")).by(&sale.olga).send().await.expect(200);
    let out = String::from_utf8(answer.bytes).expect("UTF-8");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "email,phone,external_id,handle,reason,note,added_at,added_by");
    assert!(
        lines[1].starts_with("\"ada@example.org\",,,,\"other\",\"'=1+1\",20") && lines[1].ends_with("Z,\"mark\""),
        "{out}"
    );
    assert!(lines[4].starts_with(",,,\"customer1\",\"legal\",\"\",20"), "{out}");
    let again = many(&json!({"csv": out})).await.expect(200).body;
    assert_eq!((&again["known"], &again["added"], &again["refused"]), (&json!(4), &json!(0), &json!(0)));
    for entry in sale.listed("").await {
        let path = format!("{LIST}/{}", entry["id"].as_str().expect("an id"));
        sale.call(Method::DELETE, &sale.mark, &path, &json!({})).await.expect(204);
    }
    assert_eq!(many(&json!({"csv": out})).await.expect(200).body["added"], 4);
    let kept = sale.listed("?q=ada").await;
    assert_eq!((&kept[0]["note"], &kept[0]["reason"]), (&json!("=1+1"), &json!("other")));
}

#[tokio::test]
async fn who_may_see_contacts_reads_the_list_and_who_sends_writes_it() {
    let sale = Sale::open(1).await;
    let iris = sale.node.member(&sale.olga, "iris", "analyst").await;
    let entry = sale.suppress(&json!({"kind": "email", "value": "ada@example.org", "note": "by letter"})).await;
    let path = format!("{LIST}/{}", entry["id"].as_str().expect("an id"));
    for by in [&sale.olga, &sale.adam, &sale.mark, &sale.anna] {
        assert_eq!(sale.node.get(LIST).by(by).send().await.expect(200).body["entries"], json!([entry]));
        sale.node.get(&format!("{LIST}/export")).by(by).send().await.expect(200);
    }
    let whom = json!({"kind": "email", "value": "b@example.org"});
    for by in [&sale.anna, &iris, &sale.customers[0]] {
        assert_eq!(sale.call(Method::POST, by, LIST, &whom).await.problem(), "forbidden");
        let many = format!("{LIST}/many");
        assert_eq!(sale.call(Method::POST, by, &many, &json!({"entries": [whom]})).await.problem(), "forbidden");
        assert_eq!(sale.call(Method::DELETE, by, &path, &json!({})).await.problem(), "forbidden");
    }
    for by in [&iris, &sale.customers[0]] {
        for path in [LIST.to_owned(), format!("{LIST}/export")] {
            assert_eq!(sale.node.get(&path).by(by).send().await.problem(), "forbidden");
        }
    }
    // Another brand has a list of its own.
    let oscar = sale.node.person("oscar").await;
    let bakery = json!({"handle": "bakery", "display_name": "Bakery"});
    let made = sale.node.post("/v1/brands").by(&oscar).json(&bakery).send().await.expect(201).body;
    let oscar = oscar.acting_for(made["account"]["id"].as_str().expect("an id").parse().expect("an id"));
    assert_eq!(sale.node.get(LIST).by(&oscar).send().await.expect(200).body["entries"], json!([]));
    assert_eq!(sale.call(Method::DELETE, &oscar, &path, &json!({})).await.problem(), "not_found");
    let foreign = json!({"conversation": sale.conversations[0]});
    assert_eq!(sale.call(Method::POST, &oscar, LIST, &foreign).await.problem(), "not_found");

    for (whom, field) in [
        (json!({"kind": "email", "value": "nobody"}), "value"),
        (json!({"kind": "phone", "value": "12"}), "value"),
        (json!({"kind": "subrosa", "value": "acc_1"}), "kind"),
        (json!({"handle": "!"}), "handle"),
        (json!({"kind": "email"}), "value"),
        (json!({}), "value"),
    ] {
        let refused = sale.call(Method::POST, &sale.mark, LIST, &whom).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!(field)), "{whom}");
    }
    let noted = json!({"kind": "email", "value": "c@example.org", "note": "two\nlines"});
    assert_eq!(sale.call(Method::POST, &sale.mark, LIST, &noted).await.problem(), "text_invalid");
    // Again is nothing, and is not noted.
    assert_eq!(sale.suppress(&json!({"kind": "email", "value": "ADA@example.org"})).await, entry);
    sale.call(Method::DELETE, &sale.adam, &path, &json!({})).await.expect(204);
    let audit = sale.get("/v1/brand/audit").await;
    let deeds = audit["entries"].as_array().expect("entries").iter().filter_map(|one| one["deed"].as_str());
    let of = |wanted: &str| deeds.clone().filter(|deed| *deed == wanted).count();
    let counted = (of("suppressions_added"), of("suppression_removed"), of("suppressions_exported"));
    assert_eq!(counted, (1, 1, 4));
    assert!(!audit.to_string().contains("ada@example.org"), "who it was is in no log");
}
