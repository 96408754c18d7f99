//! Tables that come in from files, and go out again.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::{Shop, numbers, order};
use crate::request::Answer;

impl Shop {
    async fn look(&self, kind: &str, file: impl Into<Vec<u8>>) -> Answer {
        let path = format!("/v1/brand/imports/look?kind={kind}");
        self.node.post(&path).by(&self.olga).body("text/csv", file.into()).send().await
    }

    /// Brings a whole file in, or tries it.
    async fn import(&self, query: &str, file: impl Into<Vec<u8>>) -> Answer {
        let path = format!("/v1/brand/imports?encoding=utf-8&last=true&{query}");
        self.node.post(&path).by(&self.olga).body("text/csv", file.into()).send().await
    }

    async fn export(&self, kind: &str) -> String {
        let path = format!("/v1/brand/exports?kind={kind}");
        let answer = self.node.get(&path).by(&self.olga).send().await.expect(200);
        assert!(answer.header("content-disposition").starts_with("attachment; filename="));
        String::from_utf8(answer.bytes).expect("UTF-8")
    }
}

/// What became of rows, as far as anything did.
fn counts(answer: &Value) -> Value {
    let words = ["created", "updated", "unchanged", "stale", "unknown", "refused", "repeated"];
    let some = words.iter().filter(|word| answer[**word] != 0);
    some.map(|word| ((*word).to_owned(), answer[*word].clone())).collect::<serde_json::Map<_, _>>().into()
}

const COLUMNS: &str = "kind=orders&separator=semicolon&decimal=comma&zone=Europe/Berlin&currency=EUR\
    &columns=number,placed_at,total,email,item_name,item_price";

#[tokio::test]
async fn a_file_is_tried_brought_in_and_brought_in_again() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    let file = "Nr;Datum;Summe;Mail;Artikel;Preis\r\n\
        A-1;22.03.2026 19:28;1.049,90 €;ADA@example.org;Schüssel;1.040,00\r\n\
        A-1;;;;Tasse;9,90\r\n\
        A-2;22.03.2026;12.50;ada@example.org;;\r\n\
        A-3;22.03.2026;12,505;ada@example.org;;\r\n\
        ;;;;;\r\n\
        A-4;1;-3,00;;;\r\n\
        A-5;22.03.2026;-3,00;;;\r\n\
        A-6;22.03.2026;1;;;\r\n\
        A-7;22.03.2026;5;;;\r\n\
        A-6;22.03.2026;2;;;\r\n";
    let look = shop.look("orders", file).await.expect(200).body;
    assert_eq!(
        (&look["encoding"], &look["separator"], &look["decimal"]),
        (&json!("utf-8"), &json!("semicolon"), &json!("comma"))
    );
    let tried = shop.import(&format!("{COLUMNS}&dry_run=true"), file).await.expect(200).body;
    assert_eq!(counts(&tried), json!({"created": 3, "refused": 4, "repeated": 1}));
    let problems: Vec<(u64, &str)> = tried["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["line"].as_u64().expect("a line"), one["problem"].as_str().expect("a problem")))
        .collect();
    assert_eq!(
        problems,
        [
            (4, "total: no amount"),
            (5, "total: more decimals than EUR has"),
            (7, "placed_at: no moment"),
            (8, "total: 0 to 1000000000000")
        ]
    );
    assert_eq!(shop.export("orders").await.lines().count(), 1, "nothing was written");
    let done = shop.import(COLUMNS, file).await.expect(200).body;
    assert_eq!(counts(&done), counts(&tried));
    assert_eq!(done["consumed"], file.len());
    let again = shop.import(COLUMNS, file).await.expect(200).body;
    assert_eq!(counts(&again), json!({"unchanged": 3, "refused": 4, "repeated": 1}));
    // Orders wait for whoever turns out to have placed them.
    let verified = json!({"identities": [{"kind": "email", "value": "Ada@Example.org", "proof": "verified"}]});
    let contact = shop.change(ada, &verified).await.expect(200).body;
    assert_eq!(numbers(&contact), ["A-1"]);
    let kept = &contact["orders"][0];
    assert_eq!((&kept["total"], &kept["placed_at"]), (&json!(104_990), &json!(1_774_204_080_000_i64)));
    assert_eq!((kept["items"].as_array().map(Vec::len), &kept["items"][1]["price"]), (Some(2), &json!(990)));
}

#[tokio::test]
async fn what_the_shop_told_is_newer_than_a_file() {
    let shop = Shop::open().await;
    shop.tell(&[order(1, "ada@example.org")]).await;
    let columns = "kind=orders&separator=comma&columns=reference,number,placed_at,total,currency";
    let file = "reference,number,placed_at,total,currency\nshop-1,#RW-1,2026-01-01,1.00,EUR\n";
    let left = shop.import(columns, file).await.expect(200).body;
    assert_eq!(counts(&left), json!({"stale": 1}));
    // With a moment of its own it can be newer; what it does not speak of stays.
    let columns = format!("{columns},updated_at,status,payment");
    let file = "a,b,c,d,e,f,g,h\nshop-1,#RW-1,2026-01-01,1.00,EUR,2027-01-01,open,paid\n";
    assert_eq!(counts(&shop.import(&columns, file).await.expect(200).body), json!({"updated": 1}));
    let out = shop.export("orders").await;
    assert!(out.contains("\"Blue bowl\"") && out.contains("\"ada@example.org\"") && out.contains(",1.00,"), "{out}");
}

#[tokio::test]
async fn what_goes_out_comes_in_again_as_it_was() {
    let shop = Shop::open().await;
    let mut all: Vec<Value> = (1..=40).map(|number| order(number, "ada@example.org")).collect();
    all[0]["number"] = "=1+1".into();
    all[0]["items"] = json!([{"name": "'=cmd|'/c calc'!A0", "sku": "-1", "quantity": 3, "price": 5},
        {"name": "a \"quoted\", thing", "quantity": 1, "price": 0}]);
    all[0]["refunds"] = json!([{"at": 1_780_000_000_001_i64, "amount": 7}]);
    all[1]["currency"] = "JPY".into();
    all[2]["currency"] = "KWD".into();
    all[3]["customer"] = json!({"phone": "+49 170 1234567", "external_id": "@77"});
    all[4]["shipments"] = json!([]);
    all[4]["items"] = json!([]);
    shop.tell(&all).await;
    let out = shop.export("orders").await;
    assert!(out.contains("\"'=1+1\"") && out.contains("\"'+491701234567\"") && out.contains("\"''=cmd"), "{out}");
    let columns = out.lines().next().expect("heads").to_owned();
    let look = shop.look("orders", out.clone()).await.expect(200).body;
    let guessed: Vec<&str> =
        look["columns"].as_array().expect("a list").iter().map(|one| one["field"].as_str().unwrap_or("")).collect();
    assert_eq!(guessed.join(","), columns);
    let query = format!("kind=orders&separator=comma&columns={columns}");
    let tried = shop.import(&format!("{query}&dry_run=true"), out.clone()).await.expect(200).body;
    assert_eq!(counts(&tried), json!({"unchanged": 40}), "{tried}");
    // In small pieces, and in another brand, it is the same table.
    let other = Shop::open().await;
    let (mut at, mut line) = (0, 1);
    while at < out.len() {
        let upto = (at + 900).min(out.len());
        let path = format!("/v1/brand/imports?encoding=utf-8&line={line}&last={}&{query}", upto == out.len());
        let piece = out.as_bytes()[at..upto].to_vec();
        let read = other.node.post(&path).by(&other.olga).body("text/csv", piece).send().await.expect(200).body;
        let consumed = usize::try_from(read["consumed"].as_u64().expect("bytes")).expect("fits");
        assert!(consumed > 0, "{read}");
        assert_eq!(read["refused"], 0, "{read}");
        (at, line) = (at + consumed, read["next_line"].as_u64().expect("a line"));
    }
    assert_eq!(other.export("orders").await, out);
}

#[tokio::test]
async fn what_is_known_of_customers_comes_in_and_goes_out() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    for (name, kind) in [("tier", "text"), ("visits", "number"), ("vip", "yes_no"), ("birthday", "date")] {
        let attribute = json!({"label": name, "kind": kind});
        let path = format!("/v1/brand/attributes/{name}");
        shop.call(Method::PUT, &shop.olga, &path, &attribute).await.expect(200);
    }
    let identity =
        |value: &str, proof: &str| json!({"identities": [{"kind": "email", "value": value, "proof": proof}]});
    shop.change(ada, &identity("ada@example.org", "verified")).await.expect(200);
    shop.change(grace, &identity("grace@example.org", "claimed")).await.expect(200);
    let query = "kind=contacts&separator=comma&decimal=comma&columns=email,handle,attribute.tier,attribute.visits,\
        attribute.vip,attribute.birthday";
    let file = "mail,handle,tier,visits,vip,birthday\n\
        ADA@example.org,,gold,\"3,5\",ja,10.12.1985\n\
        grace@example.org,,silver,,,\n\
        ,@Grace,=bronze,,no,\n\
        nobody@example.org,,x,,,\n\
        ,ada,platinum,many,,\n\
        ,,x,,,\n";
    let tried = shop.import(&format!("{query}&dry_run=true"), file).await.expect(200).body;
    assert_eq!(counts(&tried), json!({"updated": 2, "unknown": 2, "refused": 2}), "{tried}");
    assert_eq!(shop.contact(ada).await["attributes"][0]["value"], Value::Null);
    assert_eq!(counts(&shop.import(query, file).await.expect(200).body), counts(&tried));
    let values = |contact: &Value| -> Vec<Value> {
        contact["attributes"].as_array().expect("a list").iter().map(|one| one["value"].clone()).collect()
    };
    assert_eq!(values(&shop.contact(ada).await), [json!("gold"), json!(3.5), json!(true), json!("1985-12-10")]);
    assert_eq!(values(&shop.contact(grace).await), [json!("=bronze"), Value::Null, json!(false), Value::Null]);
    let out = shop.export("contacts").await;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines[0],
        "handle,name,email,phone,external_id,attribute.tier,attribute.visits,attribute.vip,attribute.birthday"
    );
    assert!(out.contains("\"'=bronze\"") && !out.contains("grace@example.org"), "{out}");
    let query = "kind=contacts&separator=comma&columns=handle,,email,phone,external_id,attribute.tier,attribute.visits,\
        attribute.vip,attribute.birthday";
    assert_eq!(counts(&shop.import(query, out).await.expect(200).body), json!({"unchanged": 2}));
}

#[tokio::test]
async fn files_are_in_many_encodings_or_no_tables() {
    let shop = Shop::open().await;
    let text = "Bestellnummer;Größe\r\n1;€\r\n";
    let utf_16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows = b"Bestellnummer;Gr\xF6\xDFe\r\n1;\x80\r\n".to_vec();
    for (file, encoding) in [
        (text.as_bytes().to_vec(), "utf-8"),
        (format!("\u{feff}{text}").into_bytes(), "utf-8"),
        (utf_16, "utf-16le"),
        (windows, "windows-1252"),
    ] {
        let look = shop.look("orders", file).await.expect(200).body;
        assert_eq!((&look["encoding"], &look["separator"]), (&json!(encoding), &json!("semicolon")));
        assert_eq!((&look["columns"][1]["name"], &look["columns"][1]["samples"]), (&json!("Größe"), &json!(["€"])));
        assert_eq!(look["columns"][0]["field"], "number");
    }
    for wrong in [b"PK\x03\x04\0\0".to_vec(), b"a\0b".to_vec(), Vec::new(), b"\n\n".to_vec(), vec![b','; 300]] {
        let refused = shop.look("orders", wrong).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("file")));
    }
    let columns = "kind=orders&separator=comma&columns=number,placed_at,total";
    let wrong = shop.import(columns, b"a,b,c\n1,2026-01-01,1\n\xFF,,\n".to_vec()).await;
    assert!(
        wrong.problem() == "invalid_parameter" && wrong.body["detail"].to_string().contains("line 3"),
        "{}",
        wrong.body
    );
    for wrong in ["number,number,placed_at,total", "number,total", "placed_at,total", "number,placed_at,total,colour"] {
        let refused = shop.import(&format!("kind=orders&separator=comma&columns={wrong}"), "a\n").await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("columns")), "{wrong}");
    }
    for (more, field) in [("zone=Moon", "zone"), ("currency=euro", "currency")] {
        let refused = shop.import(&format!("{columns}&{more}"), "a\n").await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!(field)));
    }
    // A quotation mark that is never closed swallows the rest: that is said, and not read for ever.
    let open = format!("number,placed_at,total\n1,\"2026-01-01,1\n{}", "x,y,z\n".repeat(100_000));
    let piece = open.as_bytes()[..512 * 1024].to_vec();
    let path = format!("/v1/brand/imports?encoding=utf-8&line=2&{columns}");
    let refused = shop.node.post(&path).by(&shop.olga).body("text/csv", piece[23..].to_vec()).send().await.expect(200);
    assert_eq!(refused.body["consumed"], 0, "the rest of the piece may close it");
    let full = format!("\"{}", "x".repeat(512 * 1024 - 1));
    let refused = shop.node.post(&path).by(&shop.olga).body("text/csv", full.into_bytes()).send().await;
    assert!(refused.body["detail"].to_string().contains("quotation mark"), "{}", refused.body);
    let large = vec![b'x'; 512 * 1024 + 1];
    assert_eq!(shop.look("orders", large).await.problem(), "payload_too_large");
    let other =
        shop.node.post("/v1/brand/imports/look?kind=orders").by(&shop.olga).body("text/plain", "a").send().await;
    assert_eq!(other.problem(), "unsupported_media_type");
}

#[tokio::test]
async fn agents_bring_nothing_in_and_take_nothing_out() {
    let shop = Shop::open().await;
    for kind in ["orders", "contacts"] {
        let out = shop.node.get(&format!("/v1/brand/exports?kind={kind}")).by(&shop.anna).send().await;
        assert_eq!(out.problem(), "forbidden");
        let path = format!("/v1/brand/imports?kind={kind}&encoding=utf-8&separator=comma&columns=number");
        let refused = shop.node.post(&path).by(&shop.anna).body("text/csv", "a\n").send().await;
        assert_eq!(refused.problem(), "forbidden");
    }
}

#[tokio::test]
async fn consents_come_in_with_their_proof_and_never_over_a_later_withdrawal() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    let offers = json!({"label": "Offers"});
    shop.call(Method::PUT, &shop.olga, "/v1/brand/topics/offers", &offers).await.expect(200);
    let columns = "kind=consents&separator=comma&columns=handle,topic,state,at,source,text";
    let file = "who,list,said,on,where,words\n\
        ada,offers,granted,2026-03-01T10:00:00Z,checkout,Yes to offers\n\
        ada,offers,withdrawn,2026-04-01T10:00:00Z,hotline,\n\
        ada,offers,granted,2026-03-15T10:00:00Z,checkout,Yes again\n\
        nobody,offers,granted,2026-03-01T10:00:00Z,checkout,Yes\n\
        ada,news,granted,2026-03-01T10:00:00Z,checkout,Yes\n\
        ada,offers,granted,,checkout,Yes\n\
        ada,offers,granted,2026-03-01T10:00:00Z,,Yes\n\
        ada,offers,granted,2026-03-01T10:00:00Z,checkout,\n\
        ada,offers,perhaps,2026-03-01T10:00:00Z,checkout,Yes\n";
    let wanted = json!({"updated": 2, "stale": 1, "unknown": 1, "refused": 5});
    let tried = shop.import(&format!("{columns}&dry_run=true"), file).await.expect(200).body;
    assert_eq!(counts(&tried), wanted, "{tried}");
    let path = format!("/v1/conversations/{ada}/consents");
    let standing = async || {
        let list = shop.node.get(&path).by(&shop.anna).send().await.expect(200).body;
        list["topics"][0]["consent"].clone()
    };
    assert_eq!(standing().await, Value::Null, "nothing was written");
    let done = shop.import(columns, file).await.expect(200).body;
    assert_eq!(counts(&done), wanted);
    let problems = done["problems"].to_string();
    for word in ["topic:", "at:", "source:", "text:", "state:", "proof"] {
        assert!(problems.contains(word), "{word} {problems}");
    }
    let now = standing().await;
    assert_eq!(
        (&now["state"], &now["source"], &now["text"]),
        (&json!("withdrawn"), &json!("import"), &json!("hotline"))
    );
    let again = shop.import(columns, file).await.expect(200).body;
    assert_eq!(counts(&again), json!({"unchanged": 3, "unknown": 1, "refused": 5}));

    // The customer has the last word.
    for is_on in [true, false] {
        let path = format!("/v1/conversations/{ada}/preferences/offers");
        let text = is_on.then_some("Offers");
        let switch = if is_on { json!({"is_on": true, "text": text}) } else { json!({"is_on": false}) };
        shop.call(Method::PUT, &shop.ada, &path, &switch).await.expect(200);
    }
    let later = "who,list,said,on,where,words\nada,offers,yes,2026-09-21T13:30:00Z,checkout,Yes\n";
    shop.node.clock.set(1_790_000_100_000);
    let refused = shop.import(columns, &*later.replace("13:30:00", "14:14:00")).await.expect(200).body;
    assert_eq!(counts(&refused), json!({"refused": 1}), "{refused}");
}
