//! The one table of error codes. Each has a stable name, an HTTP status, a sentence on what happened and a hint on
//! what to do; `docs/errors/` has a page for each.

use serde::{Deserialize, Serialize};

macro_rules! error_codes {
    ($($(#[$meta:meta])* $name:ident, $code:literal, $status:literal, $title:literal, $hint:literal;)*) => {
        /// A stable name for what went wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$meta])* #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// Every code, in the table's order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status (RFC 9110).
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// What happened, in one sentence.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What to do about it.
            #[must_use]
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }
        }
    };
}

error_codes! {
    MalformedRequest, "malformed_request", 400, "The request could not be read.", "Send JSON of the documented shape; unknown fields are refused so that typing errors are noticed.";
    InvalidParameter, "invalid_parameter", 400, "A value is outside what is allowed.", "See which field is named and the limits in the API reference.";
    InvalidCursor, "invalid_cursor", 400, "The cursor is not one of this account.", "Take a snapshot and continue from its cursor.";
    Unauthenticated, "unauthenticated", 401, "You are not signed in.", "Sign in and send the token, or the cookie, with the request.";
    SignInFailed, "sign_in_failed", 401, "Handle and password do not match.", "Check both; after several tries wait before the next.";
    SecondFactorRequired, "second_factor_required", 401, "A second factor is needed to sign in.", "Send the same again with a code, six digits of the app or a recovery code, or with a passkey.";
    SecondFactorFailed, "second_factor_failed", 401, "The code is not right, or was used before.", "Wait for the next code of the app, or use a recovery code; after several tries wait before the next.";
    PasskeyFailed, "passkey_failed", 401, "The passkey was not accepted.", "Try again; if it goes on, sign in another way and add the passkey anew.";
    SignOnFailed, "sign_on_failed", 401, "The brand's sign-in did not work.", "Begin again; if it goes on, show the detail to whoever set it up.";
    PlatformTokenInvalid, "platform_token_invalid", 401, "The platform's token was not accepted.", "Check its signature key, issuer, audience and times against the server's settings.";
    SignatureInvalid, "signature_invalid", 401, "The signature was not accepted.", "Sign the body, byte by byte, with the secret that was set for this shop.";
    Forbidden, "forbidden", 403, "You may not do this.", "Ask someone who may.";
    CrossSite, "cross_site", 403, "The request came from another site.", "Call the API from the server's own pages, or with a bearer token instead of the cookie.";
    SignUpClosed, "sign_up_closed", 403, "New accounts are not taken here.", "Ask the operator for an account.";
    InviteRequired, "invite_required", 403, "A valid invite is needed.", "Ask someone for an invite; each can be used a limited number of times.";
    AccountDisabled, "account_disabled", 403, "This account is disabled.", "Ask the operator why.";
    MembershipChanged, "membership_changed", 403, "What you do for this brand has changed.", "Connect again; you may have another role, or work for it no more.";
    SignOnRequired, "sign_on_required", 403, "This brand wants its members to sign in by its own provider.", "Sign in by the brand's handle.";
    NotFound, "not_found", 404, "There is no such thing, or it is not yours to see.", "Check the id or address.";
    OrderNotFound, "order_not_found", 404, "No order has this number and this second fact.", "Check both with the customer; which of them is wrong is not said.";
    RecipientUnavailable, "recipient_unavailable", 404, "No one can be reached under this name.", "Check the handle.";
    MethodNotAllowed, "method_not_allowed", 405, "This address does not take this method.", "See the API reference for the methods it takes.";
    HandleTaken, "handle_taken", 409, "This handle is taken.", "Choose another.";
    ClientIdConflict, "client_id_conflict", 409, "Another message was already sent under this client_id.", "Make a new client_id for each message; repeat an old one only with the same body.";
    ThreadTaken, "thread_taken", 409, "Someone else has taken this conversation since you looked.", "Read what has happened; send again with the present epoch to go ahead.";
    TicketRefused, "ticket_refused", 409, "The ticket can't be changed like this.", "See the detail: there may be no ticket, or it is in another state by now.";
    DisputeRefused, "dispute_refused", 409, "The dispute can't go on like this.", "See the detail: it may have ended, or someone has answered first; read how it stands now.";
    IdentityTaken, "identity_taken", 409, "Another customer is known by this.", "Find out whose it is; take it from the other customer first if it is not theirs.";
    ArticleChanged, "article_changed", 409, "Someone else has changed this since you read it.", "Read it again, then make your change on what it says now.";
    NameTaken, "name_taken", 409, "This name is taken.", "Choose another, or change what has it.";
    LastSignIn, "last_sign_in", 409, "Without this you could not sign in any more.", "Add another passkey first.";
    RoleInUse, "role_in_use", 409, "Somebody has this role.", "Give those who have it another role first; invitations count.";
    LastOwner, "last_owner", 409, "A brand needs at least one owner.", "Make someone else an owner first.";
    AlreadyMember, "already_member", 409, "This person is a member, or is invited, already.", "Change their role instead.";
    SelfConversation, "self_conversation", 422, "You can't start a conversation with yourself.", "Choose another person.";
    LabelInvalid, "label_invalid", 422, "This can't be a label.", "Use 1 to 30 characters on one line; at most 20 labels stand on a ticket.";
    HandleInvalid, "handle_invalid", 422, "This can't be a handle.", "Use 3 to 30 letters, digits, dots or underscores, beginning with a letter.";
    PasswordInvalid, "password_invalid", 422, "This can't be a password.", "Use 8 to 256 characters that are not the handle.";
    TextInvalid, "text_invalid", 422, "The text can't be used.", "Remove what the detail names: it is empty, too long, or holds characters that hide or reorder text.";
    BodyInvalid, "body_invalid", 422, "The message's body can't be used.", "Send {\"v\":1,\"text\":\"…\"} with the documented entities.";
    FlowInvalid, "flow_invalid", 422, "The bot's flow can't run.", "Mend what the detail names; `subrosa bot lint` says the same before you publish.";
    HoursInvalid, "hours_invalid", 422, "These can't be business hours.", "See the detail: a time zone's name, days as 2026-12-25, times as 09:00, each opening before its closing, none over another.";
    ImageInvalid, "image_invalid", 422, "The picture could not be read.", "Send a JPEG, PNG, WebP or GIF of at most 40 megapixels.";
    ModelOff, "model_off", 409, "No language model does this here.", "An admin switches it on in the brand's settings, where the operator has set one up.";
    PayloadTooLarge, "payload_too_large", 413, "This is larger than allowed.", "See the limits in the API reference and send less.";
    UnsupportedMediaType, "unsupported_media_type", 415, "This content type is not taken here.", "Send application/json, an image type for an avatar, or a file of a type that the detail names.";
    TooManyRequests, "too_many_requests", 429, "Too much in too short a time.", "Wait for the seconds named in Retry-After, then try again.";
    ModelSpent, "model_spent", 429, "The brand has used up its language model for today.", "Go on without it, or try again tomorrow (UTC); the operator sets how much there is.";
    ModelFailed, "model_failed", 502, "The language model gave no answer that can be used.", "Go on without it, or try again; the detail says what was wrong.";
    Internal, "internal", 500, "Something went wrong here.", "Try again; if it stays, tell the operator the id in the detail.";
    Overloaded, "overloaded", 503, "The server is busy.", "Try again in a moment; nothing was changed.";
    StorageFull, "storage_full", 507, "The server's disk is full, so nothing can be written now.", "Keep the message and try again; the operator has to make room.";
    StorageUnavailable, "storage_unavailable", 503, "The server's store can't be reached now.", "Keep the message and try again in a moment.";
    Draining, "draining", 503, "The server is about to stop.", "Connect again in a moment.";
    DeviceRevoked, "device_revoked", 401, "This device was signed out.", "Sign in again.";
}

impl ErrorCode {
    /// Whether the same request may succeed later, unchanged.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::TooManyRequests
                | Self::Internal
                | Self::Overloaded
                | Self::StorageFull
                | Self::StorageUnavailable
                | Self::Draining
        )
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for ErrorCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .enum_values(Some(Self::ALL.iter().map(|code| code.code())))
            .description(Some("A stable name for what went wrong."))
            .into()
    }
}
#[cfg(feature = "schema")]
impl utoipa::ToSchema for ErrorCode {}

/// An error as it travels: problem details (RFC 9457) with the stable code and a hint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The address of the code's page.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in one sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable name of the error.
    pub code: ErrorCode,
    /// What to do.
    pub hint: String,
    /// What exactly, when more is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub detail: Option<String>,
    /// Which field of the request is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub field: Option<String>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub retry_after: Option<u32>,
}

impl Problem {
    /// The problem of a code, without particulars.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            kind: format!("/docs/errors/{}", code.code()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            hint: code.hint().to_owned(),
            detail: None,
            field: None,
            retry_after: None,
        }
    }

    /// With what exactly was wrong.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With the field that is meant.
    #[must_use]
    pub fn with_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// With the seconds to wait.
    #[must_use]
    pub const fn with_retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_complete() {
        let mut names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorCode::ALL.len());
        for code in ErrorCode::ALL {
            assert!((400..600).contains(&code.status()));
            assert!(code.title().ends_with('.') && code.hint().ends_with('.'), "{code:?}");
            assert_eq!(serde_json::to_value(code).ok(), Some(code.code().into()));
        }
    }
}
