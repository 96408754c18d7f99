//! The Rust SDK of Subrosa.
//!
//! A [`Client`] keeps one account in step with the server: it connects, resumes where it stopped, sends what waits in
//! its [`outbox`], and tells the application what changed as typed [`Event`]s. [`Http`] has the REST routes, for
//! signing in and for programs without a socket. [`view`] keeps an account's state in memory, from the events.
//! [`raw`] is for load generators.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use subrosa_client::outbox::FileOutbox;
//! use subrosa_client::{Client, Event};
//!
//! let outbox = FileOutbox::open("outbox.jsonl")?;
//! let client = Client::builder("https://chat.example").token("…").outbox(outbox).connect().await?;
//! let grace = client.start("grace").await?.conversation.id;
//! client.send(grace, "See you at eight?").await?;
//!
//! let mut events = client.events();
//! while let Some(event) = events.next().await {
//!     for (_, message) in event.news() {
//!         println!("{}", message.body.get());
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Never: a rule of the server's made again here, content or tokens in a log line, a message sent before it is in the
//! outbox.

mod address;
mod backoff;
mod client;
mod connection;
mod dial;
mod error;
mod event;
mod http;
pub mod outbox;
mod random;
pub mod raw;
mod tls;
mod token;
pub mod view;

pub use client::{Builder, Client, Events, Queued};
pub use dial::{ByteStream, Dial};
pub use error::{Cause, Error};
pub use event::{Event, Status};
pub use http::Http;
pub use random::Random;
pub use subrosa_proto as proto;
pub use token::Token;
