//! `PUT /v1/brand/attributes/{attribute}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::contact::{Attribute, SaveAttribute};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Define an attribute
///
/// New, or in place of what it was. Of another kind it keeps its values: those that fit are read as that kind, the others come as
/// `unfit` until they are set anew or the kind is changed back. A brand has at most 50.
#[utoipa::path(
    put, path = "/v1/brand/attributes/{attribute}", operation_id = "save_attribute", tag = "Customers",
    params(("attribute" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "tier")),
    request_body = SaveAttribute,
    responses((status = 200, description = "The attribute as it is now.", body = Attribute), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(name): Id<String>,
    Json(attribute): Json<SaveAttribute>,
) -> Result<Answer<Attribute>, Failure> {
    Ok(Answer(app.engage.save_attribute(&actor, name, attribute).await?))
}
