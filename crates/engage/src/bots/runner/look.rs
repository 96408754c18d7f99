//! What a step is made from: where bots are in conversations, the threads, what customers wrote next.

use std::collections::BTreeMap;

use subrosa_flow::engine::{Input, Session};
use subrosa_messaging::{BotEnding, BotStep, Error, Messaging};
use subrosa_proto::event::Event;
use subrosa_proto::{AccountId, Body, ConversationId};
use subrosa_store::bot_threads::BotThread;
use subrosa_store::{bot_threads, bots, events, threads};

/// What was true in one conversation at one moment.
pub(super) struct View {
    pub(super) at: BotThread,
    pub(super) epoch: i64,
    /// The session under way.
    pub(super) session: Option<Session>,
    /// What the customer wrote next.
    pub(super) next: Option<Heard>,
    /// The brand's live bots with their versions, where no session is under way.
    pub(super) live: Vec<(AccountId, i64)>,
}

/// What a customer wrote.
pub(super) struct Heard {
    pub(super) seq: i64,
    /// What it is to a bot: what was tapped, or the words.
    pub(super) input: Input,
    /// The words, also of what was tapped.
    pub(super) words: String,
}

impl View {
    /// The step that ends the session without a word.
    pub(super) fn gone(&self) -> BotStep {
        BotStep {
            bot: None,
            turn: self.at.turn,
            epoch: self.epoch,
            heard: self.at.heard.max(self.at.wanted),
            messages: Vec::new(),
            state: None,
            ending: Some(BotEnding::Gone),
        }
    }
}

/// Looks at conversations, at one moment. Those that no bot has to do with are left out.
pub(super) async fn look(messaging: &Messaging, conversations: Vec<ConversationId>) -> Result<Vec<View>, Error> {
    let read = messaging.db().read(async move |tx| {
        let found = bot_threads::find_many(tx, &conversations).await?;
        let at: Vec<BotThread> = found.into_iter().flatten().collect();
        let ids: Vec<ConversationId> = at.iter().map(|at| at.conversation).collect();
        let threads = threads::find_many(tx, &ids).await?;
        let unheard: Vec<_> =
            at.iter().filter(|at| at.heard < at.wanted).map(|at| (at.conversation, at.heard, at.brand)).collect();
        let next = events::next_of_other(tx, &unheard).await?;
        let mut brands: Vec<AccountId> =
            at.iter().filter(|at| at.session.is_none() && at.heard < at.wanted).map(|at| at.brand).collect();
        brands.sort_unstable();
        brands.dedup();
        let live = bots::live_of(tx, &brands).await?;
        Ok::<_, Error>((at, threads, unheard, next, brands, live))
    });
    let (at, threads, unheard, next, brands, live) = read.await?;
    let mut next: BTreeMap<ConversationId, Event> =
        unheard.into_iter().zip(next).filter_map(|((conversation, ..), event)| Some((conversation, event?))).collect();
    let live: BTreeMap<AccountId, Vec<(AccountId, i64)>> = brands.into_iter().zip(live).collect();
    let view = |(at, thread): (BotThread, Option<subrosa_proto::ticket::Thread>)| View {
        epoch: thread.map_or(0, |thread| thread.epoch),
        session: at.session.as_deref().and_then(|session| serde_json::from_str(session).ok()),
        next: next.remove(&at.conversation).map(|event| heard(&event)),
        live: live.get(&at.brand).cloned().unwrap_or_default(),
        at,
    };
    Ok(at.into_iter().zip(threads).map(view).collect())
}

fn heard(event: &Event) -> Heard {
    // A body of a later version: there is something, and nothing that can be read here.
    let body = serde_json::from_str::<Body>(event.body.get()).unwrap_or_else(|_| Body::text(""));
    let input = match body.chosen {
        Some(chosen) => Input::Chosen(chosen.id),
        None => Input::Text(body.text.clone()),
    };
    Heard { seq: event.seq, input, words: body.text }
}
