//! `POST /v1/conversations/{conversation}/templates/{template}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{
    BodyInvalid, ClientIdConflict, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid, ThreadTaken,
};
use subrosa_proto::event::Sent;
use subrosa_proto::template::SendTemplate;

use crate::App;
use crate::http::{Caller, Failure, Ids, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(
    ANY,
    SIGNED_IN,
    CHANGE,
    JSON,
    &[BodyInvalid, ClientIdConflict, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid, ThreadTaken]
);

/// Send a message template
///
/// As the member's own answer, with its blanks filled in: by what is known of the customer, and by what is given. A blank without a value is
/// named by the error, and nothing is sent. A promotion goes to customers alone who have agreed to its topic (otherwise `forbidden`), by the consent
/// as it stands where the message is written. The journal says which template it was. The same `client_id` again answers with the first result.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/templates/{template}", operation_id = "send_template", tag = "Inbox",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation."),
        ("template" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "delivery_news"),
    ),
    request_body = SendTemplate,
    responses(
        (status = 201, description = "Sent.", body = Sent),
        (status = 200, description = "It was sent before, under this `client_id`.", body = Sent),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, name): Ids<ConversationId, String>,
    Json(wanted): Json<SendTemplate>,
) -> Result<(StatusCode, axum::Json<Sent>), Failure> {
    let once = app.engage.send_template(&actor, (conversation, name), wanted).await?;
    let status = if once.repeated { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, axum::Json(once.sent)))
}
