//! Tom builds a table for Maya.

use super::{End, Thread, ago, on};

pub(super) const THREAD: Thread = Thread {
    between: ["maya", "tom"],
    lines: &[
        (
            on(5, 10, 20),
            "tom",
            "Good morning Maya. The oak has arrived. It is better than in the picture: no knots on the face side. I can start on your table on Monday. Tom",
        ),
        (on(5, 10, 41), "maya", "Hi Tom! That's wonderful news. Did you decide on the legs?"),
        (
            on(5, 11, 2),
            "tom",
            "Tapered. Straight ones would look heavy under that top. I would also go down to 73.5 cm, because your chairs are low. Is that all right?",
        ),
        (on(5, 11, 5), "maya", "You're the one with the eye. 73.5 it is."),
        (on(5, 11, 7), "tom", "Good. I will not ask you about every centimetre, don't worry."),
        (
            on(3, 15, 9),
            "tom",
            "That plaited thing you were eating on the stairs. Was it from Lindenstraße? I am asking for a friend.",
        ),
        (on(3, 15, 15), "maya", "Your friend should message @layla, and come before ten. They sell out 😄"),
        (on(3, 15, 16), "tom", "I will let him know."),
        (
            on(1, 17, 30),
            "tom",
            "The top is glued. Please don't look through the window yet. With all the clamps on, it looks like an accident.",
        ),
        (on(1, 17, 44), "maya", "Too late, I walked past at lunch. It looks like a very well organised accident"),
        (on(1, 17, 50), "tom", "I shall put that on my card."),
        (
            ago(48),
            "maya",
            "One question, no hurry: could it take an extension later, 40 cm or so? My whole family comes at Easter and there are a lot of elbows",
        ),
    ],
    ends: End::Sent,
    draft: None,
};
