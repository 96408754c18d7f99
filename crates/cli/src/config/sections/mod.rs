//! The settings, a section in each file.

mod campaigns;
mod installation;
mod limits;
mod log;
mod models;
mod nats;
mod network;
mod origin;
mod pictures;
mod platform;
mod postgresql;
mod services;
mod store;

use super::setting::Section;

/// All sections, in their order.
pub(crate) const SECTIONS: &[Section] = &[
    installation::SECTION,
    network::SECTION,
    platform::SECTION,
    services::SECTION,
    models::MODEL,
    models::EMBEDDINGS,
    limits::SECTION,
    campaigns::SECTION,
    log::SECTION,
    store::SECTION,
    postgresql::SECTION,
    pictures::SECTION,
    nats::SECTION,
];
