//! Everything between the handle and the server: one task that connects, resumes, sends what waits and tells the
//! application what changed.

mod acks;
mod feed;
pub(crate) mod frame;
mod lanes;
mod link;
mod run;
mod sending;
mod service;
mod session;
mod under_way;
mod waiting;

pub(crate) use feed::{Feed, Told};
pub(crate) use link::{Opener, upgrade};
pub(crate) use service::{Parts, Service};
pub(crate) use waiting::{Command, Request};
