//! Links of campaigns that are counted: where they lead, whom they count, and what nobody can make of them.

use reqwest::Method;
use serde_json::{Value, json};

use super::scene::{HOUR, Sale, everyone};
use crate::node::{Node, ORIGIN};
use crate::request::Answer;

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SHOP: &str = "https://shop.example/roses?from=dm";

/// What stands behind `/l/` in a text.
pub(super) fn token(text: &str) -> String {
    let (_, rest) = text.split_once(&format!("{ORIGIN}/l/")).expect("a short link");
    rest.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'))
        .next()
        .expect("a token")
        .to_owned()
}

async fn open(node: &Node, token: &str, headers: &[(&str, &str)]) -> Answer {
    let request = node.get(&format!("/l/{token}"));
    headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send().await
}

/// As a person does.
pub(super) async fn click(node: &Node, token: &str) -> Answer {
    open(node, token, &[("user-agent", BROWSER), ("accept", "text/html")]).await
}

fn leads_to(answer: &Answer) -> &str {
    assert_eq!(answer.status, 302);
    answer.header("location")
}

impl Sale {
    async fn clicked(&self, id: &str) -> (Value, Vec<(String, u64)>) {
        let report = self.report(id).await;
        let links = report["links"].as_array().expect("links").iter();
        let links = links
            .map(|one| (one["url"].as_str().expect("an address").to_owned(), one["people"].as_u64().expect("a count")));
        (report["variants"][0]["clicked"].clone(), links.collect())
    }
}

#[tokio::test]
async fn a_link_goes_out_short_leads_on_and_counts_each_person_once() {
    let sale = Sale::open(3).await;
    let mut campaign = everyone(&format!("Roses, {{{{customer}}}}: ({SHOP}), and {ORIGIN}/settings to choose."));
    campaign["variants"][0]["texts"][0]["buttons"] = json!([
        {"text": "See", "open": "https://müller.example/straße"},
        {"text": "Yours", "open": "https://shop.example/?for={{customer}}"}]);
    assert_eq!(sale.campaign(&sale.draft(&campaign).await).await["track_links"], true, "unless said");
    let id = sale.sent(&campaign).await;
    let path = format!("/v1/conversations/{}/events", sale.conversations[0]);
    let page = sale.node.get(&path).by(&sale.customers[0]).send().await.expect(200).body;
    let newest = page["events"].as_array().expect("events").last().expect("one").clone();
    let (text, buttons) = (newest["body"]["text"].as_str().expect("a text"), &newest["body"]["buttons"]);
    assert!(!text.contains(SHOP), "{text}");
    assert!(text.ends_with(&format!("), and {ORIGIN}/settings to choose.")), "{text}");
    assert_eq!(buttons[1]["open"], "https://shop.example/?for=customer0", "it is one for each anyway");
    let (first, second) = (token(text), token(buttons[0]["open"].as_str().expect("an address")));
    let of_another = token(&sale.got(1).await[0].0);
    assert!(first != second && first != of_another);

    // Whoever opens it at once is a program that looks at what comes in.
    assert_eq!(leads_to(&click(&sale.node, &first).await), SHOP);
    assert_eq!(sale.clicked(&id).await.0, 0);
    sale.forward(HOUR);
    let answer = click(&sale.node, &first).await;
    assert_eq!((leads_to(&answer), answer.bytes.len()), (SHOP, 0));
    assert_eq!((answer.header("referrer-policy"), answer.header("cache-control")), ("no-referrer", "no-store"));
    assert!(!answer.headers.contains_key("set-cookie"));
    click(&sale.node, &first).await;
    assert_eq!(leads_to(&click(&sale.node, &second).await), "https://xn--mller-kva.example/stra%C3%9Fe");
    leads_to(&click(&sale.node, &of_another).await);
    let links = vec![(SHOP.to_owned(), 2), ("https://müller.example/straße".to_owned(), 1)];
    assert_eq!(sale.clicked(&id).await, (json!(2), links));
    let lines = sale.csv(&sale.mark, &id, "deliveries").await;
    let line = |place: usize| lines.iter().find(|line| line.contains(&sale.conversations[place])).expect("a line");
    assert!(line(0).contains(&format!(",\"{SHOP} https://müller.example/straße\",0,")), "{}", line(0));
    assert!(line(1).contains(&format!(",\"{SHOP}\",0,")) && line(2).contains(",,0,"), "{lines:?}");

    // Segments ask for it.
    let rule = json!({"text": format!("campaign {id} clicked")});
    let counted = sale.call(Method::POST, &sale.olga, "/v1/brand/segments/count", &rule).await.expect(200).body;
    assert_eq!(counted["contacts"], 2);
    let rule = json!({"conversation": sale.conversations[0], "given": {"text": "campaign any clicked in last 2 days"}});
    let explained = sale.call(Method::POST, &sale.olga, "/v1/brand/segments/explanation", &rule).await.expect(200).body;
    assert_eq!(explained["is_in"], true);
}

#[tokio::test]
async fn programs_are_led_on_and_not_counted() {
    let sale = Sale::open(1).await;
    let id = sale.sent(&everyone(&format!("Roses: {SHOP}"))).await;
    let token = token(&sale.got(0).await[0].0);
    sale.forward(HOUR);
    let path = format!("/l/{token}");
    let head = sale.node.request(Method::HEAD, &path).header("user-agent", BROWSER).send().await;
    assert_eq!(leads_to(&head), SHOP);
    for headers in [
        [("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"), ("accept", "*/*")],
        [("user-agent", "facebookexternalhit/1.1"), ("accept", "*/*")],
        [("user-agent", BROWSER), ("sec-purpose", "prefetch;prerender")],
        [("user-agent", BROWSER), ("purpose", "prefetch")],
        [("user-agent", BROWSER), ("sec-fetch-dest", "image")],
    ] {
        assert_eq!(leads_to(&open(&sale.node, &token, &headers).await), SHOP, "{headers:?}");
    }
    assert_eq!(sale.clicked(&id).await, (json!(0), vec![(SHOP.to_owned(), 0)]));
    // Another site that a person comes from is where links stand.
    let from_a_mailer = [("user-agent", BROWSER), ("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "document")];
    assert_eq!(leads_to(&open(&sale.node, &token, &from_a_mailer).await), SHOP);
    assert_eq!(sale.clicked(&id).await.0, 1);
    assert_eq!(sale.node.post(&path).send().await.problem(), "method_not_allowed");
}

#[tokio::test]
async fn what_was_not_signed_leads_nowhere() {
    let sale = Sale::open(2).await;
    let id = sale.sent(&everyone(&format!("Roses: {SHOP}"))).await;
    let (mine, other) = (token(&sale.got(0).await[0].0), token(&sale.got(1).await[0].0));
    sale.forward(HOUR);
    let changed = |place: usize| {
        let mut letters = mine.clone().into_bytes();
        letters[place] = if letters[place] == b'A' { b'B' } else { b'A' };
        String::from_utf8(letters).expect("letters")
    };
    let mixed = format!("{}{}", &mine[..23], &other[23..]);
    let mut wrong: Vec<String> = (0..mine.len()).map(changed).collect();
    wrong.extend([mixed, mine[..35].to_owned(), format!("{mine}A"), "x".to_owned(), "%20".to_owned()]);
    for token in wrong {
        let answer = click(&sale.node, &token).await;
        assert_eq!((answer.status, answer.headers.get("location")), (404, None), "{token}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let by_a_program = open(&sale.node, "x", &[("accept", "application/json")]).await;
    assert_eq!((by_a_program.status, by_a_program.problem()), (404, "not_found"));
    assert_eq!(sale.clicked(&id).await, (json!(0), vec![(SHOP.to_owned(), 0)]));
}

#[tokio::test]
async fn nothing_is_counted_where_that_is_not_wanted() {
    let sale = Sale::open(1).await;
    let mut campaign = everyone(&format!("Roses: {SHOP}"));
    campaign["track_links"] = json!(false);
    let id = sale.sent(&campaign).await;
    assert_eq!(sale.got(0).await[0].0, format!("Roses: {SHOP}"));
    assert_eq!(sale.clicked(&id).await, (json!(0), vec![]));

    let many: String = (0..21).map(|number| format!("https://a.example/{number} ")).collect();
    let refused = sale.call(Method::POST, &sale.mark, "/v1/brand/campaigns", &everyone(&many)).await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("variants")));
    let mut campaign = everyone(&many);
    campaign["track_links"] = json!(false);
    sale.draft(&campaign).await;
}

/// A preview and a test show what a campaign says; nobody is counted by them.
#[tokio::test]
async fn what_is_only_tried_has_its_links_as_they_are() {
    let sale = Sale::open(1).await;
    let id = sale.draft(&everyone(&format!("Roses: {SHOP}"))).await;
    let path = format!("/v1/brand/campaigns/{id}/preview");
    let wanted = json!({"conversation": sale.conversations[0]});
    let seen = sale.call(Method::POST, &sale.mark, &path, &wanted).await.expect(200).body;
    assert_eq!(seen["body"]["text"], format!("Roses: {SHOP}"));
    assert_eq!(sale.report(&id).await["links"], json!([]), "they are written down when it begins");
}
