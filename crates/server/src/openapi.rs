//! The description of the REST API (OpenAPI 3.1), made from the routes themselves.

use subrosa_proto::{AccountId, Problem};
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Ref, Required};
use utoipa::{Modify, OpenApi, ToSchema};

use crate::rest;

/// What holds for all routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Subrosa",
        description = "Direct messages between people, and between people and brands. Errors are problem details (RFC 9457) with a stable `code`; \
            `/docs/errors/{code}` explains each. The same commands, with the same parameters and results, are on the socket at `/v1/socket`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "The server that serves this document.")),
    components(schemas(Problem)),
    security(("bearer" = []), ("cookie" = [])),
    tags(
        (name = "Server", description = "The installation."),
        (name = "Sign-in", description = "Signing up, in and out."),
        (name = "Me", description = "The signed-in account and its devices."),
        (name = "Second factor", description = "Codes that signing in with the password asks for."),
        (name = "Passkeys", description = "Keys that the person's own devices hold, by which they sign in without a password, or after it."),
        (name = "Accounts", description = "Other people."),
        (name = "Conversations", description = "Beginning, listing and reading conversations."),
        (name = "Messages", description = "Sending messages and reading the log."),
        (name = "Brands", description = "Brands, and who works for them."),
        (name = "Inbox", description = "For those who act for a brand: tickets, notes, saved replies."),
        (name = "Disputes", description = "What a customer and a brand settle, or the brand decides."),
        (name = "Bots", description = "Flows that answer a brand's customers before people do."),
        (name = "Webhooks", description = "Addresses of a brand's that are told what happens."),
        (name = "Rules", description = "What a brand has done by itself when something happens to a ticket."),
        (name = "Customers", description = "For those who act for a brand: what it knows of its customers, and their orders."),
        (name = "Reports", description = "For those who act for a brand: what its work amounts to."),
        (name = "Tracking", description = "What a brand's systems tell of its customers, as Segment's SDKs do."),
        (name = "Segments", description = "Saved rules over a brand's contacts: of whom they hold, exactly and now."),
        (name = "Campaigns", description = "Messages of a brand to many who have agreed to them, each once, with some held out to compare with."),
        (name = "Knowledge", description = "A brand's articles, and what they answer."),
        (name = "Sync", description = "Following what changes, without a socket."),
    ),
    modifiers(&Credentials),
)]
struct Common;

/// The ways in which a request says who makes it.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        let cookie = ApiKeyValue::with_description(
            "subrosa",
            "The session cookie; `__Host-subrosa` under TLS. For the server's own pages: changes need their origin.",
        );
        let mut write_key = Http::new(HttpAuthScheme::Basic);
        write_key.description = Some("The write key of a source as the name, and no password.".to_owned());
        components.add_security_scheme("write_key", SecurityScheme::Http(write_key));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// That a request may be made for a brand.
struct ActingFor;

impl Modify for ActingFor {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let header = ParameterBuilder::new()
            .name("Subrosa-Account")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "The brand that the caller acts for, as one of its members; their own account unless said.",
            ))
            .schema(Some(Ref::from_schema_name(AccountId::name())))
            .build();
        for item in openapi.paths.paths.values_mut() {
            let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
            for operation in operations.into_iter().flatten() {
                let is_for_anyone = operation.security.is_some();
                if !is_for_anyone {
                    operation.parameters.get_or_insert_default().push(header.clone().into());
                }
            }
        }
    }
}

/// The document.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    let mut document = Common::openapi();
    document.merge(rest::routes().into_openapi());
    ActingFor.modify(&mut document);
    document
}

/// The document as JSON, as the server serves it at `/v1/openapi.json`.
#[must_use]
pub fn openapi() -> String {
    document().to_pretty_json().unwrap_or_else(|error| {
        tracing::error!(%error, "the API's description could not be written");
        String::new()
    })
}
