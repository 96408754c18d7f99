//! `POST /v1/brand/bots/simulation`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{FlowInvalid, InvalidParameter};
use subrosa_proto::simulation::{SimulateFlow, Simulation};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[FlowInvalid, InvalidParameter]);

/// Try a flow
///
/// What it does to what a tester does, played from the beginning by the engine that answers customers. Nobody is written to, no service is
/// called and no order looked up: the tester says what comes of each. Nothing is kept.
#[utoipa::path(
    post, path = "/v1/brand/bots/simulation", operation_id = "simulate_flow", tag = "Bots",
    request_body = SimulateFlow,
    responses((status = 200, description = "How far it came.", body = Simulation), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<SimulateFlow>,
) -> Result<Answer<Simulation>, Failure> {
    Ok(Answer(app.engage.simulate_flow(&actor, request).await?))
}
