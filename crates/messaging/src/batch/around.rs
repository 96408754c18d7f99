//! What the changes of a batch meet, besides the conversations themselves.

use std::collections::HashMap;

use subrosa_proto::Timestamp;
use subrosa_proto::event::Event;
use subrosa_store::events::SendName;

use super::members::Members;
use super::teams::Teams;
use super::welcome::Promotions;
use crate::core::Core;

/// What the changes of one batch meet.
pub(super) struct Around<'a> {
    pub(super) core: &'a Core,
    /// Messages that stand in the log already, by their names.
    pub(super) known: &'a HashMap<SendName, Event>,
    /// What the members of brands do for them now.
    pub(super) members: &'a Members,
    /// The teams that it gives tickets to.
    pub(super) teams: &'a Teams,
    /// What is true of the campaigns' messages among them.
    pub(super) promotions: &'a Promotions,
    pub(super) now: Timestamp,
}
