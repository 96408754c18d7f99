//! `POST /v1/brand/members`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{AlreadyMember, InvalidParameter, RecipientUnavailable};
use subrosa_proto::brand::{InviteMember, Member};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[AlreadyMember, InvalidParameter, RecipientUnavailable]);

/// Invite a person to work for the brand
///
/// They become a member by accepting. Only owners make owners.
#[utoipa::path(
    post, path = "/v1/brand/members", operation_id = "invite_member", tag = "Brands",
    request_body = InviteMember,
    responses((status = 201, description = "Invited.", body = Member), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(invitation): Json<InviteMember>,
) -> Result<(StatusCode, Answer<Member>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.invite_member(&actor, invitation).await?)))
}
