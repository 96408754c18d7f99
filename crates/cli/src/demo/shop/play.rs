//! Lets it all happen: makes the brand, and plays each customer's story in the order of time.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::Messaging;
use subrosa_proto::brand::{NewBrand, Role, SaveReply};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::journal::WriteNote;
use subrosa_proto::offer::{Choice, Chosen};
use subrosa_proto::survey::{SurveyAnswer, SurveySettings};
use subrosa_proto::ticket::{Priority, TicketChange, TicketStatus};
use subrosa_proto::{Body, ClientId, ConversationId, SegmentId, TeamId, Timestamp};

use super::acting::{acting, agent, device, person, say, take_in};
use super::customers::CUSTOMERS;
use super::stories::{Deed, OPINIONS, REPLIES, STORIES, Who};
use super::{AGENTS, BIO, HANDLE, MARKETER, NAME, articles, attributes, bot, campaigns, consents, orders, practice};
use super::{regulars, rules, segments, templates, tracked};
use crate::demo::people::PEOPLE;
use crate::demo::play::StoryClock;
use crate::failure::Failure;

/// One thing that happens.
struct Step {
    at: Timestamp,
    customer: usize,
    who: Who,
    deed: Deed,
}

/// The shop and everyone in it.
struct Cast<'a> {
    messaging: &'a Messaging,
    now: Timestamp,
    /// Nadia and Wout, who act for the shop.
    agents: [Actor; 2],
    returns: TeamId,
    customers: Vec<Actor>,
    conversations: Vec<ConversationId>,
}

/// Makes the shop and lets everything happen that its customers and its agents have written; then the devices are signed out.
pub(in crate::demo) async fn play(messaging: &Messaging, clock: &StoryClock, now: Timestamp) -> Result<(), Failure> {
    let opened = now.plus_seconds(-86_400 * (campaigns::SALE_DAYS_AGO + 3));
    clock.set(opened);
    let owner = agent(messaging, &AGENTS[0]).await?;
    let wout = agent(messaging, &AGENTS[1]).await?;
    let mira = agent(messaging, &MARKETER).await?;
    let agents = open(messaging, &owner, &wout).await?;
    let engage = Engage::new(messaging.clone());
    let marketer = take_in(&engage, &agents[0], (&mira, MARKETER.handle), Role::Marketer).await?;
    let key = tracked::source(&engage, &agents[0]).await?;
    let sending = campaigns::Cast {
        messaging,
        engage: &engage,
        clock,
        owner: &agents[0],
        agent: &agents[1],
        marketer: &marketer,
        key: &key,
    };
    let linen = market(&sending, opened, now).await?;
    let returns = practice::begin(&engage, &agents).await?;
    let mut customers = Vec::new();
    for one in &PEOPLE {
        customers.push(device(messaging, one.handle).await?);
    }
    for (handle, name) in CUSTOMERS {
        customers.push(person(messaging, handle, name, "", None).await?);
    }
    let mut conversations = Vec::new();
    for customer in &customers {
        let start = StartConversation { handle: HANDLE.to_owned() };
        conversations.push(messaging.start_conversation(customer, start).await?.0.conversation.id);
    }
    let cast = Cast { messaging, now, agents, returns, customers, conversations };
    for step in steps(cast.customers.len(), now) {
        clock.set(step.at);
        // What was promised until then and not kept is seen at its moment.
        messaging.ring_due_tickets().await?;
        cast.carry_out(&step).await?;
    }
    clock.set(now);
    messaging.ring_due_tickets().await?;
    let handles = PEOPLE.iter().map(|one| one.handle).chain(CUSTOMERS.iter().map(|(handle, _)| *handle));
    let known = handles
        .zip(&cast.conversations)
        .map(|(handle, conversation)| orders::Customer { handle: handle.to_owned(), conversation: *conversation });
    let known: Vec<orders::Customer> = known.collect();
    orders::tell(&engage, &cast.agents[0], &known, now).await?;
    consents::tell(&engage, &cast.agents[0], &known, now).await?;
    tracked::tell_lately(&engage, &key, now).await?;
    bot::publish(&engage, &cast.agents[0]).await?;
    rules::keep(&engage, &cast.agents[0]).await?;
    campaigns::leave_waiting(&sending, linen).await?;
    engage.finish_segments().await?;
    for actor in cast.customers.iter().chain([&owner, &wout, &mira]) {
        messaging.sign_out(actor).await?;
    }
    Ok(())
}

/// What there is for campaigns, and the one that is over; the segment for which the other is.
async fn market(sending: &campaigns::Cast<'_>, opened: Timestamp, now: Timestamp) -> Result<SegmentId, Failure> {
    let campaigns::Cast { messaging, engage, owner, .. } = *sending;
    attributes::define(engage, owner).await?;
    consents::define(engage, owner).await?;
    let regulars = regulars::make(messaging, engage, owner, opened).await?;
    tracked::tell_history(engage, sending.key, opened).await?;
    let linen = segments::make(engage, sending.marketer).await?;
    campaigns::play_sale(sending, &regulars, now).await?;
    Ok(linen)
}

/// Makes the brand with its owner and its agent; both as those who act for it.
async fn open(messaging: &Messaging, owner: &Actor, agent: &Actor) -> Result<[Actor; 2], Failure> {
    let engage = Engage::new(messaging.clone());
    let new = NewBrand { handle: HANDLE.to_owned(), display_name: NAME.to_owned(), bio: BIO.to_owned() };
    let brand = engage.create_brand(owner, new).await?.account.id;
    messaging.verify_brand(&Actor::Operator, HANDLE, true).await?;
    let nadia = acting(owner, brand, Role::Owner);
    let wout = take_in(&engage, &nadia, (agent, AGENTS[1].handle), Role::Agent).await?;
    for (name, text) in REPLIES {
        let then = match name {
            "Damaged" => TicketChange { add_labels: vec!["damaged".to_owned()], ..TicketChange::default() },
            "Return" => TicketChange {
                status: Some(TicketStatus::Pending),
                add_labels: vec!["return".to_owned()],
                ..TicketChange::default()
            },
            _ => TicketChange::default(),
        };
        engage.create_reply(&nadia, SaveReply { name: name.to_owned(), text: text.to_owned(), then }).await?;
    }
    templates::begin(&engage, &nadia).await?;
    articles::write(&engage, &nadia).await?;
    // At once, so that whoever tries it sees it.
    let survey = SurveySettings { is_on: true, delay_minutes: 0, ..SurveySettings::default() };
    engage.set_survey(&nadia, survey).await?;
    Ok([nadia, wout])
}

/// Everything that happens with so many customers, in order.
fn steps(customers: usize, now: Timestamp) -> Vec<Step> {
    let mut steps = Vec::new();
    for customer in 0..customers {
        let story = &STORIES[customer % STORIES.len()];
        let round = i64::try_from(customer / STORIES.len()).unwrap_or(0);
        let place = i64::try_from(customer).unwrap_or(0);
        // Earlier for each further customer with the same story, and never two in one minute.
        let mut at = now.plus_seconds(-3_600 * (story.hours_ago + 9 * round) - 67 * place);
        for &(minutes, who, deed) in story.lines {
            at = at.plus_seconds(60 * minutes);
            steps.push(Step { at, customer, who, deed });
        }
    }
    steps.sort_by_key(|step| step.at);
    steps
}

impl Cast<'_> {
    async fn carry_out(&self, step: &Step) -> Result<(), Failure> {
        let conversation = self.conversations[step.customer];
        let actor = match step.who {
            Who::Customer => &self.customers[step.customer],
            Who::Nadia => &self.agents[0],
            Who::Wout => &self.agents[1],
        };
        let to = |status| TicketChange { status: Some(status), ..TicketChange::default() };
        let change = match step.deed {
            Deed::Say(text) => return say(self.messaging, actor, conversation, &Body::text(text)).await,
            Deed::Rate => return self.rate(step.customer).await,
            Deed::Note(text) => {
                let note = WriteNote { client_id: ClientId(uuid::Uuid::now_v7()), body: Body::text(text) };
                self.messaging.write_note(actor, conversation, note).await?;
                return Ok(());
            }
            Deed::Label(label) => TicketChange { add_labels: vec![label.to_owned()], ..TicketChange::default() },
            Deed::Return => TicketChange {
                status: Some(TicketStatus::Pending),
                team: Some(Some(self.returns)),
                add_labels: vec!["return".to_owned()],
                ..TicketChange::default()
            },
            Deed::Urgent => TicketChange { priority: Some(Priority::Urgent), ..TicketChange::default() },
            Deed::Pending => to(TicketStatus::Pending),
            Deed::Resolve => to(TicketStatus::Resolved),
            Deed::Snooze(hours) => {
                let until = self.now.plus_seconds(hours * 3_600);
                TicketChange { snoozed_until: Some(until), ..to(TicketStatus::Snoozed) }
            }
        };
        self.messaging.change_ticket(actor, conversation, change)?.await?;
        // At the very moment of the story, and not when the server next looks.
        self.messaging.ask_due_customers().await?;
        Ok(())
    }

    /// The customer says what they think, if they are one who does.
    async fn rate(&self, customer: usize) -> Result<(), Failure> {
        let Some((score, remark)) = OPINIONS[customer % OPINIONS.len()] else { return Ok(()) };
        let (actor, conversation) = (&self.customers[customer], self.conversations[customer]);
        let answers = SurveySettings::default().choices();
        let tap = async |choice: &Choice| {
            // The newest message is the one that offers it.
            let seq = self.messaging.get_conversation(actor, conversation).await?.conversation.head;
            let chosen = Some(Chosen { seq, id: choice.id.clone() });
            say(self.messaging, actor, conversation, &Body { chosen, ..Body::text(choice.text.clone()) }).await
        };
        let answer =
            answers.iter().find(|choice| SurveyAnswer::of_choice(&choice.id) == Some(SurveyAnswer::Score(score)));
        if let Some(answer) = answer {
            tap(answer).await?;
        }
        if let (Some(remark), Some(more)) = (remark, SurveySettings::default().remark_choice().first()) {
            tap(more).await?;
            say(self.messaging, actor, conversation, &Body::text(remark)).await?;
        }
        Ok(())
    }
}
