//! What a step is made from: where rules are in conversations, what was written since, what conditions look at.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use subrosa_messaging::Error;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::event::Event;
use subrosa_proto::hours::BusinessHours;
use subrosa_proto::journal::JournalEntry;
use subrosa_proto::limits::{BRAND_ATTRIBUTES, BRAND_RULES};
use subrosa_proto::order::OrderTotals;
use subrosa_proto::rule::{RuleAction, RuleCondition};
use subrosa_proto::ticket::Thread;
use subrosa_proto::{AccountId, Body, ConversationId, ReplyId, Timestamp};
use subrosa_rules::log::Message;
use subrosa_store::conversations::Conversation;
use subrosa_store::rule_clocks::RuleClock;
use subrosa_store::rule_threads::RuleThread;
use subrosa_store::rules::Kept;
use subrosa_store::{
    Tx, accounts, attributes, brand_hours, contact_orders, contact_values, conversations, events, journal, replies,
    rule_attributes, rule_clocks, rule_threads, rules, threads,
};

use crate::Engage;
use crate::attributes::value;

/// Entries of each log that are read at a time; the rest is read with the next step.
const PAGE: u32 = 200;

/// What was true in one conversation at one moment.
pub(super) struct View {
    pub(super) at: RuleThread,
    /// The newest seqs of the log and of the journal.
    pub(super) seen: (i64, i64),
    /// Up to which of them was read.
    pub(super) read: (i64, i64),
    pub(super) thread: Thread,
    pub(super) messages: Vec<Message>,
    pub(super) entries: Vec<JournalEntry>,
    pub(super) clocks: Vec<RuleClock>,
    /// What was changed of what is known of the customer, and when.
    pub(super) changed: Vec<(String, Timestamp)>,
    pub(super) known: Known,
    /// What the customer wrote last.
    pub(super) newest: String,
    /// What the customer is called.
    pub(super) customer: String,
    /// What whoever holds the ticket is called, or the brand.
    pub(super) agent: String,
    pub(super) house: Arc<House>,
}

/// What is known of a customer.
#[derive(Default, Clone)]
pub(in crate::rules) struct Known {
    pub(in crate::rules) attributes: BTreeMap<String, AttributeValue>,
    pub(in crate::rules) orders: Vec<OrderTotals>,
}

/// What holds for all of a brand's conversations.
pub(super) struct House {
    /// The rules that are on, in their order.
    pub(super) rules: Vec<Kept>,
    pub(super) hours: BusinessHours,
    /// The words of the replies that rules send.
    pub(super) replies: HashMap<ReplyId, String>,
}

/// Looks at conversations, at one moment. Those at brands that have no rules any more are put to rest.
pub(super) async fn look(engage: &Engage, conversations: Vec<ConversationId>) -> Result<Vec<View>, Error> {
    let read = engage.messaging.db().read(async move |tx| {
        let states = conversations::find_many(tx, &conversations).await?;
        let at = rule_threads::find_many(tx, &conversations).await?;
        let mut houses: HashMap<AccountId, Arc<House>> = HashMap::new();
        let (mut views, mut resting) = (Vec::new(), Vec::new());
        for (state, at) in states.into_iter().zip(at) {
            let Some(state) = state else { continue };
            let Some(side) = state.brand_side() else { continue };
            let brand = state.members[side].profile.id;
            let house = match houses.get(&brand) {
                Some(house) => Arc::clone(house),
                None => {
                    let house = Arc::new(house(tx, brand).await?);
                    houses.insert(brand, Arc::clone(&house));
                    house
                }
            };
            if house.rules.is_empty() {
                resting.push(state.id);
            } else {
                views.extend(view(tx, &state, side, at, house).await?);
            }
        }
        Ok::<_, Error>((views, resting))
    });
    let (views, resting) = read.await?;
    if !resting.is_empty() {
        engage.messaging.db().write(async move |tx| rest(tx, &resting).await).await?;
    }
    Ok(views)
}

/// Nobody need look at these any more.
async fn rest(tx: &mut Tx<'_>, resting: &[ConversationId]) -> Result<(), Error> {
    rule_threads::rest_many(tx, resting).await?;
    for &conversation in resting {
        let changed = rule_attributes::of_conversation(tx, conversation).await?;
        let heard: Vec<_> = changed.into_iter().map(|(name, at)| (conversation, name, at)).collect();
        rule_attributes::remove_many(tx, &heard).await?;
    }
    Ok(())
}

async fn house(tx: &mut Tx<'_>, brand: AccountId) -> Result<House, Error> {
    let mut on = rules::list(tx, brand, BRAND_RULES).await?;
    on.retain(|kept| kept.rule.is_on);
    let mut words = HashMap::new();
    for action in on.iter().flat_map(|kept| &kept.rule.then) {
        let RuleAction::SendReply { reply } = action else { continue };
        if let Some(text) = replies::find_text(tx, brand, *reply).await? {
            words.insert(*reply, text);
        }
    }
    Ok(House { rules: on, hours: brand_hours::find(tx, brand).await?, replies: words })
}

async fn view(
    tx: &mut Tx<'_>,
    state: &Conversation,
    side: usize,
    at: Option<RuleThread>,
    house: Arc<House>,
) -> Result<Option<View>, Error> {
    let (id, brand) = (state.id, state.members[side].profile.id);
    let Some(thread) = threads::find(tx, id).await? else { return Ok(None) };
    let seen = (state.head, thread.journal);
    let at = at.unwrap_or_else(|| RuleThread::new(id, brand, seen));
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let log = events::newer(tx, id, at.heard_seq, PAGE).await?;
    let read_seq = if log.len() < page { seen.0 } else { log.last().map_or(seen.0, |last| last.seq) };
    let mut entries = journal::newer(tx, id, at.heard_journal, PAGE).await?;
    let is_all = entries.len() < page;
    let before = entries.len();
    entries.retain(|entry| entry.after <= read_seq);
    let is_whole = is_all && entries.len() == before;
    let read_journal = if is_whole { seen.1 } else { entries.last().map_or(at.heard_journal, |last| last.seq) };
    let newest = events::at_many(tx, &[(id, state.members[side].marks.inbound_seq)]).await?;
    let newest = newest.into_iter().flatten().next().map(|event| words_of(&event)).unwrap_or_default();
    let agent = match thread.ticket.as_ref().and_then(|ticket| ticket.assignee) {
        Some(holder) if !house.replies.is_empty() => {
            accounts::find(tx, holder).await?.map(|found| found.profile.display_name)
        }
        _ => None,
    };
    Ok(Some(View {
        seen,
        read: (read_seq, read_journal),
        thread,
        messages: log.iter().filter(|event| event.author != brand).map(message).collect(),
        entries,
        clocks: rule_clocks::of_conversation(tx, id).await?,
        changed: rule_attributes::of_conversation(tx, id).await?,
        known: known(tx, (brand, id), house.rules.iter().filter_map(|kept| kept.rule.condition.as_ref())).await?,
        newest,
        customer: state.members[1 - side].profile.display_name.clone(),
        agent: agent.unwrap_or_else(|| state.members[side].profile.display_name.clone()),
        house,
        at,
    }))
}

/// What is known of a customer, as far as conditions look at it.
pub(in crate::rules) async fn known(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    conditions: impl Iterator<Item = &RuleCondition>,
) -> Result<Known, Error> {
    let mut wants = Wants::default();
    for condition in conditions {
        wants.look_at(condition);
    }
    let mut known = Known::default();
    if wants.attributes {
        let kinds = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
        let kept: HashMap<String, String> = contact_values::of_contact(tx, brand, contact).await?.into_iter().collect();
        known.attributes = kinds
            .into_iter()
            .filter_map(|attribute| {
                let value = value::read(attribute.kind, kept.get(&attribute.name)?)?;
                Some((attribute.name, value))
            })
            .collect();
    }
    if wants.orders {
        known.orders = contact_orders::totals(tx, brand, contact).await?;
    }
    Ok(known)
}

/// What conditions look at that has to be read for them.
#[derive(Default)]
struct Wants {
    attributes: bool,
    orders: bool,
}

impl Wants {
    fn look_at(&mut self, condition: &RuleCondition) {
        match condition {
            RuleCondition::All { of } | RuleCondition::Any { of } => of.iter().for_each(|inner| self.look_at(inner)),
            RuleCondition::Not { that } => self.look_at(that),
            RuleCondition::Attribute { .. } => self.attributes = true,
            RuleCondition::HasOrder {} | RuleCondition::Spent { .. } => self.orders = true,
            _ => {}
        }
    }
}

/// A message of the customer, as rules read it.
pub(in crate::rules) fn message(event: &Event) -> Message {
    Message { seq: event.seq, at: event.at, text: words_of(event) }
}

fn words_of(event: &Event) -> String {
    // A body of a later version: there is something, and nothing that can be read here.
    serde_json::from_str::<Body>(event.body.get()).map(|body| body.text).unwrap_or_default()
}
