//! `PUT /v1/brand/topics/{topic}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::consent::{SaveTopic, Topic};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Define a topic
///
/// New, or in place of what it was. Whoever agreed to it before has agreed to what it said then. Topics are archived, never removed; a
/// brand has at most 30.
#[utoipa::path(
    put, path = "/v1/brand/topics/{topic}", operation_id = "save_topic", tag = "Customers",
    params(("topic" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "offers")),
    request_body = SaveTopic,
    responses((status = 200, description = "The topic as it is now.", body = Topic), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(name): Id<String>,
    Json(topic): Json<SaveTopic>,
) -> Result<Answer<Topic>, Failure> {
    Ok(Answer(app.engage.save_topic(&actor, name, topic).await?))
}
