//! Effects: asking for them, and going on with what came of them.

use serde_json::Value as Json;

use super::run::Run;
use super::{Effect, Ending, KnowledgeResult, OrderResult, Proof, Reason, Refusal, Standing, WebhookResult};
use crate::flow::{Answer, LookUpOrder, Node, SecondFact, Webhook};
use crate::kinds;
use crate::limits::{EFFECT_SECONDS, TEXT_CHARACTERS, URL_CHARACTERS};
use crate::name::Name;
use crate::template::Escape;
use crate::value::{Scalar, Values};

/// Seconds that a result may take to come back after a service's own time is over.
const GRACE: u32 = 5;

impl<'p> Run<'p> {
    pub(super) fn enter_look_up(&mut self, name: &'p Name, look: &'p LookUpOrder) -> Option<&'p Name> {
        self.session.order = Values::new();
        let given = |variable: &Name| self.read(variable.as_str()).map(|value| value.to_string());
        let (Some(number), Some(fact)) = (given(&look.number), given(look.second.variable())) else {
            // Nothing to look up by, so nothing is found.
            return Some(&look.not_found);
        };
        let second = match look.second {
            SecondFact::Email(_) => Proof::Email(fact),
            SecondFact::Phone(_) => Proof::Phone(fact),
            SecondFact::Postcode(_) => Proof::Postcode(fact),
        };
        self.work(name, Effect::LookUpOrder { number, second }, EFFECT_SECONDS);
        None
    }

    pub(super) fn enter_webhook(&mut self, name: &'p Name, webhook: &'p Webhook) -> Option<&'p Name> {
        let Some(url) = self.make_address(&webhook.url, URL_CHARACTERS) else {
            self.give_up(Reason::Failed, Some(name));
            return None;
        };
        let body = self.make_json(&webhook.body);
        let effect = Effect::Webhook { url, method: webhook.method, body, timeout: webhook.timeout };
        self.work(name, effect, webhook.timeout.seconds() + GRACE);
        None
    }

    pub(super) fn enter_answer(&mut self, name: &'p Name, answer: &'p Answer) -> Option<&'p Name> {
        let question = match &answer.question {
            Some(question) => self.text(name, question)?,
            None => self.session.message.clone(),
        };
        if question.trim().is_empty() {
            return Some(&answer.unknown);
        }
        self.work(name, Effect::Answer { question }, EFFECT_SECONDS);
        None
    }

    /// An address with its values, each of which stays one part of it.
    pub(super) fn make_address(&self, address: &str, most: usize) -> Option<String> {
        self.program.templates().render(address, &self.scope(Escape::Url), most).ok()
    }

    /// The JSON with its values. They stay inside their texts, whatever they hold.
    fn make_json(&self, json: &Json) -> Json {
        match json {
            Json::String(text) => Json::String(self.make(text, TEXT_CHARACTERS).unwrap_or_default()),
            Json::Array(items) => items.iter().map(|item| self.make_json(item)).collect(),
            Json::Object(entries) => entries.iter().map(|(key, item)| (key.clone(), self.make_json(item))).collect(),
            Json::Null | Json::Bool(_) | Json::Number(_) => json.clone(),
        }
    }

    pub(super) fn order(&mut self, key: &str, result: &OrderResult) -> Result<(), Refusal> {
        let (_, node) = self.working(key)?;
        let Node::LookUpOrder(look) = node else { return Err(Refusal::Stale) };
        let to = match result {
            OrderResult::Found(facts) => {
                self.session.order.clone_from(facts);
                &look.found
            }
            OrderResult::NotFound => &look.not_found,
            OrderResult::Throttled => &look.throttled,
        };
        self.go(to);
        Ok(())
    }

    pub(super) fn webhook(&mut self, key: &str, result: &WebhookResult) -> Result<(), Refusal> {
        let (name, node) = self.working(key)?;
        let Node::Webhook(webhook) = node else { return Err(Refusal::Stale) };
        match self.saved(webhook, result) {
            Some(values) => {
                self.session.variables.extend(values);
                self.go(&webhook.then);
            }
            None => self.fall_back(name, webhook),
        }
        Ok(())
    }

    /// What a good answer holds for the variables; none when it is none, or one of the values is missing or does not fit.
    fn saved(&self, webhook: &Webhook, result: &WebhookResult) -> Option<Values> {
        let WebhookResult::Answered { status: 200..=299, body } = result else { return None };
        let mut values = Values::new();
        for (name, path) in &webhook.save {
            let variable = self.flow().variables.get(name)?;
            let found = match at(body, path)? {
                Json::String(text) => Scalar::text(text),
                Json::Bool(yes) => Scalar::YesNo(*yes),
                Json::Number(number) => Scalar::Number(serde_json::from_value(Json::Number(number.clone())).ok()?),
                Json::Null | Json::Array(_) | Json::Object(_) => return None,
            };
            let fitting = match found {
                found if kinds::fits(variable, &found) => found,
                found => kinds::read(variable, &found.to_string(), self.sentences())?,
            };
            values.insert(name.clone(), fitting);
        }
        Some(values)
    }

    pub(super) fn knowledge(&mut self, key: &str, result: &KnowledgeResult) -> Result<(), Refusal> {
        let (_, node) = self.working(key)?;
        let Node::Answer(answer) = node else { return Err(Refusal::Stale) };
        match result {
            KnowledgeResult::Answered(text) if !text.trim().is_empty() => {
                self.say_text(text.chars().take(TEXT_CHARACTERS).collect::<String>());
                self.go(&answer.answered);
            }
            KnowledgeResult::Answered(_) | KnowledgeResult::Unknown => self.go(&answer.unknown),
        }
        Ok(())
    }

    /// The timer: of an effect that gave no result, of a wait, or of a customer who went away.
    pub(super) fn ring(&mut self, key: &str) -> Result<(), Refusal> {
        if self.session.timer != key {
            return Err(Refusal::Stale);
        }
        let standing = self.session.standing.clone();
        match standing {
            Standing::Asked(_) => self.end(Ending::TimedOut),
            Standing::Waiting(name) | Standing::Working { node: name, .. } => match self.node(&name) {
                Some((_, Node::Wait(wait))) => self.go(&wait.then),
                Some((_, Node::LookUpOrder(look))) => self.go(&look.throttled),
                Some((name, Node::Webhook(webhook))) => self.fall_back(name, webhook),
                Some((_, Node::Answer(answer))) => self.go(&answer.unknown),
                _ => self.give_up(Reason::Failed, Some(&name)),
            },
            Standing::Over => return Err(Refusal::Over),
        }
        Ok(())
    }

    fn fall_back(&mut self, name: &'p Name, webhook: &'p Webhook) {
        match &webhook.fallback {
            Some(fallback) => self.go(fallback),
            None => self.give_up(Reason::Failed, Some(name)),
        }
    }

    /// The node whose result has this key.
    pub(super) fn working(&self, key: &str) -> Result<(&'p Name, &'p Node), Refusal> {
        match &self.session.standing {
            Standing::Working { node, effect } if effect == key => self.node(node).ok_or(Refusal::Stale),
            _ => Err(Refusal::Stale),
        }
    }
}

/// The value at a path of keys and places.
fn at<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('.').try_fold(json, |json, key| match json {
        Json::Array(items) => items.get(key.parse::<usize>().ok()?),
        json => json.get(key),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_through_objects_and_lists() {
        let body = json!({"data": {"items": [{"name": "Rose"}, {"name": "Thorn"}]}});
        assert_eq!(at(&body, "data.items.1.name"), Some(&json!("Thorn")));
        assert_eq!(at(&body, "data.items.2.name"), None);
        assert_eq!(at(&body, "data.items.name"), None);
    }
}
