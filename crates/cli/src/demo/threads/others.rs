//! The shorter conversations: a bicycle in a cellar, a brother and a sister in Arabic, an order, a run.

use super::{End, Thread, ago, on};

pub(super) const CELLAR: Thread = Thread {
    between: ["karim", "maya"],
    lines: &[
        (
            ago(140),
            "karim",
            "Hello Maya, this is Karim, Layla's brother. She says you know someone who brings old bicycles back to life?",
        ),
        (
            ago(138),
            "karim",
            "It was our father's, from 1974. It has been in the cellar since before I was born. Still blue, under the dust 🚲",
        ),
    ],
    ends: End::Delivered,
    draft: None,
};

pub(super) const SIBLINGS: Thread = Thread {
    between: ["karim", "layla"],
    lines: &[
        (on(2, 13, 10), "karim", "صباح الخير يا ليلى، كيف المخبز اليوم؟"),
        (on(2, 13, 18), "layla", "صباح النور! زحمة من السابعة، الحمد لله. نفد خبز الهيل قبل الظهر"),
        (on(2, 13, 19), "karim", "كنت أعرف! أمي قالت إنه أطيب من خبز جدتي، لكن لا تخبري جدتي 😅"),
        (on(2, 13, 20), "layla", "سأنقل لها كل كلمة"),
        (on(2, 13, 24), "karim", "بالمناسبة، وجدت دراجة أبي في القبو. ما زالت زرقاء تحت الغبار"),
        (on(2, 13, 25), "layla", "لا أصدق! التي كان يذهب بها إلى الجامعة؟"),
        (on(2, 13, 27), "karim", "هي نفسها. تحتاج إلى إطارين وسلسلة، وربما إلى معجزة"),
        (on(2, 13, 31), "layla", "صديقتي مايا تعرف من يصلح الدراجات القديمة. اكتب لها: @maya"),
        (ago(144), "karim", "سأكتب لها الآن. هل تتكلم العربية؟"),
        (ago(143), "layla", "تقول «صباح الورد» وتكتبها وحدها 🌹"),
        (ago(142), "karim", "إذن صارت من العائلة 😄"),
    ],
    ends: End::Read,
    draft: None,
};

pub(super) const ORDER: Thread = Thread {
    between: ["layla", "tom"],
    lines: &[
        (
            on(3, 15, 24),
            "tom",
            "Good afternoon. My neighbour Maya recommends a plaited bread with cardamom. How does one order it? Tom Ellison",
        ),
        (on(3, 15, 31), "layla", "Good afternoon Mr Ellison, you just did 😊 One braid for Saturday?"),
        (on(3, 15, 33), "tom", "Two, please. They are for a friend."),
        (on(3, 15, 34), "layla", "Of course. Two for the friend."),
        (on(1, 18, 2), "tom", "The friend asks whether you could keep a third."),
        (on(1, 18, 9), "layla", "It has his name on it 😉"),
    ],
    ends: End::Read,
    draft: None,
};

pub(super) const RUNNING: Thread = Thread {
    between: ["jonas", "priya"],
    lines: &[
        (on(4, 18, 20), "jonas", "Maya told me! Lisbon!! Congratulations, Frau Doktor 🇵🇹"),
        (on(4, 18, 41), "priya", "Thank you!! I still don't quite believe it"),
        (on(4, 18, 44), "jonas", "Does that mean your bike needs a box? I have boxes. I have opinions about boxes."),
        (on(4, 18, 46), "priya", "Of course you do. December?"),
        (on(2, 9, 15), "jonas", "Run tomorrow? 8 km, the flat one"),
        (on(2, 15, 40), "priya", "Just woke up. If \"tomorrow\" can start at four in the afternoon, yes"),
        (on(2, 15, 42), "jonas", "Four it is 👟"),
        (ago(175), "jonas", "My legs say hello"),
    ],
    ends: End::Sent,
    draft: None,
};
