//! What can be asked for. Each action is a type, so that a permit for one is no permit for another.

/// An action as a type.
pub trait Action {
    /// The same action as a value.
    const KIND: ActionKind;
}

macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident,)*) => {
        /// Every action, as a value: the rows of the policy table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ActionKind { $($(#[$meta])* $name,)* }

        impl ActionKind {
            /// All of them, in the table's order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }

        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;
            impl Action for $name {
                const KIND: ActionKind = ActionKind::$name;
            }
        )*
    };
}

actions! {
    /// Read one's own account.
    ReadOwnAccount,
    /// Change one's own profile, avatar or password.
    ChangeOwnAccount,
    /// See and sign out one's own devices; see, add and remove one's passkeys.
    ManageOwnDevices,
    /// Read one's own changes: snapshot, sync, acks.
    Sync,
    /// Look up a person's profile by handle; see avatars.
    FindAccount,
    /// Begin, or find, the conversation with a person.
    StartConversation,
    /// Read a conversation and its log.
    ReadConversation,
    /// Append a message.
    SendMessage,
    /// Send a message template, or see what it would say.
    SendTemplate,
    /// Keep replies for later; change and take back those that wait.
    ScheduleReply,
    /// Open a dispute, and say something in one.
    TakeToDispute,
    /// Ask the customer for more in a dispute, make offers, say when it is to be over.
    SettleDispute,
    /// Decide a dispute.
    DecideDispute,
    /// Have the brand's language model draft or translate.
    AskModel,
    /// Mark as read.
    MarkRead,
    /// Keep a draft.
    SaveDraft,
    /// Tell that one is writing.
    SendTyping,
    /// See whether a person is here.
    WatchPresence,
    /// Make a brand; see, accept and leave one's memberships.
    JoinBrands,
    /// See the brand, its members, labels and saved replies.
    ReadBrand,
    /// Change how the brand works.
    ChangeBrand,
    /// Delete the brand with its data.
    DeleteBrand,
    /// Say by which identity provider members sign in.
    ManageSignOn,
    /// Invite members, change their roles, remove them.
    ManageMembers,
    /// Say whether one takes new work now.
    SetAvailability,
    /// List and count tickets.
    ReadInbox,
    /// Keep views of the inbox for oneself.
    KeepViews,
    /// Keep views of the inbox for all members.
    ShareViews,
    /// Read a brand's journal of a conversation; see which colleagues look at it.
    ReadJournal,
    /// Write a note into the journal.
    WriteNote,
    /// Change a ticket.
    ChangeTicket,
    /// Give a thread away, with what whoever takes over should know.
    HandOver,
    /// Write, change and remove saved replies.
    ManageReplies,
    /// Write, change and remove message templates.
    ManageTemplates,
    /// Make bots, publish their flows, put them live.
    ManageBots,
    /// See and say which addresses are told what happens.
    ManageWebhooks,
    /// Write rules and say in which order they are asked; see what they did, and would have done.
    ManageRules,
    /// See what the brand knows of a customer, and their orders.
    ReadContact,
    /// Change what the brand knows of a customer; verify an order with them.
    ChangeContact,
    /// Say that contacts of the brand are one person.
    MergeContacts,
    /// Say what the brand wants to know of its customers.
    ManageAttributes,
    /// Say what the brand writes about, for those who agree to it.
    ManageTopics,
    /// See and switch what one hears of from a brand, as its customer.
    SetPreferences,
    /// Tell the brand's orders.
    SaveOrders,
    /// Tell what its customers do elsewhere.
    SaveEvents,
    /// See, connect and remove the shops that tell the brand's orders.
    ManageShops,
    /// See, make, change and remove the systems that tell what its customers do.
    ManageSources,
    /// See which segments there are, and how many are in one.
    ReadSegments,
    /// Make, change and remove segments.
    ManageSegments,
    /// See which campaigns there are, how far they are and what they did.
    ReadCampaigns,
    /// Write campaigns, send, pause and end them.
    ManageCampaigns,
    /// Agree to a campaign of another member; say what holds for all campaigns.
    ApproveCampaigns,
    /// Say how many promotions one wants.
    SetPromotions,
    /// Bring orders and what is known of customers in from files, and take them out.
    MoveCustomers,
    /// Read a brand's reports.
    ReadReports,
    /// Read who of a brand looked at what is personal, and changed how it works.
    ReadAudit,
    /// Read a brand's articles, try questions on them, see which had no answer.
    ReadKnowledge,
    /// Write articles as drafts; put away questions without an answer.
    WriteKnowledge,
    /// Say from which versions of articles customers are answered; remove articles.
    PublishKnowledge,
    /// Make, disable and list accounts; make invites and tokens.
    Administer,
}
