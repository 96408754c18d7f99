//! What travels between Subrosa and its clients: ids, bodies, accounts, conversations, events, sync entries,
//! socket frames and error codes.
//!
//! Never: input or output of any kind, clocks, randomness, rules. Everything here is data with its shape and
//! limits, and compiles to WebAssembly.

/// Passwords, tokens and codes never show in a log: a type with one in it is its name there.
macro_rules! secret_debug {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(stringify!($name))
            }
        }
    )*};
}
pub(crate) use secret_debug;

pub mod account;
pub mod attachment;
pub mod audit;
pub mod body;
pub mod bot;
pub mod brand;
pub mod campaign;
pub mod campaign_journey;
pub mod campaign_report;
pub mod campaign_schedule;
pub mod channel;
pub mod closing;
pub mod consent;
pub mod contact;
pub mod conversation;
pub mod custom_event;
pub mod dispute;
pub mod dispute_commands;
pub mod error;
pub mod event;
pub mod frame;
pub mod handle;
pub mod hours;
pub mod ids;
pub mod import;
pub mod inbox;
pub mod journal;
pub mod knowledge;
pub mod level;
pub mod level_report;
pub mod limits;
pub mod model;
pub mod money;
pub mod object;
pub mod offer;
pub mod order;
pub mod passkey;
pub mod priority;
pub mod promotion;
pub mod random;
pub mod remedy;
pub mod report;
pub mod retention;
pub mod right;
pub mod rule;
pub mod saved_segment;
pub mod search;
pub mod second_factor;
pub mod segment;
pub mod sending;
pub mod shop;
pub mod sign_on;
pub mod simulation;
pub mod source;
pub mod suppression;
pub mod survey;
pub mod sync;
pub mod team;
pub mod template;
pub mod text;
pub mod ticket;
pub mod time;
pub mod timeline;
pub mod view;
pub mod voucher;
pub mod wait;
pub mod webhook;

pub use attachment::Attachment;
pub use body::Body;
pub use error::{ErrorCode, Problem};
pub use ids::{
    AccountId, ArticleId, AttachmentId, CampaignId, ClientId, ConversationId, DeliveryId, DeviceId, DisputeId, EventId,
    JournalId, OrderId, PasskeyId, QuestionId, ReplyId, RoleId, RuleId, ScheduledId, SegmentId, SourceId,
    SuppressionId, TeamId, TicketId, ViewId, VoucherPoolId, WebhookId,
};
pub use random::Randomness;
pub use time::{Clock, Timestamp};
