//! What can be asked of a batch, and what comes of it.

use subrosa_access::Actor;
use subrosa_desk::Closing;
use subrosa_proto::body::SealedBody;
use subrosa_proto::conversation::{ConversationWithEvents, Draft};
use subrosa_proto::dispute::Dispute;
use subrosa_proto::event::Sent;
use subrosa_proto::journal::{HandedOver, Noted};
use subrosa_proto::sending::ScheduledReply;
use subrosa_proto::ticket::{Thread, Ticket, TicketChange};
use subrosa_proto::{AccountId, Body, CampaignId, ClientId, ConversationId, DeviceId, TeamId, TicketId};
use subrosa_store::contact_orders::Link;

use crate::bots::BotStep;
use crate::campaigns::Promotion;
use crate::rules::RuleStep;

/// A change of one conversation.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Append a message; in a brand's name, by whoever last saw its thread at this epoch.
    Message { client_id: ClientId, body: SealedBody, epoch: Option<i64> },
    /// Append a message that was made from a template.
    Template(Box<super::Templated>),
    /// Mark as read up to a seq.
    Read { seq: i64 },
    /// Keep a draft, or remove it.
    Draft { draft: Option<Draft> },
    /// What others sent, up to a seq, has arrived at a device of the member.
    Delivered { up_to: i64 },
    /// The member has begun the conversation and sees it from now on.
    Appear,
    /// Something that the members see of this account has changed.
    Refresh { account: AccountId },
    /// Write a note into the brand's journal.
    Note { client_id: ClientId, body: Box<Body> },
    /// Change the newest ticket.
    Ticket { change: TicketChange },
    /// A program of the brand's own gives the thread away.
    HandOver { packet: Box<HandedOver>, to: Option<AccountId>, epoch: Option<i64> },
    /// An order was shown to be the customer's: link it, and tell of it once. By a member, or by the brand itself.
    Verified { order: Link, number: String },
    /// Open a snoozed ticket whose moment has come.
    Wake,
    /// Tell of the clocks of service levels whose time has come.
    Ring,
    /// Ask the customer about a ticket, unless they were asked within so many seconds.
    Ask { ticket: TicketId, question: SealedBody, quiet_seconds: i64 },
    /// Resolve a pending ticket whose customer has not answered for so long, and say this to them.
    Close { closing: Closing, message: Option<SealedBody> },
    /// Remove the contents that the brand keeps no longer.
    Remove,
    /// What is done with a reply that waits for its moment.
    Scheduled(super::Scheduled),
    /// Send a campaign's message, or find that it is not to be sent now.
    Promotion(Box<Promotion>),
    /// Take a campaign's message back, if it was not read.
    Recall { campaign: CampaignId },
    /// Show a member of the actor's brand in their own conversation with it what a campaign would say.
    TestPromotion { body: SealedBody },
    /// What is done in a dispute.
    Dispute(Box<super::Disputing>),
    /// A bot's step, made from what was true when it looked.
    BotStep(Box<BotStep>),
    /// What rules do, made from what was true when they were asked.
    RuleStep(Box<RuleStep>),
    /// Give back what this member held, who works for the brand no more.
    HandOn { from: AccountId },
    /// It is the ticket's turn to be given to a member by itself, if anyone can take it.
    Assign,
    /// The ticket's team is no more.
    LeaveTeam { team: TeamId },
}

/// One piece of work for the batch.
#[derive(Debug, Clone)]
pub(crate) enum Work {
    /// A change of a conversation, by someone.
    Change { actor: Actor, conversation: ConversationId, change: Change },
    /// A device has stored everything up to a number: becomes [`Change::Delivered`] where it matters.
    Ack { actor: Actor, account: AccountId, device: DeviceId, number: i64 },
}

impl Work {
    /// Whether it is a campaign's message, for which nobody waits.
    pub(super) const fn is_promotion(&self) -> bool {
        matches!(self, Self::Change { change: Change::Promotion(_), .. })
    }
}

/// What came of one piece of work.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    /// The message stands there; `repeated` when it stood there before.
    Sent { sent: Sent, repeated: bool },
    /// Done, with the conversation as the actor now sees it.
    Seen(Box<ConversationWithEvents>),
    /// The note stands there.
    Noted(Noted),
    /// The reply waits for its moment.
    Scheduled(Box<ScheduledReply>),
    /// The dispute as it stands now.
    Disputed(Box<Dispute>),
    /// The ticket as it stood before, and the brand's side as it stands now.
    Changed { before: Box<Ticket>, after: Box<Thread> },
    /// Done, or nothing to do.
    Done,
}
