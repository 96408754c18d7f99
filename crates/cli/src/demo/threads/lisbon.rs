//! Priya gets a post far away, and writes a long message in the middle of the night.

use super::{End, Thread, ago, on};

pub(super) const THREAD: Thread = Thread {
    between: ["maya", "priya"],
    lines: &[
        (on(6, 19, 50), "priya", "Are you awake? I've lost all sense of time, this is night four"),
        (on(6, 19, 52), "maya", "Awake, on the sofa, watching a man restore a clock. How's the ward?"),
        (on(6, 19, 58), "priya", "Nobody is allowed to say the q-word so I'm not saying it"),
        (on(6, 19, 58), "maya", "🤐"),
        (on(6, 20, 3), "maya", "Any word from Lisbon?"),
        (on(6, 20, 11), "priya", "\"This week\". Hospitals have their own calendar"),
        (on(4, 8, 14), "priya", "THEY SAID YES"),
        (on(4, 8, 15), "maya", "PRIYA!!!"),
        (on(4, 8, 15), "maya", "🎉🎉🎉"),
        (on(4, 8, 17), "maya", "When? How long? May I visit every month?"),
        (on(4, 8, 20), "priya", "From January, two years, and you are contractually obliged to"),
        (on(1, 19, 12), "priya", LONG),
        (on(1, 19, 13), "priya", "That got long. Blame the coffee machine, it works again"),
    ],
    ends: End::Read,
    draft: Some((
        ago(12),
        "maya",
        "I've read it twice now. First things first: yes to the plants, all of them, even the one that bites. And about your mum",
    )),
};

const LONG: &str = "\
Okay, I've been carrying this around for three days, so here it comes in one piece.

I'm happy. I keep checking and I really am. I stood in the linen room on Thursday and laughed at a shelf. Two years at \
the place I wrote on a sticky note when we were nineteen, do you remember, it was on your fridge for so long that the \
sun bleached it.

And then I went home and sat on the kitchen floor, because it means packing. Not the boxes, I'm good at boxes. I mean \
deciding what stays. The flat goes to my cousin from February. The piano can't come, the stairs in Lisbon are a joke, \
so I'd like it to live with you if you have the wall for it. You don't have to play. Just let people put glasses on it \
and pretend they do.

Then the plants. There are eleven. Nine are easy. The big one by the window needs to be turned every Sunday or it grows \
towards the neighbours, and the small one with the spikes bites. I'll write it all down.

And my mum. She says she is fine, in the voice. You're the only one of my friends she actually talks to, probably \
because you let her win at cards. Would you go round now and then? Not to check on her. Just go and lose.

Last thing: I don't want a goodbye party. I want one evening where everybody cooks too much and nobody makes a speech. \
Can you make that happen without telling anyone that it's a goodbye party?

I know it's a lot. You can answer in pieces.";
