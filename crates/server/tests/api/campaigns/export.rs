//! What a campaign did, as a file.

use serde_json::json;

use super::scene::{Sale, everyone};
use crate::node::Person;

impl Sale {
    pub(super) async fn csv(&self, by: &Person, id: &str, table: &str) -> Vec<String> {
        let path = format!("/v1/brand/campaigns/{id}/report/export?table={table}");
        let answer = self.node.get(&path).by(by).send().await.expect(200);
        String::from_utf8(answer.bytes).expect("UTF-8").lines().map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn a_report_is_taken_out_by_variant_and_by_contact() {
    let sale = Sale::open(2).await;
    sale.consent(&sale.conversations[1], "withdrawn").await;
    // A name that a spreadsheet would take for a formula.
    let named = json!({"display_name": "=1+1"});
    sale.call(reqwest::Method::PATCH, &sale.customers[0], "/v1/me", &named).await.expect(200);
    sale.node.messaging.finish_jobs().await.expect("names are told");
    let pool = json!({"name": "Ten percent"});
    let pool = sale.call(reqwest::Method::POST, &sale.mark, "/v1/brand/vouchers", &pool).await.expect(201).body;
    let path = format!("/v1/brand/vouchers/{}/codes", pool["id"].as_str().expect("an id"));
    sale.call(reqwest::Method::POST, &sale.mark, &path, &json!({"codes": ["ROSE-1"]})).await.expect(200);
    let mut campaign = everyone("Yours: {{voucher}}");
    campaign["vouchers"] = pool["id"].clone();
    let id = sale.sent(&campaign).await;

    let variants = sale.csv(&sale.olga, &id, "variants").await;
    assert_eq!(variants[0], "variant,people,seen,clicked,replied,converted,opted_out,complained,revenue,currency");
    assert_eq!(variants[1..], ["1,1,0,0,0,0,0,0,0,\"\"", "\"held_out\",0,0,0,0,0,0,0,0,\"\""]);

    let deliveries = sale.csv(&sale.mark, &id, "deliveries").await;
    assert!(
        deliveries[0].starts_with("contact,handle,name,occurrence,message,variant,state,reason,planned_for,"),
        "{deliveries:?}"
    );
    assert_eq!(deliveries.len(), 3);
    let of = |place: usize| deliveries.iter().find(|line| line.contains(&sale.conversations[place])).expect("a line");
    assert!(of(0).contains("\"customer0\",\"'=1+1\",1,,1,\"sent\",,20"), "{}", of(0));
    assert!(of(0).ends_with(",0,\"\",\"ROSE-1\""), "{}", of(0));
    assert!(of(1).contains(",1,,1,\"skipped\",\"no_consent\",20") && of(1).ends_with(",0,\"\","), "{}", of(1));

    // Whoever may not see contacts gets the figures alone.
    let iris = sale.node.member(&sale.olga, "iris", "analyst").await;
    assert_eq!(sale.csv(&iris, &id, "variants").await, variants);
    let path = format!("/v1/brand/campaigns/{id}/report/export?table=");
    for (by, table, problem) in [
        (&iris, "deliveries", "forbidden"),
        (&sale.customers[0], "variants", "forbidden"),
        (&sale.olga, "everything", "invalid_parameter"),
    ] {
        assert_eq!(sale.node.get(&format!("{path}{table}")).by(by).send().await.problem(), problem, "{table}");
    }
    let audit = sale.get("/v1/brand/audit").await;
    let deeds = audit["entries"].as_array().expect("entries").iter().filter_map(|one| one["deed"].as_str());
    let of = |wanted: &str| deeds.clone().filter(|deed| *deed == wanted).count();
    assert_eq!((of("campaign_report_exported"), of("vouchers_added"), of("voucher_pool_saved")), (3, 1, 1));
}
