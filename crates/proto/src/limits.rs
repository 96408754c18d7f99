//! The sizes that bound what comes in. Settings may lower some of them; nothing raises them.

/// Characters (Unicode scalar values) in one message's text.
pub const TEXT_CHARACTERS: usize = 10_000;
/// Entities (links, mentions…) marked in one text.
pub const ENTITIES: usize = 100;
/// Bytes of a stored body in its canonical form.
pub const BODY_BYTES: usize = 64 * 1024;
/// Bytes of one socket frame from a client: a full text, escaped, fits.
pub const FRAME_BYTES: usize = 128 * 1024;
/// Bytes of one JSON request body.
pub const REQUEST_BYTES: usize = 128 * 1024;
/// Bytes of an uploaded avatar before it is decoded.
pub const AVATAR_BYTES: usize = 5 * 1024 * 1024;
/// Bytes of an uploaded file of a message, before and after it is looked at.
pub const ATTACHMENT_BYTES: usize = 10 * 1024 * 1024;
/// Pixels on each side of a picture in a message, as it is kept.
pub const ATTACHMENT_SIDE: u32 = 2_048;
/// Files of one message.
pub const ATTACHMENTS: usize = 10;
/// Characters in the name of a file.
pub const ATTACHMENT_NAME_CHARACTERS: usize = 150;
/// Files that one side of a conversation uploads within a day.
pub const DAILY_ATTACHMENTS: i64 = 200;
/// Bytes of these files.
pub const DAILY_ATTACHMENT_BYTES: i64 = 250 * 1024 * 1024;
/// Characters in a display name.
pub const DISPLAY_NAME_CHARACTERS: usize = 50;
/// Characters in a bio.
pub const BIO_CHARACTERS: usize = 300;
/// Characters in a device's name.
pub const DEVICE_NAME_CHARACTERS: usize = 80;
/// Passkeys of one account.
pub const PASSKEYS: usize = 20;
/// Characters in the name of a passkey.
pub const PASSKEY_NAME_CHARACTERS: usize = 50;
/// Letters of what a browser hands over of a passkey, each of its parts, in base 64.
pub const PASSKEY_LETTERS: usize = 8 * 1024;
/// Characters of what a brand's identity provider calls this server.
pub const SIGN_ON_CLIENT_CHARACTERS: usize = 256;
/// Characters of the secret there.
pub const SIGN_ON_SECRET_CHARACTERS: usize = 512;
/// Domains whose e-mail addresses let someone in.
pub const SIGN_ON_DOMAINS: usize = 20;
/// Characters in a handle.
pub const HANDLE_CHARACTERS: std::ops::RangeInclusive<usize> = 3..=30;
/// Characters in a password; the upper bound keeps hashing cheap to refuse.
pub const PASSWORD_CHARACTERS: std::ops::RangeInclusive<usize> = 8..=256;
/// Events in one page of history.
pub const PAGE_EVENTS: u32 = 100;
/// Events that one sync entry carries for a conversation; the rest is read by `seq`.
pub const ENTRY_EVENTS: u32 = 200;
/// Events that a snapshot carries for each conversation.
pub const SNAPSHOT_EVENTS: u32 = 20;
/// Conversations in one page of the list, and in a snapshot.
pub const PAGE_CONVERSATIONS: u32 = 100;
/// Entries in one page of sync.
pub const PAGE_ENTRIES: u32 = 100;
/// Accounts whose presence one session may watch.
pub const WATCHED_ACCOUNTS: usize = 200;
/// Seconds that a long-poll may wait.
pub const WAIT_SECONDS: u32 = 60;
/// Journal entries that one sync entry, a snapshot or a page of the journal carries for a conversation.
pub const PAGE_JOURNAL: u32 = 50;
/// Characters in a label.
pub const LABEL_CHARACTERS: usize = 30;
/// Labels on one ticket.
pub const TICKET_LABELS: usize = 20;
/// Tickets in one page of an inbox, and in one change of many.
pub const PAGE_TICKETS: u32 = 100;
/// Members of one brand.
pub const BRAND_MEMBERS: u32 = 500;
/// Teams of one brand.
pub const BRAND_TEAMS: u32 = 50;
/// Roles of a brand's own.
pub const BRAND_ROLES: u32 = 30;
/// Characters in the name of a role.
pub const ROLE_NAME_CHARACTERS: usize = 40;
/// Characters in the name of a team.
pub const TEAM_NAME_CHARACTERS: usize = 50;
/// Open tickets that a member may be said to hold at most.
pub const MEMBER_CAPACITY: i64 = 1_000;
/// Conversations that a member follows.
pub const FOLLOWED: u32 = 500;
/// Seconds without a session after which a member counts as away.
pub const AWAY_SECONDS: i64 = 10 * 60;
/// Entries of the audit log in one page.
pub const PAGE_AUDIT: u32 = 100;
/// Characters in the question of a survey, and in the thanks.
pub const SURVEY_CHARACTERS: usize = 300;
/// Characters in the name of a saved reply.
pub const REPLY_NAME_CHARACTERS: usize = 60;
/// Saved replies of one brand.
pub const BRAND_REPLIES: u32 = 500;
/// Message templates of one brand.
pub const BRAND_TEMPLATES: u32 = 200;
/// Characters in the title of a template, and in its text in one language.
pub const TEMPLATE_TITLE_CHARACTERS: usize = 60;
pub const TEMPLATE_CHARACTERS: usize = 2_000;
/// Languages of a template.
pub const TEMPLATE_LANGUAGES: usize = 20;
/// Blanks of a template in one language, and characters that are put into one.
pub const TEMPLATE_BLANKS: usize = 20;
pub const BLANK_CHARACTERS: usize = 1_000;
/// Answers to tap under one message.
pub const CHOICES: usize = 13;
/// Buttons of one message, and of one card.
pub const BUTTONS: usize = 3;
/// Cards of one message.
pub const CARDS: usize = 10;
/// Characters on a choice, a button, a card.
pub const OFFER_CHARACTERS: usize = 80;
/// Characters in the id of a choice or button.
pub const OFFER_ID_CHARACTERS: usize = 200;
/// Bytes of an address in a message.
pub const URL_CHARACTERS: usize = 2_000;
/// Rules of one brand.
pub const BRAND_RULES: u32 = 100;
/// Characters in the name of a rule.
pub const RULE_NAME_CHARACTERS: usize = 60;
/// Conditions of one rule, those that hold others together included.
pub const RULE_CONDITIONS: usize = 64;
/// How deep the conditions of a rule may stand within each other.
pub const RULE_DEPTH: usize = 8;
/// What one rule may do.
pub const RULE_ACTIONS: usize = 10;
/// Words, or groups of them, of which one condition asks for one.
pub const RULE_WORDS: usize = 50;
/// Characters in one of them.
pub const RULE_WORD_CHARACTERS: usize = 60;
/// Characters in a note that a rule writes.
pub const RULE_NOTE_CHARACTERS: usize = 1_000;
/// For how many minutes something may have to last: 30 days.
pub const RULE_MINUTES: u32 = 43_200;
/// Entries of the log of rules in one page.
pub const PAGE_RULE_RUNS: u32 = 100;
/// Bots of one brand.
pub const BRAND_BOTS: u32 = 20;
/// Characters of each text with which a thread is handed over.
pub const HAND_OVER_CHARACTERS: usize = 2_000;
/// Webhooks of one brand.
pub const BRAND_WEBHOOKS: u32 = 10;
/// Segments of one brand.
pub const BRAND_SEGMENTS: u32 = 200;
/// Characters in the name of a segment.
pub const SEGMENT_NAME_CHARACTERS: usize = 60;
/// Characters of a rule as people write it.
pub const SEGMENT_TEXT_CHARACTERS: usize = 20_000;
/// Contacts put into a list at once, and taken out.
pub const PAGE_SEGMENT_LIST: usize = 1_000;
/// Contacts or moves of a segment on a page.
pub const PAGE_SEGMENT_CONTACTS: u32 = 200;
/// Sources of one brand's tracking calls.
pub const BRAND_SOURCES: u32 = 20;
/// Characters in the name of a source.
pub const SOURCE_NAME_CHARACTERS: usize = 60;
/// Bytes of a request of tracking calls, as it comes and as it is when unpacked.
pub const TRACKING_BYTES: usize = 2 * 1024 * 1024;
/// Tokens of one bot.
pub const BOT_TOKENS: u32 = 5;
/// Seconds that a customer may wait for a program of a brand's own.
pub const BOT_PATIENCE_SECONDS: std::ops::RangeInclusive<i64> = 5..=3_600;
/// Versions that are listed of one bot.
pub const BOT_VERSIONS: u32 = 100;
/// Inputs of one simulation of a bot.
pub const SIMULATED_INPUTS: usize = 200;
/// Attributes that one brand defines.
pub const BRAND_ATTRIBUTES: u32 = 50;
/// Characters in what people call an attribute.
pub const ATTRIBUTE_LABEL_CHARACTERS: usize = 40;
/// Characters in the value of an attribute.
pub const ATTRIBUTE_VALUE_CHARACTERS: usize = 1_000;
/// Identities of one contact.
pub const CONTACT_IDENTITIES: u32 = 20;
/// Characters in an identity: the longest e-mail address (RFC 5321, with its angle brackets taken off).
pub const IDENTITY_CHARACTERS: usize = 254;
/// Contacts that are one person.
pub const MERGED_CONTACTS: usize = 10;
/// Topics that one brand defines.
pub const BRAND_TOPICS: u32 = 30;
/// Characters in what people call a topic.
pub const TOPIC_LABEL_CHARACTERS: usize = 40;
/// Characters in what a topic says of itself.
pub const TOPIC_DESCRIPTION_CHARACTERS: usize = 300;
/// Characters in the text that a customer agreed to.
pub const CONSENT_CHARACTERS: usize = 2_000;
/// Entries of a contact's timeline in one page.
pub const PAGE_TIMELINE: u32 = 50;
/// Custom events that are told at once.
pub const EVENTS_AT_ONCE: usize = 100;
/// Characters in what a teller calls an event.
pub const CUSTOM_EVENT_ID_CHARACTERS: usize = 100;
/// Characters in the name of a custom event.
pub const CUSTOM_EVENT_NAME_CHARACTERS: usize = 100;
/// Bytes of a custom event's properties, as JSON without spaces.
pub const CUSTOM_EVENT_BYTES: usize = 32 * 1024;
/// Orders that are told at once.
pub const ORDERS_AT_ONCE: usize = 100;
/// Characters in an order's number.
pub const ORDER_NUMBER_CHARACTERS: usize = 40;
/// Characters in a shop's own id, a carrier's name, a tracking number, an article's number.
pub const ORDER_WORD_CHARACTERS: usize = 100;
/// Characters in the name of what was ordered.
pub const ORDER_ITEM_CHARACTERS: usize = 200;
/// Items of one order.
pub const ORDER_ITEMS: usize = 100;
/// Shipments of one order.
pub const ORDER_SHIPMENTS: usize = 20;
/// Refunds of one order.
pub const ORDER_REFUNDS: usize = 50;
/// The largest amount, in the currency's smallest unit: the sums of thousands stay exact in every client's numbers.
pub const ORDER_AMOUNT: i64 = 1_000_000_000_000;
/// Orders in one page.
pub const PAGE_ORDERS: u32 = 50;
/// Bytes of a webhook of a shop, which tells an order whole, with much that is not needed here.
pub const WEBHOOK_BYTES: usize = 1024 * 1024;
/// Characters in the secret of a shop: shorter ones can be guessed.
pub const SHOP_SECRET_CHARACTERS: std::ops::RangeInclusive<usize> = 16..=200;
/// Bytes of a piece of a file that is brought in.
pub const PIECE_BYTES: usize = 512 * 1024;
/// Rows that are read of one piece; the rest is read with the next.
pub const PIECE_ROWS: usize = 2_000;
/// Columns of a table that is brought in.
pub const TABLE_COLUMNS: usize = 200;
/// Openings in a brand's week.
pub const BRAND_OPENINGS: usize = 50;
/// Days on which a brand is closed.
pub const BRAND_HOLIDAYS: usize = 100;
/// Characters in the name of a holiday.
pub const HOLIDAY_CHARACTERS: usize = 60;
/// Days after which a pending ticket is resolved by itself.
pub const CLOSING_DAYS: u32 = 90;
/// Characters of what a customer is told then.
pub const CLOSING_CHARACTERS: usize = 1_000;
/// Days after which contents of conversations are removed, the fewest and the most.
pub const RETENTION_DAYS: std::ops::RangeInclusive<u32> = 30..=3_650;
/// The same of files, and of custom events.
pub const RETENTION_DAYS_OF_MORE: std::ops::RangeInclusive<u32> = 1..=3_650;
/// Conversations that are counted for who is about to have contents removed.
pub const RETENTION_COUNTED: u32 = 10_000;
/// Policies of a brand's service levels.
pub const BRAND_POLICIES: usize = 20;
/// Characters in the name of such a policy.
pub const POLICY_NAME_CHARACTERS: usize = 40;
/// Minutes of a target of a service level.
pub const LEVEL_MINUTES: u32 = 43_200;
/// Days in the range of one report.
pub const REPORT_DAYS: i64 = 366;
/// Rows of one drill-down of a report.
pub const PAGE_REPORT: u32 = 100;
/// Articles of one brand.
pub const BRAND_ARTICLES: u32 = 5_000;
/// Characters in an article's title.
pub const ARTICLE_TITLE_CHARACTERS: usize = 150;
/// Characters of an article's Markdown.
pub const ARTICLE_CHARACTERS: usize = 20_000;
/// Characters in an article's link.
pub const ARTICLE_LINK_CHARACTERS: usize = 1_000;
/// Characters of what an import calls an article by.
pub const ARTICLE_SOURCE_CHARACTERS: usize = 300;
/// Versions of one article that are kept, and the published one.
pub const ARTICLE_VERSIONS: u32 = 100;
/// Articles in one page of the list.
pub const PAGE_ARTICLES: u32 = 100;
/// Articles in one import.
pub const IMPORT_ARTICLES: usize = 100;
/// Characters of a question to the knowledge.
pub const QUESTION_CHARACTERS: usize = 500;
/// Questions without an answer that are kept of one brand.
pub const BRAND_QUESTIONS: u32 = 1_000;
/// Replies that wait for their moment in one conversation.
pub const SCHEDULED_REPLIES: u32 = 20;
/// Days within which the moment of a scheduled reply lies.
pub const SCHEDULED_DAYS: i64 = 365;
/// Characters of a text that is translated.
pub const TRANSLATED_CHARACTERS: usize = 2_000;
/// Views of an inbox that a brand shares among its members, and views that a member keeps for themselves.
pub const VIEWS: u32 = 50;
/// Characters in the name of a view.
pub const VIEW_NAME_CHARACTERS: usize = 60;
/// Conditions of a view.
pub const VIEW_CONDITIONS: usize = 30;
/// How deep the conditions of a view may stand in one another.
pub const VIEW_DEPTH: usize = 5;
/// Minutes that a condition of a view may look back: a year.
pub const VIEW_MINUTES: u32 = 525_600;
/// Days for which views have what is resolved, after the last word in it.
pub const VIEW_RESOLVED_DAYS: i64 = 90;
/// Texts in one page of what a search found.
pub const PAGE_FOUND: u32 = 50;
/// Disputes of a conversation that are open at a time, and that a list shows.
pub const OPEN_DISPUTES: i64 = 5;
pub const PAGE_DISPUTES: u32 = 50;
/// Steps of a dispute that people take; what time does comes on top.
pub const DISPUTE_STEPS: i64 = 100;
/// Characters of a statement or a reason in a dispute.
pub const DISPUTE_CHARACTERS: usize = 2_000;
/// Messages that a step of a dispute points at.
pub const DISPUTE_MESSAGES: usize = 20;
/// Days within which a moment of a dispute lies.
pub const DISPUTE_DAYS: i64 = 365;
/// Items of a replacement.
pub const REMEDY_ITEMS: usize = 20;
/// Characters of a voucher's code.
pub const VOUCHER_CODE_CHARACTERS: usize = 60;
/// Campaigns of one brand, whatever they have come to.
pub const BRAND_CAMPAIGNS: u32 = 1_000;
/// Characters in the name of a campaign.
pub const CAMPAIGN_NAME_CHARACTERS: usize = 60;
/// Pools of vouchers of one brand.
pub const BRAND_VOUCHER_POOLS: u32 = 100;
/// Characters in the name of a pool of vouchers.
pub const VOUCHER_POOL_NAME_CHARACTERS: usize = 60;
/// Vouchers that are added at once: nobody's message waits for more.
pub const VOUCHERS_AT_ONCE: usize = 10_000;
/// Vouchers of one pool, given ones included.
pub const POOL_VOUCHERS: u64 = 1_000_000;
/// Entries that are added to a suppression list at once.
pub const SUPPRESSIONS_AT_ONCE: usize = 1_000;
/// Characters of the note of such an entry.
pub const SUPPRESSION_NOTE_CHARACTERS: usize = 200;
/// Entries of a page of such a list.
pub const PAGE_SUPPRESSIONS: u32 = 100;
/// Characters that are looked for in such a list.
pub const SUPPRESSION_SEARCH_CHARACTERS: usize = 254;
/// Complaints of a thousand at which a campaign can be made to pause at most.
pub const COMPLAINTS_PER_THOUSAND: u32 = 1_000;
/// Variants of a campaign.
pub const CAMPAIGN_VARIANTS: usize = 4;
/// The largest share of a variant.
pub const CAMPAIGN_SHARE: u32 = 100;
/// How many of a hundred can be held out at most.
pub const CAMPAIGN_HOLDOUT_PERCENT: u32 = 50;
/// Days within which the goal of a campaign is reached.
pub const CAMPAIGN_GOAL_DAYS: u32 = 30;
/// Days within which the moment of a campaign lies.
pub const CAMPAIGN_DAYS: i64 = 365;
/// Messages of a campaign's journey.
pub const JOURNEY_MESSAGES: usize = 20;
/// Bytes of the flow of a campaign's journey.
pub const JOURNEY_BYTES: usize = 64 * 1024;
/// Different links of a campaign, where they are counted: the same in two messages are two.
pub const CAMPAIGN_LINKS: usize = 20;
/// Messages that are taken back in one conversation at most: whoever shows it holds all of their places.
pub const RECALLED: usize = 100;
/// Minutes after which a campaign is sent that is sent on what a contact does.
pub const CAMPAIGN_AFTER_MINUTES: u32 = 30 * 24 * 60;
/// Days after which a contact can be told by the same campaign again.
pub const CAMPAIGN_AGAIN_DAYS: u32 = 365;
/// How often a campaign is sent that is sent again and again, and how often one that is sent on what contacts do is sent to each: no more
/// have a name of their own.
pub const CAMPAIGN_OCCURRENCES: i64 = 1_000;
/// Members who get a test of a campaign at once.
pub const CAMPAIGN_TESTERS: usize = 10;
/// Contacts that a dry run looks at one by one, and those of them that it shows.
pub const DRY_RUN_CONTACTS: usize = 100_000;
pub const DRY_RUN_SHOWN: usize = 100;
/// Promotions that someone can want in a week.
pub const PROMOTIONS_PER_WEEK: u32 = 100;
/// Characters of where a consent comes from, as a file says it.
pub const CONSENT_SOURCE_CHARACTERS: usize = 200;
