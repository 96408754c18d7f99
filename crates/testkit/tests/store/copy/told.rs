//! Rows of what addresses are told, and of what came of bots' sessions.

use subrosa_proto::webhook::{Webhook, WebhookDelivery, WebhookEvent};
use subrosa_proto::{AccountId, ConversationId, DeliveryId, WebhookId};
use subrosa_store::bot_tallies::BotTally;
use subrosa_store::webhook_deliveries::Tried;
use subrosa_store::webhook_threads::Stirred;
use subrosa_store::{Error, Tx, bot_tallies, webhook_deliveries, webhook_threads, webhooks};

use crate::people::at;

pub(super) async fn told(tx: &mut Tx<'_>, shop: AccountId) -> Result<(), Error> {
    for number in 1..=3 {
        let webhook = Webhook {
            id: WebhookId::new(number),
            url: format!("https://example.org/ü/{number}"),
            events: WebhookEvent::ALL.to_vec(),
            on: number != 2,
            created_at: at(number),
            failing_since: None,
            gave_up_at: None,
        };
        webhooks::insert(tx, shop, &webhook, "whsec_c2VjcmV0").await?;
    }
    webhooks::give_up(tx, (shop, WebhookId::new(3)), at(9)).await?;
    for conversation in 1..=3 {
        let stirred = Stirred { brand: shop, conversation: ConversationId::new(conversation), seq: 1, journal: 2 };
        webhook_threads::stir_many(tx, &[stirred], at(4)).await?;
    }
    for id in 1..=3 {
        let delivery = WebhookDelivery {
            id: DeliveryId::new(id),
            at: at(id),
            event: (id > 1).then_some(WebhookEvent::TicketChanged),
            conversation: (id > 1).then_some(ConversationId::new(id)),
            message: format!("evt_{id} ü"),
            attempt: id,
            status: (id > 1).then_some(204),
            took_ms: 12,
        };
        webhook_deliveries::insert(tx, WebhookId::new(1), &Tried { delivery, seq: id, journal: 0 }).await?;
    }
    for step in ["", "hello", "ü"] {
        let tally = BotTally { step: step.to_owned(), entered: 3, handed_over: 1, gone: 1, done: 1 };
        bot_tallies::add_many(tx, 7, &[(shop, AccountId::new(77), tally)]).await?;
    }
    Ok(())
}
