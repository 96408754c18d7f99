//! Vectors of articles and questions: made after a brand has switched them on, of what is published alone, and whatever the model for it does,
//! an answer comes as it came without.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;
use subrosa_messaging::EmbeddingSettings;
use subrosa_testkit::model::{Model, Question, Said};

use crate::node::{Node, Person};

const ARTICLES: [(&str, &str); 6] = [
    ("Returns", "You can send back whatever you bought within 30 days of its delivery."),
    ("Delivery abroad", "We deliver to all of Europe within seven days. Customs are in the price."),
    ("Caring for linen", "Wash linen at 40 degrees and hang it up to dry. The dryer shrinks it."),
    ("Ways to pay", "By card, by invoice or with a voucher."),
    ("Sizes", "All bowls are 20 cm wide and hold two litres."),
    ("Opening hours", "The workshop is open from nine to five, and closed on Sundays."),
];
const TOLD: &str = "Can I send something back within some days?";

/// What texts mean, as this model sees it: a dimension for each of these fields, and one that all have.
fn meaning(text: &str) -> Vec<f32> {
    const FIELDS: [&str; 6] = [
        "send back|something back|refund",
        "europe|foreign",
        "linen|laundry",
        "card|money",
        "bowls|large",
        "open|closed",
    ];
    let text = text.to_lowercase();
    let fields = FIELDS.iter().map(|words| if words.split('|').any(|word| text.contains(word)) { 4.0 } else { 0.1 });
    fields.chain([1.0]).collect()
}

fn vectors(question: &Question) -> Said {
    Said::Vectors(question.texts().iter().map(|text| meaning(text)).collect())
}

struct Scene {
    node: Node,
    model: Model,
    olga: Person,
    engage: Engage,
}

impl Scene {
    async fn open(change: impl FnOnce(&mut EmbeddingSettings)) -> Self {
        let model = Model::start(vectors).await.expect("a model");
        let mut settings = EmbeddingSettings::new(model.url(), "tiny".to_owned());
        settings.model.private_network = true;
        settings.model.key = Some("sk-secret".to_owned());
        settings.batch = 4;
        change(&mut settings);
        let node = Node::with(|all, _| all.embeddings = Some(settings)).await;
        let olga = node.shop(&node.person("olga").await).await;
        let scene = Self { model, olga, engage: Engage::new(node.messaging.clone()), node };
        for (title, markdown) in ARTICLES {
            scene.publish(title, markdown).await;
        }
        scene
    }

    async fn call(&self, method: Method, path: &str, body: Value) -> Value {
        let answer = self.node.request(method, path).by(&self.olga).json(&body).send().await;
        assert!(answer.status < 300, "{path}: {}", answer.body);
        answer.body
    }

    async fn publish(&self, title: &str, markdown: &str) -> String {
        let text = json!({"title": title, "language": "en", "markdown": markdown});
        let made = self.call(Method::POST, "/v1/brand/articles", json!({"text": text})).await;
        let id = made["article"]["id"].as_str().expect("an id").to_owned();
        self.call(Method::PUT, &format!("/v1/brand/articles/{id}/publication"), json!({"version": 1})).await;
        id
    }

    async fn switch(&self, embeddings: bool) -> Value {
        let uses = json!({"drafts": false, "translations": false, "answers": false, "embeddings": embeddings});
        self.call(Method::PUT, "/v1/brand/model", uses).await
    }

    async fn state(&self) -> Value {
        self.node.get("/v1/brand/model").by(&self.olga).send().await.expect(200).body["embeddings"].clone()
    }

    /// Until so many articles have vectors, by this node's own work or by the test's.
    async fn made(&self, articles: u64) {
        for _ in 0..1_000 {
            self.engage.make_due_vectors().await.expect("made");
            if self.state().await["articles"] == articles {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{}", self.state().await);
    }

    async fn ask(&self, question: &str) -> Value {
        self.call(Method::POST, "/v1/brand/knowledge/answer", json!({"question": question})).await
    }

    async fn counted(&self, why: &str) -> u64 {
        let text = self.node.get("/metrics").send().await.bytes;
        let text = String::from_utf8(text).expect("text");
        let line = text.lines().find(|line| line.starts_with(&format!("subrosa_embeddings_total{{why=\"{why}\"}}")));
        line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
    }
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_switched_on_and_then_what_is_published() {
    let scene = Scene::open(|_| ()).await;
    scene.engage.make_due_vectors().await.expect("nothing");
    let before = scene.ask("How do I obtain a refund?").await;
    assert_eq!(before["candidates"], json!([]), "no word of it stands anywhere");
    assert!(scene.model.asked().is_empty());

    let text = json!({"title": "A draft", "language": "en", "markdown": "Not yet."});
    scene.call(Method::POST, "/v1/brand/articles", json!({"text": text})).await;
    assert_eq!(scene.switch(true).await["embeddings"]["published"], 6);
    scene.made(6).await;
    let asked = scene.model.asked();
    assert_eq!((asked[0].path.as_str(), asked[0].key.as_deref()), ("/v1/embeddings", Some("Bearer sk-secret")));
    assert_eq!((&asked[0].body["model"], &asked[0].body["encoding_format"]), (&json!("tiny"), &json!("float")));
    assert_eq!(asked.iter().map(|one| one.texts().len()).collect::<Vec<_>>(), [4, 2], "as many as a request holds");
    let told = asked.iter().flat_map(Question::texts).collect::<Vec<_>>().join("\n");
    assert!(told.contains("Returns\nYou can send back") && !told.contains("Not yet"), "{told}");
    let state = scene.state().await;
    assert_eq!((&state["name"], &state["passages"], &state["spent"]), (&json!("tiny"), &json!(6), &json!(100)));

    // By what it means; but that alone is no answer.
    let found = scene.ask("How do I obtain a refund?").await;
    assert_eq!((&found["candidates"][0]["title"], &found["answer"]), (&json!("Returns"), &Value::Null), "{found}");
    assert_eq!(found["candidates"][0]["found_by"], json!(["meaning"]));
    let found = scene.ask(TOLD).await;
    assert_eq!(found["candidates"][0]["title"], "Returns");
    assert_eq!(found["candidates"][0]["found_by"], json!(["words", "meaning"]));
    assert_eq!(scene.model.asked().last().map(Question::texts), Some(vec![TOLD.to_owned()]));

    // Nothing is made twice; a new version is; what is withdrawn or removed has none.
    scene.made(6).await;
    let asked = scene.model.asked().len();
    let id = scene.publish("Gifts", "We wrap what is to be a gift.").await;
    scene.made(7).await;
    assert_eq!(scene.model.asked().len(), asked + 1);
    scene.node.request(Method::DELETE, &format!("/v1/brand/articles/{id}/publication")).by(&scene.olga).send().await;
    assert_eq!((&scene.state().await["published"], &scene.state().await["articles"]), (&json!(6), &json!(6)));

    scene.switch(false).await;
    let asked = scene.model.asked().len();
    scene.publish("Later", "Later.").await;
    scene.engage.make_due_vectors().await.expect("nothing");
    scene.ask("How do I obtain a refund?").await;
    assert_eq!(scene.model.asked().len(), asked, "switched off, nothing is sent");
}

#[tokio::test]
async fn whatever_the_model_does_an_answer_comes() {
    let scene = Scene::open(|settings| settings.question_limit = Duration::from_millis(200)).await;
    let local = scene.ask(TOLD).await;
    scene.switch(true).await;
    scene.made(6).await;
    let answered = scene.counted("answered").await;
    assert!(answered >= 2, "{answered}");
    let raw = |text: &str| Said::Raw(StatusCode::OK, text.as_bytes().to_vec());
    for (wrong, why) in [
        (Said::Silence, "timed_out"),
        (Said::Vectors(Vec::new()), "nonsense"),
        (Said::Vectors(vec![meaning("refund"); 2]), "nonsense"),
        (raw(r#"{"data": [{"index": 0, "embedding": [NaN, 1]}]}"#), "nonsense"),
        (raw(r#"{"data": [{"index": 0, "embedding": [1e99, 1]}]}"#), "nonsense"),
        (raw(r#"{"data": [{"index": 7, "embedding": [1, 1]}]}"#), "nonsense"),
        (Said::Vectors(vec![vec![0.0; 7]]), "nonsense"),
        (raw("<html>"), "nonsense"),
        (Said::Raw(StatusCode::OK, vec![b'x'; 10 * 1024 * 1024]), "nonsense"),
        (Said::Raw(StatusCode::INTERNAL_SERVER_ERROR, Vec::new()), "failed"),
        (Said::Raw(StatusCode::FOUND, Vec::new()), "failed"),
    ] {
        let before = scene.counted(why).await;
        scene.model.says(wrong.clone());
        let began = Instant::now();
        assert_eq!(scene.ask(TOLD).await, local, "{wrong:?}");
        assert!(began.elapsed() < Duration::from_secs(5));
        assert_eq!(scene.counted(why).await, before + 1, "{wrong:?}");
    }
    // A vector of another space finds nothing, and breaks nothing.
    scene.model.says(Said::Vectors(vec![vec![1.0; 3]]));
    assert_eq!(scene.ask(TOLD).await["candidates"][0]["title"], "Returns");
}

#[tokio::test]
async fn what_fails_is_tried_again_and_what_it_does_not_take_goes_without() {
    let scene = Scene::open(|_| ()).await;
    scene.model.says(Said::Raw(StatusCode::SERVICE_UNAVAILABLE, Vec::new()));
    scene.switch(true).await;
    scene.engage.make_due_vectors().await.expect("put off");
    assert_eq!((&scene.state().await["articles"], &scene.state().await["spent"]), (&json!(0), &json!(0)));
    let refuses = |question: &Question| {
        let is_bad = question.texts().iter().any(|text| text.contains("linen"));
        if is_bad { Said::Raw(StatusCode::BAD_REQUEST, Vec::new()) } else { vectors(question) }
    };
    scene.model.thinks(refuses);
    scene.node.clock.forward(Duration::from_secs(61));
    scene.made(5).await;
    assert_eq!(scene.state().await["published"], 6);
}

#[tokio::test]
async fn a_brand_spends_no_more_than_its_day_has() {
    let scene = Scene::open(|settings| settings.model.daily = 120).await;
    scene.switch(true).await;
    scene.engage.make_due_vectors().await.expect("as far as it goes");
    let local = scene.ask(TOLD).await;
    assert!(local["answer"].is_string() || local["candidates"][0]["title"] == "Returns", "{local}");
    let state = scene.state().await;
    assert!(state["spent"].as_u64().expect("a number") <= 120, "{state}");
    assert!(scene.counted("spent").await >= 1);

    let none = Node::start().await;
    let olga = none.shop(&none.person("olga").await).await;
    let uses = json!({"drafts": false, "translations": false, "answers": false, "embeddings": true});
    let set = none.request(Method::PUT, "/v1/brand/model").by(&olga).json(&uses).send().await;
    assert_eq!(set.expect(409).problem(), "model_off", "there is nothing to switch on");
}
