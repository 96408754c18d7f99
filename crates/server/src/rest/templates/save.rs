//! `PUT /v1/brand/templates/{template}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{ArticleChanged, BodyInvalid, InvalidParameter, TextInvalid};
use subrosa_proto::template::{SaveTemplate, Template};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[ArticleChanged, BodyInvalid, InvalidParameter, TextInvalid]);

/// Keep a message template
///
/// New, or in place of the `version` that was read: where another has saved it since, nothing is written. Who publishes articles writes
/// templates, because they are the brand's words to everyone. A brand keeps at most 200.
#[utoipa::path(
    put, path = "/v1/brand/templates/{template}", operation_id = "save_template", tag = "Inbox",
    params((
        "template" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "delivery_news"
    )),
    request_body = SaveTemplate,
    responses((status = 200, description = "The template as it is now.", body = Template), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(name): Id<String>,
    Json(template): Json<SaveTemplate>,
) -> Result<Answer<Template>, Failure> {
    Ok(Answer(app.engage.save_template(&actor, name, template).await?))
}
