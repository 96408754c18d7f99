//! Try a flow without keeping it: what it does to what a tester does. Nobody is written to, no service is called, no order looked up.

use std::collections::BTreeMap;

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_flow::engine::{KnowledgeResult, OrderResult, WebhookResult};
use subrosa_flow::rehearsal::{Move, Situation, rehearse};
use subrosa_flow::value::Values;
use subrosa_flow::{Name, Scalar};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::limits::{BRAND_ATTRIBUTES, SIMULATED_INPUTS};
use subrosa_proto::simulation::{SimulateFlow, SimulatedInput, Simulation};

use super::program::program;
use super::{aside, simulated};
use crate::Engage;

impl Engage {
    /// Plays a flow from its beginning. It keeps nothing, so the whole of what the tester did comes with each request.
    ///
    /// # Errors
    /// `flow_invalid` with what is wrong and where; `invalid_parameter` for inputs that can't be; `forbidden`.
    pub async fn simulate_flow(&self, actor: &Actor, request: SimulateFlow) -> Result<Simulation, Error> {
        permit::<ReadBrand>(actor, &Subject::Own)?;
        let SimulateFlow { source, inputs, open, contact } = request;
        if inputs.len() > SIMULATED_INPUTS {
            return Err(wrong("inputs", format!("a simulation has at most {SIMULATED_INPUTS} inputs")));
        }
        let contact = values("contact", contact)?;
        let moves = inputs.into_iter().map(one_move).collect::<Result<Vec<Move>, Error>>()?;
        aside(move || {
            let program = program(&source)?;
            Ok(simulated::told(rehearse(&program, Situation { open, contact }, &moves)))
        })
        .await?
    }
}

fn wrong(field: &str, detail: String) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, detail)
}

fn one_move(input: SimulatedInput) -> Result<Move, Error> {
    Ok(match input {
        SimulatedInput::Text { text } => Move::Text(text),
        SimulatedInput::Choice { id, text } => Move::Choose { id, text },
        SimulatedInput::OrderFound { facts } => Move::Order(OrderResult::Found(values("inputs", facts)?)),
        SimulatedInput::OrderNotFound {} => Move::Order(OrderResult::NotFound),
        SimulatedInput::OrdersThrottled {} => Move::Order(OrderResult::Throttled),
        SimulatedInput::ServiceAnswered { status, body } => {
            if !(100..=599).contains(&status) {
                return Err(wrong("inputs", format!("{status} is no status of HTTP")));
            }
            Move::Webhook(WebhookResult::Answered { status, body })
        }
        SimulatedInput::ServiceFailed {} => Move::Webhook(WebhookResult::Failed),
        SimulatedInput::KnowledgeAnswered { text } => Move::Knowledge(KnowledgeResult::Answered(text)),
        SimulatedInput::KnowledgeUnknown {} => Move::Knowledge(KnowledgeResult::Unknown),
        SimulatedInput::Wait {} => Move::Wait,
    })
}

/// Values as the engine holds them.
fn values(field: &str, written: BTreeMap<String, AttributeValue>) -> Result<Values, Error> {
    if written.len() > usize::try_from(BRAND_ATTRIBUTES).unwrap_or(usize::MAX) {
        return Err(wrong(field, format!("at most {BRAND_ATTRIBUTES} values")));
    }
    let one = |(name, value): (String, AttributeValue)| {
        let name: Name = name.parse().map_err(|why: subrosa_flow::name::InvalidName| wrong(field, why.to_string()))?;
        let value = match value {
            AttributeValue::YesNo(yes) => Scalar::YesNo(yes),
            AttributeValue::Text(text) => Scalar::text(text),
            AttributeValue::Number(number) => {
                let number = serde_json::from_value(serde_json::Value::Number(number));
                Scalar::Number(number.map_err(|_| wrong(field, format!("`{name}` is no number up to 1,000,000,000")))?)
            }
        };
        Ok((name, value))
    };
    written.into_iter().map(one).collect()
}
