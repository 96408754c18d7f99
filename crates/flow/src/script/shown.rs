//! What the bot did, in the words of a script.

use crate::engine::{Act, Message, Packet};
use crate::stage::name;

/// What the bot did, in a line.
pub(super) fn shown(act: &Act) -> String {
    match act {
        Act::Say(message) => {
            let choices: Vec<String> = choices(message).iter().map(|text| format!(" [{text}]")).collect();
            format!("bot: {}{}", message.text.trim_end(), choices.concat())
        }
        Act::HandOver(packet) => handed_over(packet),
        Act::Ended(ending) => format!("ended: {ending:?}"),
        Act::Effect(effect) => format!("the bot asks for {}", name(effect)),
        Act::SetAttribute { name, value } => format!("attribute: {name} = {value}"),
        Act::Agreed { topic, .. } => format!("agreed: {topic}"),
        Act::Promote { message } => format!("the message {message}"),
        Act::WaitUntil { .. } => "the bot waits".to_owned(),
    }
}

/// What stands on everything that a message offers.
pub(super) fn choices(message: &Message) -> Vec<&str> {
    let replies = message.quick_replies.iter().map(|choice| choice.text.as_str());
    let buttons = message.buttons.iter().map(|button| button.text.as_str());
    let fields = message.form.iter().map(|field| field.text.as_str());
    replies.chain(buttons).chain(fields).collect()
}

fn handed_over(packet: &Packet) -> String {
    let team = packet.team.as_ref().map(|team| format!(" to {team}")).unwrap_or_default();
    let summary = packet.summary.as_ref().map(|summary| format!(" with “{summary}”")).unwrap_or_default();
    format!("hand over{team} because {}{summary}", packet.reason)
}
