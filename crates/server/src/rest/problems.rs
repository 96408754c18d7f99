//! Describes what can go wrong with an endpoint: one response for each status, with the codes it can carry.

use std::collections::BTreeMap;
use std::fmt::Write;

use subrosa_proto::ErrorCode::{
    self, AccountDisabled, CrossSite, Draining, Forbidden, Internal, MalformedRequest, Overloaded, PayloadTooLarge,
    SignOnRequired, StorageFull, StorageUnavailable, TooManyRequests, Unauthenticated, UnsupportedMediaType,
};
use subrosa_proto::Problem;
use utoipa::ToSchema;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr};

/// What any endpoint may answer.
pub(super) const ANY: &[ErrorCode] = &[Internal, Overloaded, StorageUnavailable, Draining];
/// What endpoints for signed-in callers may answer.
pub(super) const SIGNED_IN: &[ErrorCode] =
    &[Unauthenticated, AccountDisabled, Forbidden, SignOnRequired, TooManyRequests];
/// What endpoints that change something may answer.
pub(super) const CHANGE: &[ErrorCode] = &[CrossSite, StorageFull];
/// What endpoints that take JSON may answer.
pub(super) const JSON: &[ErrorCode] = &[MalformedRequest, PayloadTooLarge, UnsupportedMediaType];

/// Names the codes of an endpoint; the type stands among the responses of its description.
macro_rules! problems {
    ($($codes:expr),+ $(,)?) => {
        struct Problems;
        impl utoipa::IntoResponses for Problems {
            fn responses()
            -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::response::Response>> {
                $crate::rest::problems::describe(&[$($codes),+])
            }
        }
    };
}
pub(super) use problems;

/// The responses for these codes.
pub(super) fn describe(groups: &[&[ErrorCode]]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<ErrorCode>> = BTreeMap::new();
    for &code in ErrorCode::ALL.iter().filter(|code| groups.iter().any(|group| group.contains(code))) {
        by_status.entry(code.status()).or_default().push(code);
    }
    by_status.into_iter().map(|(status, codes)| (status.to_string(), response(status, &codes).into())).collect()
}

fn response(status: u16, codes: &[ErrorCode]) -> Response {
    let mut description = String::new();
    for code in codes {
        let separator = if description.is_empty() { "" } else { "\n" };
        // Writing into a string can't fail.
        let _ =
            write!(description, "{separator}- [`{name}`](/docs/errors/{name}): {}", code.title(), name = code.code());
    }
    let schema = Ref::from_schema_name(Problem::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new().description(description).content("application/problem+json", content);
    match status {
        401 => response.header("WWW-Authenticate", text_header("How to authenticate: `Bearer`.")),
        429 | 503 | 507 => response.header("Retry-After", text_header("Seconds to wait, where they are known.")),
        _ => response,
    }
    .build()
}

fn text_header(description: &str) -> utoipa::openapi::header::Header {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    HeaderBuilder::new().schema(Some(text)).description(Some(description)).build()
}
