//! What goes to many is for two to say.

use reqwest::Method;
use serde_json::json;

use super::scene::{Sale, everyone};

#[tokio::test]
async fn another_member_has_to_agree_where_it_goes_to_many() {
    let sale = Sale::open(3).await;
    sale.settle(&json!({"approval_above": 2})).await;
    let id = sale.draft(&everyone("Roses")).await;
    assert_eq!(sale.dry_run(&id).await["needs_approval"], true);
    let submitted = sale.moved(&id, "submit").await.expect(200).body;
    assert_eq!((&submitted["state"], &submitted["submitted_by"]), (&json!("waiting"), &json!(sale.mark.account)));
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.counts().await, [0; 3]);
    let path = format!("/v1/brand/campaigns/{id}/approval");
    let approve = async |by| sale.call(Method::POST, by, &path, &json!({})).await;
    assert_eq!(approve(&sale.mark).await.problem(), "forbidden");
    assert_eq!(approve(&sale.anna).await.problem(), "forbidden");
    let approved = approve(&sale.adam).await.expect(200).body;
    assert_eq!((&approved["state"], &approved["approved_by"]), (&json!("scheduled"), &json!(sale.adam.account)));
    assert_eq!(approve(&sale.olga).await.problem(), "invalid_parameter", "there is nothing more to agree to");
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [1; 3]);
}

#[tokio::test]
async fn nobody_agrees_to_their_own() {
    let sale = Sale::open(3).await;
    sale.settle(&json!({"approval_above": 0})).await;
    let made = sale.call(Method::POST, &sale.olga, "/v1/brand/campaigns", &everyone("Roses")).await.expect(201).body;
    let id = made["id"].as_str().expect("an id");
    let moves = format!("/v1/brand/campaigns/{id}/moves");
    // Whoever wrote it is not made another by somebody else's submitting it.
    sale.call(Method::POST, &sale.adam, &moves, &json!({"move": "submit"})).await.expect(200);
    let path = format!("/v1/brand/campaigns/{id}/approval");
    for own in [&sale.olga, &sale.adam] {
        assert_eq!(sale.call(Method::POST, own, &path, &json!({})).await.problem(), "forbidden");
    }
    // What is taken back needs another agreement.
    sale.moved(id, "withdraw").await.expect(200);
    let again = sale.moved(id, "submit").await.expect(200).body;
    assert_eq!((&again["state"], &again["approved_by"]), (&json!("waiting"), &serde_json::Value::Null));
    sale.call(Method::POST, &sale.adam, &path, &json!({})).await.expect(200);
    sale.finished(id).await;
    let audit = sale.get("/v1/brand/audit").await;
    let deeds: Vec<&str> =
        audit["entries"].as_array().expect("entries").iter().filter_map(|one| one["deed"].as_str()).collect();
    for deed in
        ["campaign_saved", "campaign_submitted", "campaign_moved", "campaign_approved", "campaign_settings_changed"]
    {
        assert!(deeds.contains(&deed), "{deed}: {deeds:?}");
    }
}
