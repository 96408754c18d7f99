//! Requests of tracking calls: whatever comes, each call is read or has a reason, and what was read is bounded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use subrosa_proto::Timestamp;
use subrosa_track::{CALLS_AT_ONCE, Kind, What, order, read};

const KINDS: [Option<Kind>; 7] = [
    None,
    Some(Kind::Identify),
    Some(Kind::Track),
    Some(Kind::Page),
    Some(Kind::Screen),
    Some(Kind::Group),
    Some(Kind::Alias),
];

fuzz_target!(|data: &[u8]| {
    let Some((kind, body)) = data.split_first() else { return };
    let kind = KINDS[usize::from(*kind) % KINDS.len()];
    let received = Timestamp::from_milliseconds(1_790_000_000_000);
    let Ok(request) = read(kind, body, received) else { return };
    assert!(request.calls.len() <= CALLS_AT_ONCE);
    let mut steps = Vec::new();
    for call in request.calls.into_iter().flatten() {
        assert!(call.at <= received.plus_seconds(86_400), "nothing is yet to come");
        assert!(call.who.user.is_some() || call.who.anonymous.is_some());
        if let What::Did { order: Some(step), .. } = call.what {
            steps.push(*step);
        }
    }
    if let Ok(Some(order)) = order(steps, Some("EUR")) {
        let refunded: i64 = order.refunds.iter().map(|refund| refund.amount).sum();
        assert!(refunded <= order.total, "no more is given back than was paid");
    }
});
