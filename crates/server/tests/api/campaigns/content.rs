//! What a campaign says: blanks, languages, variants; previews and tests.

use reqwest::Method;
use serde_json::json;

use super::scene::{Sale, everyone};

#[tokio::test]
async fn a_blank_has_a_value_or_what_stands_instead_or_nothing_is_sent() {
    let sale = Sale::open(3).await;
    sale.know(0, &json!({"first_name": "Ada", "city": "Paris"})).await;
    sale.know(1, &json!({"city": "{{brand}}"})).await;
    let id = sale.sent(&everyone("Hi {{contact.first_name|there}}, roses in {{contact.city}} by {{brand}}")).await;
    assert_eq!(sale.got(0).await[0].0, "Hi Ada, roses in Paris by The Shop");
    assert_eq!(sale.got(1).await[0].0, "Hi there, roses in {{brand}} by The Shop", "a value is read no further");
    assert_eq!(sale.counts().await, [1, 1, 0]);
    let progress = sale.progress(&id).await;
    assert_eq!((progress["sent"].as_u64(), Sale::skipped(&progress, "no_value")), (Some(2), 1));
}

#[tokio::test]
async fn everyone_reads_it_in_their_language_and_variants_have_their_shares() {
    let sale = Sale::open(40).await;
    sale.know(0, &json!({"language": "de-AT"})).await;
    sale.know(1, &json!({"language": "fr"})).await;
    let mut campaign = everyone("Roses");
    campaign["variants"] = json!([
        {"share": 1, "texts": [{"language": "en", "text": "A"}, {"language": "de", "text": "A auf Deutsch"}]},
        {"share": 1, "texts": [{"language": "en", "text": "B"}, {"language": "de", "text": "B auf Deutsch"}]}]);
    let id = sale.draft(&campaign).await;
    let before = sale.dry_run(&id).await;
    sale.moved(&id, "submit").await.expect(200);
    sale.finished(&id).await;
    assert!(sale.got(0).await[0].0.ends_with("auf Deutsch"));
    assert!(["A", "B"].contains(&sale.got(1).await[0].0.as_str()));
    let mut counts = [0_u64; 2];
    for place in 0..40 {
        counts[usize::from(sale.got(place).await[0].0.starts_with('B'))] += 1;
    }
    assert_eq!(before["variants"], json!(counts));
    assert!(counts.iter().all(|count| *count > 8), "{counts:?}");
    let report = sale.report(&id).await;
    assert_eq!(
        [&report["variants"][0]["people"], &report["variants"][1]["people"]],
        [&json!(counts[0]), &json!(counts[1])]
    );
}

#[tokio::test]
async fn a_preview_shows_it_as_it_goes_out_and_a_test_goes_to_members() {
    let sale = Sale::open(1).await;
    sale.know(0, &json!({"first_name": "Ada"})).await;
    let mut campaign = everyone("Hi {{contact.first_name}}");
    campaign["variants"][0]["texts"][0]["buttons"] =
        json!([{"text": "See", "open": "https://shop.example/?for={{contact.first_name}}"}]);
    let id = sale.draft(&campaign).await;
    let path = format!("/v1/brand/campaigns/{id}");
    let wanted = json!({"conversation": sale.conversations[0]});
    let seen = sale.call(Method::POST, &sale.mark, &format!("{path}/preview"), &wanted).await.expect(200).body;
    assert_eq!((&seen["body"]["text"], &seen["would"]), (&json!("Hi Ada"), &json!({"kind": "send", "variant": 1})));
    assert_eq!(seen["body"]["buttons"][0]["open"], "https://shop.example/?for=Ada");
    assert_eq!(seen["missing"], json!([]));
    let wrong = json!({"conversation": sale.conversations[0], "variant": 2});
    let refused = sale.call(Method::POST, &sale.mark, &format!("{path}/preview"), &wrong).await;
    assert_eq!(refused.body["field"], "variant");

    // Mark has never written to the shop as himself.
    let test = format!("{path}/test");
    let tested = sale.call(Method::POST, &sale.mark, &test, &json!({})).await.expect(200).body;
    assert_eq!(tested, json!({"sent": [], "unreached": [sale.mark.account]}));
    let mark = sale.mark.clone().alone();
    let conversation = sale.node.ask(&mark, "hello").await;
    let change = json!({"attributes": {"first_name": "Mark"}});
    let contact = format!("/v1/conversations/{conversation}/contact");
    sale.call(Method::PATCH, &sale.anna, &contact, &change).await.expect(200);
    let tested = sale.call(Method::POST, &sale.mark, &test, &json!({})).await.expect(200).body;
    assert_eq!(tested["sent"], json!([sale.mark.account]));
    let page = format!("/v1/conversations/{conversation}/events");
    let page = sale.node.get(&page).by(&mark).send().await.expect(200).body;
    assert_eq!(page["events"][1]["body"]["text"], "Hi Mark");
    let stranger = json!({"members": [sale.customers[0].account]});
    let refused = sale.call(Method::POST, &sale.mark, &test, &stranger).await;
    assert_eq!(refused.body["field"], "members");
    assert_eq!(sale.counts().await, [0]);
    assert_eq!(sale.progress(&id).await["sent"], 0, "it counts nowhere");
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_field() {
    let sale = Sale::open(1).await;
    for (name, value, field) in [
        ("topic", json!("unheard_of"), "topic"),
        ("audience", json!({"text": "attribute tier ="}), "audience"),
        ("audience", json!({}), "audience"),
        ("audience", json!({"segment": "seg_0000000000001"}), "audience"),
        ("audience", json!({"segment": "seg_0000000000001", "text": "everyone"}), "audience"),
        ("variants", json!([]), "variants"),
        ("fallback", json!("fr"), "fallback"),
        ("holdout_percent", json!(80), "holdout_percent"),
        ("goal", json!({"reached_by": "order", "days": 31}), "goal"),
        ("schedule", json!({"at": sale.now() + 400 * 86_400_000}), "schedule"),
        ("name", json!(""), "name"),
    ] {
        let mut campaign = everyone("Roses");
        campaign[name] = value;
        let refused = sale.call(Method::POST, &sale.mark, "/v1/brand/campaigns", &campaign).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!(field)), "{campaign}");
    }
    let mut odd = everyone("Roses");
    odd["colour"] = json!("red");
    assert_eq!(sale.call(Method::POST, &sale.mark, "/v1/brand/campaigns", &odd).await.problem(), "malformed_request");
    for by in [&sale.anna, &sale.customers[0]] {
        let refused = sale.call(Method::POST, by, "/v1/brand/campaigns", &everyone("Roses")).await;
        assert_eq!(refused.problem(), "forbidden");
    }
}
