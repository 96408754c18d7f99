//! People's direct messages: accounts and their devices, conversations, sending, receipts, drafts, presence, sync.
//!
//! Each command is one method of [`Messaging`] in a file of its own; REST and socket call the same. All rules are here.
//!
//! Never: HTTP, sockets or frames' bytes coming in (that is `server`), SQL (that is `store`), decisions on who may
//! (that is `access`).

pub mod accounts;
mod attachments;
mod batch;
mod bell;
mod bots;
mod budget;
pub mod campaigns;
pub mod consents;
mod conversations;
mod core;
mod desk;
mod error;
mod follow;
mod job_kind;
mod jobs;
mod media;
mod messages;
mod model;
mod outbound;
pub mod range;
mod receipts;
mod rules;
mod service;
mod settings;
mod sync;
mod typing;
mod wanted;

pub mod presence;

pub use accounts::session::Identity;
pub use attachments::get::FoundAttachment;
pub use attachments::upload::{Upload, UploadedOnce};
pub use batch::Observation;
pub use bots::{Agreement, BotCounts, BotEnding, BotState, BotStep};
pub use campaigns::promotion_refused;
pub use conversations::get::permitted;
pub use desk::{ChangedTicket, ReportCheck};
pub use error::Error;
pub use follow::Follower;
pub use media::{Media, MediaSettings, S3Keys, S3Settings, UnusableMedia};
pub use messages::send::SentOnce;
pub use messages::template::{FromTemplate, template_refused};
pub use model::{EmbeddingOutcome, ModelFailure};
pub use outbound::{Called, OutboundError};
pub use rules::{RuleDoes, RuleRan, RuleStep};
pub use service::{Messaging, WeakMessaging, World};
pub use settings::{EmbeddingSettings, ModelSettings, PlatformKey, PlatformSettings, Settings};
pub use wanted::Wanted;
