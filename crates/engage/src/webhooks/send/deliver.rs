//! Tells one address all that is to be told of one conversation, until that is done or it does not answer.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::webhook::{WebhookDelivery, WebhookEvent};
use subrosa_proto::{DeliveryId, ErrorCode};
use subrosa_store::webhook_deliveries::{self, Tried};
use subrosa_store::webhook_threads::{self, Told};
use subrosa_store::webhooks::{self, Target};

use super::look::{View, look};
use super::post::{Posted, post};
use crate::Engage;
use crate::webhooks::create::host;
use crate::webhooks::payload::{Happened, payload};

/// How long what was claimed stays with this node, from each step on: longer than an address may take to answer.
pub(super) const CLAIM_SECONDS: i64 = 60;
/// Seconds until the next try, by how many have failed; after these the last counts.
const BACKOFF_SECONDS: [i64; 8] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 10_800];
/// An address that nothing has reached for so long is switched off.
const PATIENCE_SECONDS: i64 = 24 * 60 * 60;

/// Tells it; how it could not, and when to try again, is written down.
pub(super) async fn deliver(engage: &Engage, told: Told) -> Result<(), Error> {
    let mut next = told;
    loop {
        let view = match look(engage, next).await {
            Ok(Some(view)) => view,
            Ok(None) => return forget(engage, told).await,
            // The conversation is gone with everything to tell of it.
            Err(error) if error.code() == ErrorCode::NotFound => return forget(engage, told).await,
            Err(error) => return Err(error),
        };
        let Some(done) = tell(engage, &view).await? else { return Ok(()) };
        next = done;
        if !view.is_page {
            let is_finished = engage.messaging.db().write(async move |tx| webhook_threads::finish(tx, &done).await);
            if is_finished.await.map_err(Error::from)? {
                return Ok(());
            }
            keep_place(engage, done).await?;
        }
    }
}

/// Tells what a view holds; how far it came, or nothing when the address did not take it.
async fn tell(engage: &Engage, view: &View) -> Result<Option<Told>, Error> {
    let mut told = view.told;
    for happened in &view.next {
        let after = match happened {
            Happened::Message(message) => Told { seq: message.seq, ..told },
            Happened::Entry(entry) => Told { journal: entry.seq, ..told },
        };
        let Some(event) = happened.event().filter(|event| view.target.webhook.events.contains(event)) else {
            told = after;
            continue;
        };
        let body = payload(&view.place, event, happened)?;
        let posted = post(&engage.messaging, &view.target, &happened.name(), body).await;
        let tried = tried(engage, (&told, event, happened), posted);
        if !posted.is_taken() {
            failed(engage, view.target.clone(), told, tried, posted.is_gone()).await?;
            return Ok(None);
        }
        told = Told { attempts: 0, ..after };
        taken(engage, &view.target, told, tried).await?;
    }
    Ok(Some(told))
}

/// Writes down that an address took something.
async fn taken(engage: &Engage, target: &Target, told: Told, tried: Tried) -> Result<(), Error> {
    let was_failing = target.webhook.failing_since.is_some();
    let due_at = engage.messaging.now().plus_seconds(CLAIM_SECONDS);
    let written = engage.messaging.db().write(async move |tx| {
        webhook_threads::go_on(tx, &told, due_at).await?;
        webhook_deliveries::insert(tx, told.webhook, &tried).await?;
        if was_failing {
            webhooks::set_failing(tx, told.webhook, None).await?;
        }
        Ok::<_, subrosa_store::Error>(())
    });
    written.await.map_err(Error::from)
}

/// Writes down that it did not, and when to try again; or that it is switched off.
async fn failed(engage: &Engage, target: Target, told: Told, tried: Tried, is_gone: bool) -> Result<(), Error> {
    let now = engage.messaging.now();
    let since = target.webhook.failing_since.unwrap_or(now);
    let gives_up = is_gone || since.plus_seconds(PATIENCE_SECONDS) <= now;
    let seconds = usize::try_from(told.attempts).ok().and_then(|tries| BACKOFF_SECONDS.get(tries));
    let due_at = now.plus_seconds(seconds.copied().unwrap_or(BACKOFF_SECONDS[BACKOFF_SECONDS.len() - 1]));
    let told = Told { attempts: told.attempts + 1, ..told };
    let deed = engage.deed(&Actor::Operator, target.brand, AuditDeed::WebhookGivenUp).about(host(&target.webhook.url));
    let (brand, id, was_failing) = (target.brand, target.webhook.id, target.webhook.failing_since.is_some());
    let written = engage.messaging.db().write(async move |tx| {
        webhook_deliveries::insert(tx, id, &tried).await?;
        if !was_failing {
            webhooks::set_failing(tx, id, Some(since)).await?;
        }
        if !gives_up {
            return Ok(webhook_threads::go_on(tx, &told, due_at).await?);
        }
        webhook_threads::forget(tx, id).await?;
        if webhooks::give_up(tx, (brand, id), now).await? {
            deed.note(tx).await?;
        }
        Ok::<_, Error>(())
    });
    written.await
}

/// Stays at it for a while longer, after something happened meanwhile.
async fn keep_place(engage: &Engage, told: Told) -> Result<(), Error> {
    let due_at = engage.messaging.now().plus_seconds(CLAIM_SECONDS);
    let kept = engage.messaging.db().write(async move |tx| webhook_threads::go_on(tx, &told, due_at).await);
    kept.await.map_err(Error::from)
}

async fn forget(engage: &Engage, told: Told) -> Result<(), Error> {
    let forgotten = engage.messaging.db().write(async move |tx| webhook_threads::forget_one(tx, &told).await);
    forgotten.await.map_err(Error::from)
}

fn tried(engage: &Engage, (told, event, happened): (&Told, WebhookEvent, &Happened), posted: Posted) -> Tried {
    let (seq, journal) = match happened {
        Happened::Message(message) => (message.seq, 0),
        Happened::Entry(entry) => (0, entry.seq),
    };
    let delivery = WebhookDelivery {
        id: DeliveryId::new(engage.messaging.next_id()),
        at: engage.messaging.now(),
        event: Some(event),
        conversation: Some(told.conversation),
        message: happened.name(),
        attempt: told.attempts + 1,
        status: posted.status.map(i64::from),
        took_ms: posted.took_ms,
    };
    Tried { delivery, seq, journal }
}

/// Keeps what came of a try that someone asked for.
pub(in crate::webhooks) async fn keep(
    engage: &Engage,
    id: subrosa_proto::WebhookId,
    tried: Tried,
) -> Result<WebhookDelivery, Error> {
    let kept = tried.clone();
    engage
        .messaging
        .db()
        .write(async move |tx| webhook_deliveries::insert(tx, id, &kept).await)
        .await
        .map_err(Error::from)?;
    Ok(tried.delivery)
}
