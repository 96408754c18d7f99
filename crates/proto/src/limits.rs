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
/// Characters in a display name.
pub const DISPLAY_NAME_CHARACTERS: usize = 50;
/// Characters in a bio.
pub const BIO_CHARACTERS: usize = 300;
/// Characters in a device's name.
pub const DEVICE_NAME_CHARACTERS: usize = 80;
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
/// Characters in the name of a saved reply.
pub const REPLY_NAME_CHARACTERS: usize = 60;
/// Saved replies of one brand.
pub const BRAND_REPLIES: u32 = 500;
/// Texts in one page of what a search found.
pub const PAGE_FOUND: u32 = 50;
