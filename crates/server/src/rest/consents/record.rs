//! `POST /v1/conversations/{conversation}/consents`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::consent::{Consent, RecordConsent};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid]);

/// Write down a consent
///
/// One that the customer gave or withdrew somewhere else. Entries are never changed; of two the one with the later moment counts. What the
/// customer has withdrawn themselves, only they can grant again: that is `forbidden`.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/consents", operation_id = "record_consent", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    request_body = RecordConsent,
    responses((status = 201, description = "The entry.", body = Consent), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(consent): Json<RecordConsent>,
) -> Result<(StatusCode, Answer<Consent>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.record_consent(&actor, conversation, consent).await?)))
}
