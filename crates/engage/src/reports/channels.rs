//! A brand's work by channel.

use subrosa_proto::channel::Channel;
use subrosa_proto::report::{ChannelFigures, Totals};

/// The figures of each channel, which add up to the totals.
///
/// No sum has a channel of its own, because Subrosa is the only one there is: what happens on another will have to be counted by its name
/// as well, and come off here. So what was counted before then stays right, and nothing is counted twice for one channel.
pub(super) fn channels(totals: &Totals) -> Vec<ChannelFigures> {
    let figures = |channel| match channel {
        Channel::Subrosa => ChannelFigures {
            channel,
            received: totals.received,
            sent: totals.sent,
            opened: totals.opened,
            reopened: totals.reopened,
            resolved: totals.resolved,
            first_response: totals.first_response.mean,
            next_response: totals.next_response.mean,
            resolution: totals.resolution.mean,
        },
    };
    Channel::ALL.into_iter().map(figures).collect()
}
