//! What a bot hands over, as the brand's journal keeps it.

use std::collections::BTreeMap;

use subrosa_flow::engine::{Packet, Reason};
use subrosa_flow::value::Values;
use subrosa_proto::journal::{HandOverReason, HandedOver};

pub(in crate::bots) fn packet(packet: Packet) -> HandedOver {
    HandedOver {
        reason: match packet.reason {
            Reason::Flow => HandOverReason::Flow,
            Reason::Asked => HandOverReason::Asked,
            Reason::NotUnderstood => HandOverReason::NotUnderstood,
            Reason::TooManyNodes | Reason::TooManySteps | Reason::Failed => HandOverReason::Failed,
        },
        team: packet.team.map(|team| team.to_string()),
        summary: packet.summary,
        note: packet.note,
        intent: packet.intent.map(|intent| intent.to_string()),
        learnt: texts(&packet.variables),
        order: texts(&packet.order),
    }
}

/// Values by their names, as texts.
pub(in crate::bots) fn texts(values: &Values) -> BTreeMap<String, String> {
    values.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
}
