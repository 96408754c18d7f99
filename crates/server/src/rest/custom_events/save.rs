//! `POST /v1/brand/contacts/{contact}/events`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::custom_event::{SaveEvents, SavedEvents};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid]);

/// Tell what a customer did
///
/// Up to 100 events at once, all or none, in any order and however late. An id that was told before changes nothing, so it does no harm to
/// tell again. They stand in the customer's timeline.
#[utoipa::path(
    post, path = "/v1/brand/contacts/{contact}/events", operation_id = "save_events", tag = "Customers",
    params((
        "contact" = String, Path, example = "external_id:4711",
        description = "Who did it: the conversation with them, or an identity that the brand has verified, as `external_id:…`, `email:…`, \
            `phone:…`.",
    )),
    request_body = SaveEvents,
    responses((status = 200, description = "What became of each.", body = SavedEvents), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(contact): Id<String>,
    Json(events): Json<SaveEvents>,
) -> Result<Answer<SavedEvents>, Failure> {
    Ok(Answer(app.engage.save_events(&actor, contact, events).await?))
}
