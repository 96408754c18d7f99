//! `PUT /v1/conversations/{conversation}/preferences/{topic}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::consent::{Preference, SetPreference};

use crate::App;
use crate::http::{Caller, Failure, Ids, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Switch a topic on or off
///
/// At once: nothing more is sent by it after it was switched off. To switch it on, send the `text` that you were shown; if the brand says
/// something else by now, nothing is switched.
#[utoipa::path(
    put, path = "/v1/conversations/{conversation}/preferences/{topic}", operation_id = "set_preference",
    tag = "Conversations",
    params(
        ("conversation" = ConversationId, Path, description = "Your conversation with the brand."),
        ("topic" = String, Path, description = "The topic's name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "offers"),
    ),
    request_body = SetPreference,
    responses((status = 200, description = "The topic as it is now.", body = Preference), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, topic): Ids<ConversationId, String>,
    Json(wanted): Json<SetPreference>,
) -> Result<Answer<Preference>, Failure> {
    Ok(Answer(app.engage.set_preference(&actor, conversation, topic, wanted).await?))
}
