//! `PATCH /v1/me/passkeys/{passkey}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{NotFound, TextInvalid};
use subrosa_proto::PasskeyId;
use subrosa_proto::passkey::{Passkey, PasskeyName};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound, TextInvalid]);

/// Give a passkey another name
#[utoipa::path(
    patch, path = "/v1/me/passkeys/{passkey}", operation_id = "rename_passkey", tag = "Passkeys",
    params(("passkey" = PasskeyId, Path, description = "The passkey.")),
    request_body = PasskeyName,
    responses((status = 200, description = "As it is now.", body = Passkey), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(passkey): Id<PasskeyId>,
    Json(request): Json<PasskeyName>,
) -> Result<Answer<Passkey>, Failure> {
    Ok(Answer(app.messaging.rename_passkey(&actor, passkey, request).await?))
}
