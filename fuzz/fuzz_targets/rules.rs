//! Rules that are anything: what is read and accepted is within its bounds, is read back as itself, and is asked without a panic.

#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use subrosa_proto::Timestamp;
use subrosa_proto::rule::SaveRule;
use subrosa_proto::ticket::{Priority, TicketStatus};
use subrosa_rules::facts::Facts;
use subrosa_rules::log::Event;
use subrosa_rules::pass::{Standing, woken};
use subrosa_rules::{check::check, clock};

fuzz_target!(|bytes: &[u8]| {
    let Ok(rule) = subrosa_proto::object::read::<SaveRule>(bytes) else { return };
    let Ok(rule) = check(rule) else { return };
    let written = serde_json::to_vec(&rule).expect("a rule is JSON");
    let again: SaveRule = subrosa_proto::object::read(&written).expect("its own text");
    assert_eq!(check(again).as_ref(), Ok(&rule));
    let at = Timestamp::from_milliseconds(1);
    let mut facts = Facts {
        now: at,
        status: TicketStatus::Open,
        status_since: Some(at),
        priority: Priority::Normal,
        labels: Vec::new(),
        assignee: None,
        waiting_since: Some(at),
        words: vec!["word".to_owned()],
        attributes: BTreeMap::new(),
        orders: Vec::new(),
        is_open: true,
    };
    let _ = clock::of(&rule.when, &facts);
    for event in [Event::CustomerWrote, Event::Opened, Event::Status(TicketStatus::Open), Event::Assigned] {
        let _ = woken(&[Standing { id: (), rule: &rule, since: at }], (&event, at), &mut facts);
    }
});
