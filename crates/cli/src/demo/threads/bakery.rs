//! Maya tastes for Layla's bakery and learns to say good morning.

use super::{End, Thread, ago, on};

pub(super) const THREAD: Thread = Thread {
    between: ["maya", "layla"],
    lines: &[
        (
            on(6, 9, 40),
            "layla",
            "For Saturday I have you down with 12 rolls and one big sourdough, and I'm trying a cardamom braid. You are the test person, no discussion",
        ),
        (on(6, 9, 52), "maya", "I accept this terrible burden"),
        (on(6, 9, 53), "maya", "How do I say good morning properly? Your mum corrected me last time and I just nodded"),
        (on(6, 10, 1), "layla", "صباح الخير"),
        (
            on(6, 10, 2),
            "layla",
            "ṣabāḥ al-khayr. And the answer is صباح النور, morning of light. Nobody says the first one back, that's what gave you away 😄",
        ),
        (on(6, 10, 4), "maya", "Morning of light is so much better than \"morning\""),
        (on(6, 10, 6), "layla", "Next level: صباح الورد, morning of roses. My grandmother only uses this one."),
        (on(6, 10, 15), "maya", "صباح الورد 🌹"),
        (on(6, 10, 16), "layla", "ممتاز!! You typed that?"),
        (on(6, 10, 16), "maya", "It took me nine minutes"),
        (on(3, 14, 30), "layla", "The braid. Tell me everything."),
        (
            on(3, 14, 48),
            "maya",
            "Gone before I got it home. Tom caught me eating it in the stairwell and asked where it was from, so you have a new customer",
        ),
        (on(3, 14, 50), "layla", "Tom with the chairs?"),
        (on(3, 14, 51), "maya", "Tom with the chairs. He pretends he doesn't like sweet things, be gentle"),
        (on(3, 14, 52), "layla", "شكراً يا مايا ❤️"),
        (on(1, 16, 5), "maya", "Is there anything without nuts on Saturday? Priya's asking"),
        (
            on(1, 16, 22),
            "layla",
            "Rolls, sourdough and the braid. Everything with a green tag. Tell her I'm keeping one back for her",
        ),
        (on(1, 16, 23), "maya", "She is going to propose to you"),
        (
            ago(95),
            "layla",
            "Flour went up AGAIN 🙄 so I have to redo the price list. Would you look at it with your designer eyes before I print? https://example.org/lindenstrasse/prices.pdf",
        ),
        (ago(94), "layla", "Only the type please. Not the numbers. The numbers hurt enough already"),
        (ago(21), "layla", "Also: two braids left from today. First come, first served 🥖"),
    ],
    ends: End::Delivered,
    draft: None,
};
