//! The batch's queue and its two tasks.

use std::sync::Arc;
use std::time::Instant;

use subrosa_access::Actor;
use subrosa_proto::{ConversationId, ErrorCode, EventId};
use tokio::sync::{mpsc, oneshot};

use super::apply::{Applied, apply};
use super::folded::Folded;
use super::publish::Publisher;
use super::{Change, Observation, Outcome, Work};
use crate::Error;
use crate::core::Core;

/// Works that may wait; more are refused as `overloaded`.
const QUEUE: usize = 16_384;
/// Works in one batch, so that no one waits for thousands of others.
const BATCH: usize = 2_048;

/// Changes of a batch that is published before the next is looked for: fewer than a campaign sends at once, behind which people's wait.
const FEW: usize = 8;

type Reply = oneshot::Sender<Result<Outcome, Error>>;
type OnBatch = Option<Arc<dyn Fn(Observation) + Send + Sync>>;

/// A handle to the batch.
#[derive(Clone)]
pub(crate) struct Batch {
    queue: mpsc::Sender<(Work, Reply)>,
}

/// A handle to the batch that lets it end.
pub(crate) struct WeakBatch {
    queue: mpsc::WeakSender<(Work, Reply)>,
}

impl WeakBatch {
    /// The batch, unless it has ended.
    pub(crate) fn upgrade(&self) -> Option<Batch> {
        self.queue.upgrade().map(|queue| Batch { queue })
    }
}

impl Batch {
    /// Starts the tasks.
    pub(crate) fn start(core: Arc<Core>, on_batch: OnBatch) -> Self {
        let (queue, works) = mpsc::channel(QUEUE);
        let publisher = Publisher::start(core.bus.clone());
        tokio::spawn(run(core, works, publisher, on_batch));
        Self { queue }
    }

    /// A handle that does not keep the batch alive.
    pub(crate) fn downgrade(&self) -> WeakBatch {
        WeakBatch { queue: self.queue.downgrade() }
    }

    /// Puts work into the queue now, and returns what waits for its outcome: works of one caller keep their order.
    pub(crate) fn enqueue(
        &self,
        work: Work,
    ) -> Result<impl Future<Output = Result<Outcome, Error>> + Send + use<>, Error> {
        let (reply, outcome) = oneshot::channel();
        self.queue.try_send((work, reply)).map_err(|_| Error::new(ErrorCode::Overloaded))?;
        Ok(async move { outcome.await.unwrap_or_else(|_| Err(Error::new(ErrorCode::Draining))) })
    }

    /// Enqueues work and waits for its outcome.
    pub(crate) async fn run(&self, work: Work) -> Result<Outcome, Error> {
        self.enqueue(work)?.await
    }

    /// Carries out the operator's changes, all of which wait at once, and so together; how many they were.
    pub(crate) async fn run_all(
        &self,
        changes: impl IntoIterator<Item = (ConversationId, Change)>,
    ) -> Result<u32, Error> {
        let mut waiting = Vec::new();
        for (conversation, change) in changes {
            waiting.push(self.enqueue(Work::Change { actor: Actor::Operator, conversation, change })?);
        }
        let mut done = 0;
        for one in waiting {
            one.await?;
            done += 1;
        }
        Ok(done)
    }
}

async fn run(core: Arc<Core>, mut works: mpsc::Receiver<(Work, Reply)>, publisher: Publisher, on_batch: OnBatch) {
    let mut waiting = Vec::with_capacity(BATCH);
    while works.recv_many(&mut waiting, BATCH).await > 0 {
        // Nobody's message waits for a campaign's, and whoever wants no more gets none that waits.
        let campaigns: Vec<_> = waiting.extract_if(.., |(work, _)| work.is_promotion()).collect();
        #[expect(clippy::drain_collect, reason = "its room is for those that come next")]
        let peoples = waiting.drain(..).collect();
        for batch in [peoples, campaigns] {
            let is_quiet = batch.len() <= FEW && works.is_empty();
            together(&core, batch, (&publisher, is_quiet), &on_batch).await;
        }
    }
}

/// Carries out one batch, if there is anything in it.
async fn together(
    core: &Arc<Core>,
    batch: Vec<(Work, Reply)>,
    (publisher, is_quiet): (&Publisher, bool),
    on_batch: &OnBatch,
) {
    if batch.is_empty() {
        return;
    }
    let (batch, replies): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    let begun = Instant::now();
    let changes = batch.len();
    match commit(core, batch).await {
        Ok(mut applied) => {
            ring(core, &applied);
            for (reply, outcome) in replies.into_iter().zip(applied.outcomes.drain(..)) {
                // The caller may have gone away; what it asked for is done all the same.
                let _gone = reply.send(outcome);
            }
            let messages = applied.folded.iter().map(|folded| folded.messages.len()).sum();
            if let Some(on_batch) = on_batch {
                on_batch(Observation { changes, messages, took: begun.elapsed() });
            }
            wake(core, &applied);
            publisher.publish(applied, is_quiet).await;
        }
        Err((error, batch)) => alone(core, error, batch, replies, publisher).await,
    }
}

/// Applies a batch in one transaction. Gives the batch back when that fails.
async fn commit(core: &Arc<Core>, batch: Vec<Work>) -> Result<Applied, (Error, Arc<[Work]>)> {
    let now = core.now();
    let ids: Vec<EventId> = batch.iter().map(|_| EventId::new(core.next_id())).collect();
    let batch: Arc<[Work]> = batch.into();
    let (works, shared) = (Arc::clone(&batch), Arc::clone(core));
    core.db.write(async move |tx| apply(tx, &shared, &works, &ids, now).await).await.map_err(|error| (error, batch))
}

/// A batch failed as a whole: unless the store can't take anything now, each work is tried alone, so that one bad work harms no other.
async fn alone(core: &Arc<Core>, error: Error, batch: Arc<[Work]>, replies: Vec<Reply>, publisher: &Publisher) {
    let hopeless = error.code() != ErrorCode::Internal || batch.len() == 1;
    for (work, reply) in batch.iter().zip(replies) {
        let outcome = if hopeless { Err(error.clone()) } else { one(core, work.clone(), publisher).await };
        let _gone = reply.send(outcome);
    }
}

async fn one(core: &Arc<Core>, work: Work, publisher: &Publisher) -> Result<Outcome, Error> {
    let mut applied = commit(core, vec![work]).await.map_err(|(error, _)| error)?;
    ring(core, &applied);
    let outcome = applied.outcomes.pop().unwrap_or(Ok(Outcome::Done));
    wake(core, &applied);
    publisher.publish(applied, false).await;
    outcome
}

/// Tells bots and rules where they have something to do.
fn wake(core: &Core, applied: &Applied) {
    core.bot_work.add(applied.folded.iter().filter(|folded| folded.wants_bot()).map(Folded::id));
    core.rule_work.add(applied.folded.iter().filter(|folded| folded.wants_rules()).map(Folded::id));
}

/// Tells that brands have something new, and addresses of theirs something to hear.
fn ring(core: &Core, applied: &Applied) {
    if applied.folded.iter().filter_map(|folded| folded.business.as_ref()).any(|one| one.stirred().is_some()) {
        core.webhook_work.notify_one();
    }
    for changed in &applied.changed {
        let business = applied.folded[changed.folded].business.as_ref();
        if business.is_some_and(|business| business.side == changed.side) {
            core.brands_bell.ring(changed.account);
        }
    }
    for business in applied.folded.iter().filter_map(|folded| folded.business.as_ref()) {
        if business.stirs_queue() {
            core.queue_bell.ring(business.brand());
        }
    }
}
