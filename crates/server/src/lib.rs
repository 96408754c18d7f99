//! HTTP and WebSocket: bytes in, commands out, answers back. Also OpenAPI, the embedded web app, health and metrics.
//!
//! Never: rules (that is `messaging` and `engage`), policy (that is `access`), SQL (that is `store`).

mod app;
mod asyncapi;
mod docs;
mod drain;
mod health;
mod http;
mod links;
mod listen;
mod metrics;
mod openapi;
mod place;
mod rest;
mod router;
mod settings;
mod socket;
mod web;

pub use app::App;
pub use asyncapi::asyncapi;
pub use drain::Drain;
pub use listen::{Listener, serve};
pub use metrics::Metrics;
pub use openapi::openapi;
pub use router::router;
pub use settings::{ServerSettings, TlsFiles};
