//! Finds out what a session waits for.

use std::time::Duration;

use serde_json::Value as Json;
use subrosa_flow::engine::{Effect, Input, KnowledgeResult, OrderResult, WebhookResult};
use subrosa_flow::flow::Method;
use subrosa_messaging::{Called, Messaging};

use super::look::View;
use crate::Engage;

/// Bytes of a service's answer that are read; one with more counts as none.
const ANSWER_BYTES: usize = 256 * 1024;

/// Finds it out. Answers come from articles in the flow's language, where one is known.
pub(super) async fn carry_out(
    engage: &Engage,
    view: &View,
    language: Option<&str>,
    (key, effect): (String, Effect),
) -> Input {
    match effect {
        Effect::LookUpOrder { number, second } => {
            let found = engage.look_up_order(view.at.conversation, &number, &second).await;
            // Orders that can't be read now are as good as those that may not be.
            Input::Order(key, found.unwrap_or(OrderResult::Throttled))
        }
        Effect::Answer { question } => {
            let at = (view.at.brand, view.at.conversation);
            let result = match engage.answer_customer(at, language, &question).await {
                Ok(Some(text)) => KnowledgeResult::Answered(text),
                Ok(None) | Err(_) => KnowledgeResult::Unknown,
            };
            Input::Knowledge(key, result)
        }
        Effect::Webhook { url, method, body, timeout } => {
            let limit = Duration::from_secs(u64::from(timeout.seconds()));
            let result = call(&engage.messaging, &key, &url, (method, &body), limit).await;
            Input::Webhook(key, result)
        }
    }
}

/// Calls a service. The key goes along, so that a service that gets it twice after a crash can tell.
async fn call(
    messaging: &Messaging,
    key: &str,
    url: &str,
    (method, body): (Method, &Json),
    limit: Duration,
) -> WebhookResult {
    let body = (!body.is_null()).then(|| body.to_string());
    match messaging.call_service(method.as_str(), url, key, body, (limit, ANSWER_BYTES)).await {
        Ok(Called { status, body }) => {
            WebhookResult::Answered { status, body: serde_json::from_slice(&body).unwrap_or(Json::Null) }
        }
        Err(error) => {
            tracing::debug!(%error, "a bot's service did not answer");
            WebhookResult::Failed
        }
    }
}
