//! One customer's story: ten messages in turn, and where the ticket stands in the end.

use serde_json::value::to_raw_value;
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::Messaging;
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::event::SendMessage;
use subrosa_proto::ticket::{Priority, TicketChange, TicketStatus};
use subrosa_proto::{Body, ClientId};

use super::{orders, person, words};
use crate::failure::Failure;

/// Messages of one customer's conversation, the shop's included.
const MESSAGES: usize = 10;
const LABELS: [&str; 6] = ["delivery", "return", "damaged", "payment", "question", "praise"];

/// Plays it; how many messages were written. Nine of ten customers came long ago, and all is done; of the others half wait.
pub(super) async fn play(
    messaging: &Messaging,
    agents: &[Actor],
    brand: &str,
    number: usize,
    is_recent: bool,
) -> Result<usize, Failure> {
    let customer = person(messaging, format!("customer{number}"), &words::name(number), None).await?;
    let start = StartConversation { handle: brand.to_owned() };
    let conversation = messaging.start_conversation(&customer, start).await?.0.conversation.id;
    let agent = &agents[number % agents.len()];
    // Half of those who came lately have spoken last, some of them without any answer yet.
    let is_waiting = is_recent && number.is_multiple_of(2);
    let is_new = is_waiting && number.is_multiple_of(4);
    for turn in 0..MESSAGES {
        let is_answer = !is_new && turn % 2 == 1 && !(is_waiting && turn + 1 == MESSAGES);
        let author = if is_answer { agent } else { &customer };
        let body = to_raw_value(&Body::text(words::sentence(number * MESSAGES + turn))).map_err(Failure::new)?;
        let message = SendMessage::new(ClientId(uuid::Uuid::now_v7()), body);
        messaging.send_message(author, conversation, &message)?.await?;
    }
    let status = match (is_recent, is_waiting, number % 10) {
        (true, true, _) => TicketStatus::Open,
        (true, false, 1 | 3 | 5) => TicketStatus::Pending,
        (true, false, 7) => TicketStatus::Snoozed,
        _ => TicketStatus::Resolved,
    };
    let change = TicketChange {
        status: Some(status),
        priority: number.is_multiple_of(20).then_some(Priority::Urgent),
        add_labels: vec![LABELS[number % LABELS.len()].to_owned()],
        ..TicketChange::default()
    };
    messaging.change_ticket(agent, conversation, change)?.await?;
    Engage::new(messaging.clone()).change_contact(agent, conversation, orders::known(number)).await?;
    Ok(MESSAGES)
}
