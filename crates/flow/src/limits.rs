//! The sizes that bound a flow, what is read from a file, and what one session may do.

/// Bytes of a flow file or a script.
pub const FILE_BYTES: usize = 256 * 1024;
/// How deep lists and maps may lie in each other in a file.
pub const FILE_DEPTH: usize = 32;
/// Values and brackets in a file, those that aliases repeat included.
pub const FILE_PARTS: usize = 50_000;
/// Places in a YAML file that repeat another by an alias.
pub const FILE_ALIASES: usize = 100;

/// Nodes of a flow.
pub const NODES: usize = 500;
/// Variables of a flow.
pub const VARIABLES: usize = 100;
/// Characters of a name: of a node, a variable, an attribute, a team.
pub const NAME_CHARACTERS: usize = 40;
/// Characters of a text that the bot says. The smallest of the channels' bounds (Messenger).
pub const TEXT_CHARACTERS: usize = 2_000;
/// Characters of a card's title and of the line below it (Messenger).
pub const TITLE_CHARACTERS: usize = 80;
/// Characters on a button or a quick reply (Messenger).
pub const LABEL_CHARACTERS: usize = 20;
/// Characters of an address.
pub const URL_CHARACTERS: usize = 2_000;
/// Quick replies below one message (Messenger).
pub const QUICK_REPLIES: usize = 13;
/// Buttons below one message, and on one card (Messenger).
pub const BUTTONS: usize = 3;
/// Cards side by side in one message (Messenger).
pub const CARDS: usize = 10;
/// Fields of a form.
pub const FIELDS: usize = 10;
/// Questions offered before the first message (Messenger).
pub const ICE_BREAKERS: usize = 4;
/// Entries of the menu that is always there.
pub const MENU_ITEMS: usize = 10;
/// Keywords of a flow.
pub const KEYWORDS: usize = 200;
/// Intents of a flow, and examples of one.
pub const INTENTS: usize = 50;
/// Examples of one intent.
pub const EXAMPLES: usize = 50;
/// Characters of a keyword, an example, or words that ask for a person.
pub const PHRASE_CHARACTERS: usize = 100;
/// How often a question may be asked again.
pub const RETRIES: u8 = 5;
/// Parts of a condition.
pub const CONDITION_PARTS: usize = 50;
/// Saved values of a webhook's answer.
pub const SAVES: usize = 20;
/// Seconds that a webhook may take.
pub const WEBHOOK_SECONDS: u32 = 10;
/// Seconds that a wait or an idle session may last: 30 days.
pub const WAIT_SECONDS: u32 = 30 * 24 * 60 * 60;

/// Characters kept of a variable's value, an attribute, or a fact of an order.
pub const VALUE_CHARACTERS: usize = 1_000;
/// Characters read of what a customer writes.
pub const MESSAGE_CHARACTERS: usize = 2_000;
/// Characters of a customer's message that are compared with an intent's examples: a letter resembles none of them.
pub const INTENT_CHARACTERS: usize = 300;
/// Nodes that one input may lead through before a person takes over.
pub const NODES_PER_INPUT: usize = 50;
/// Inputs of one session before a person takes over.
pub const STEPS_PER_SESSION: u32 = 500;
/// Seconds after which a result that does not come counts as failed; a webhook's own limit comes before it.
pub const EFFECT_SECONDS: u32 = 60;
/// Instructions that one text's template may take.
pub const TEMPLATE_FUEL: u64 = 5_000;
/// Conversations of a script.
pub const CONVERSATIONS: usize = 200;
/// Lines of one scripted conversation.
pub const LINES: usize = 500;
