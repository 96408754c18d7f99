//! What a step is made from: where bots are in conversations, the threads, what customers wrote next.

use std::collections::BTreeMap;

use subrosa_flow::engine::{Input, Session};
use subrosa_flow::value::Values;
use subrosa_messaging::{BotCounts, BotEnding, BotStep, Error};
use subrosa_proto::contact::Attribute;
use subrosa_proto::event::Event;
use subrosa_proto::hours::BusinessHours;
use subrosa_proto::journal::{HandOverReason, HandedOver};
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{AccountId, Body, ConversationId};
use subrosa_store::bot_threads::BotThread;
use subrosa_store::{attributes, bot_threads, bots, brand_hours, events, threads};

use crate::Engage;
use crate::contacts::facts;

/// What was true in one conversation at one moment.
pub(super) struct View {
    pub(super) at: BotThread,
    pub(super) epoch: i64,
    /// The session under way.
    pub(super) session: Option<Session>,
    /// What the customer wrote next.
    pub(super) next: Option<Heard>,
    /// What is known of the customer.
    pub(super) contact: Values,
    /// When the brand is open.
    pub(super) hours: BusinessHours,
    /// The brand's live bots with their versions, where no session is under way.
    pub(super) live: Vec<(AccountId, i64)>,
    /// The programs of the brand's own that take new tickets, each with how long a customer waits for it.
    pub(super) own: Vec<(AccountId, i64)>,
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
            agreed: Vec::new(),
            state: None,
            patience_seconds: None,
            ending: Some(BotEnding::Gone),
            language: None,
            counts: BotCounts::default(),
        }
    }

    /// The step that gives the thread to people because the brand's own program, which has it, did not answer in time.
    pub(super) fn unanswered(&self) -> BotStep {
        let packet = HandedOver {
            reason: HandOverReason::Unanswered,
            team: None,
            summary: None,
            note: None,
            intent: None,
            learnt: BTreeMap::new(),
            order: BTreeMap::new(),
        };
        BotStep { bot: self.at.bot, ending: Some(BotEnding::HandedOver(Box::new(packet))), ..self.gone() }
    }

    /// The step that gives the thread to a program of the brand's own, which hears of it as any member does.
    pub(super) fn offered(&self, (bot, patience_seconds): (AccountId, i64)) -> BotStep {
        let patience_seconds = Some(patience_seconds);
        BotStep {
            bot: Some(bot),
            patience_seconds,
            ending: None,
            counts: BotCounts { begins: true, ..BotCounts::default() },
            ..self.gone()
        }
    }
}

/// Looks at conversations, at one moment. Those that no bot has to do with are left out.
pub(super) async fn look(engage: &Engage, conversations: Vec<ConversationId>) -> Result<Vec<View>, Error> {
    let read = engage.messaging.db().read(async move |tx| {
        let found = bot_threads::find_many(tx, &conversations).await?;
        let at: Vec<BotThread> = found.into_iter().flatten().collect();
        let ids: Vec<ConversationId> = at.iter().map(|at| at.conversation).collect();
        let threads = threads::find_many(tx, &ids).await?;
        let unheard: Vec<_> =
            at.iter().filter(|at| at.heard < at.wanted).map(|at| (at.conversation, at.heard, at.brand)).collect();
        let next = events::next_of_other(tx, &unheard).await?;
        let mut brands: Vec<AccountId> = at.iter().map(|at| at.brand).collect();
        brands.sort_unstable();
        brands.dedup();
        let live = bots::live_of(tx, &brands).await?;
        let own = bots::own_of(tx, &brands).await?;
        let mut houses = BTreeMap::new();
        for ((&brand, live), own) in brands.iter().zip(live).zip(own) {
            let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
            houses.insert(brand, House { live, own, known, hours: brand_hours::find(tx, brand).await? });
        }
        let mut contacts = Vec::with_capacity(at.len());
        for at in &at {
            let known = houses.get(&at.brand).map_or(&[][..], |house| &house.known);
            contacts.push(facts(tx, (at.brand, at.conversation), known).await?);
        }
        Ok::<_, Error>((at, threads, unheard, next, houses, contacts))
    });
    let (at, threads, unheard, next, houses, contacts) = read.await?;
    let mut next: BTreeMap<ConversationId, Event> =
        unheard.into_iter().zip(next).filter_map(|((conversation, ..), event)| Some((conversation, event?))).collect();
    let mut views = Vec::with_capacity(at.len());
    for ((at, thread), contact) in at.into_iter().zip(threads).zip(contacts) {
        let house = houses.get(&at.brand);
        views.push(View {
            epoch: thread.map_or(0, |thread| thread.epoch),
            session: at.session.as_deref().and_then(|session| serde_json::from_str(session).ok()),
            next: next.remove(&at.conversation).map(|event| heard(&event)),
            contact,
            hours: house.map(|house| house.hours.clone()).unwrap_or_default(),
            live: house.map(|house| house.live.clone()).unwrap_or_default(),
            own: house.map(|house| house.own.clone()).unwrap_or_default(),
            at,
        });
    }
    Ok(views)
}

/// What holds for all of a brand's conversations.
struct House {
    live: Vec<(AccountId, i64)>,
    own: Vec<(AccountId, i64)>,
    known: Vec<Attribute>,
    hours: BusinessHours,
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
