//! The six tracking calls, each alone at an address of its own.

/// One call: its description, its address and name, and its kind.
macro_rules! call {
    ($name:ident, $path:literal, $operation:literal, $kind:ident, $(#[$description:meta])+) => {
        pub(in crate::rest) mod $name {
            use axum::Json as Answer;
            use axum::extract::State;
            use subrosa_proto::ErrorCode::{
                InvalidParameter, MalformedRequest, PayloadTooLarge, StorageFull, Unauthenticated, UnsupportedMediaType,
            };
            use subrosa_engage::TrackingCall;
            use subrosa_proto::source::Tracked;

            use crate::App;
            use crate::http::Failure;
            use crate::rest::problems::{ANY, problems};
            use crate::rest::tracking::sent::Sent;

            problems!(
                ANY,
                &[InvalidParameter, MalformedRequest, PayloadTooLarge, StorageFull, Unauthenticated, UnsupportedMediaType],
            );

            $(#[$description])+
            #[utoipa::path(
                post, path = $path, operation_id = $operation, tag = "Tracking", security(("write_key" = [])),
                request_body(content = serde_json::Value, content_type = "application/json", description = "The call."),
                responses((status = 200, description = "What became of it.", body = Tracked), Problems),
            )]
            pub(in crate::rest) async fn handle(State(app): State<App>, sent: Sent) -> Result<Answer<Tracked>, Failure> {
                Ok(Answer(app.engage.track(&sent.key, Some(TrackingCall::$kind), &sent.body).await?))
            }
        }
    };
}

call!(identify, "/v1/identify", "track_identify", Identify,
    /// Tell who someone is
    ///
    /// `userId`, `anonymousId`, `traits`. Traits become values of the brand's attributes of the same names (`firstName` is `first_name`,
    /// `address.city` is `address_city`); a later `timestamp` wins. With both ids, what was done by the anonymous one is the user's.
);
call!(track, "/v1/track", "track_event", Track,
    /// Tell what someone did
    ///
    /// `event`, `properties`. `Order Completed`, `Order Updated`, `Order Refunded` and `Order Cancelled` are steps of an order as well, in
    /// whatever sequence they come.
);
call!(page, "/v1/page", "track_page", Page,
    /// Tell that someone saw a page
    ///
    /// `name`, `properties`. It is kept as the event `Page Viewed`.
);
call!(screen, "/v1/screen", "track_screen", Screen,
    /// Tell that someone saw a screen
    ///
    /// `name`, `properties`. It is kept as the event `Screen Viewed`.
);
call!(group, "/v1/group", "track_group", Group,
    /// Tell to what someone belongs
    ///
    /// `groupId`, `traits`. They become values of the attributes `group_id` and `group_…`.
);
call!(alias, "/v1/alias", "track_alias", Alias,
    /// Tell that someone had another name
    ///
    /// `userId`, `previousId`. What was done by the previous name is the user's.
);
