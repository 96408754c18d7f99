//! What all routes share: who calls and from where, JSON in and out, errors, headers.

pub(crate) mod address;
pub(crate) mod around;
pub(crate) mod caller;
pub(crate) mod cookie;
pub(crate) mod csv;
pub(crate) mod disposition;
pub(crate) mod encoding;
pub(crate) mod extract;
pub(crate) mod failure;
pub(crate) mod headers;
pub(crate) mod same_site;

pub(crate) use caller::{Caller, From};
pub(crate) use extract::{Id, Ids, Json, Query};
pub(crate) use failure::Failure;
