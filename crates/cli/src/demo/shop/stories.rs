//! What customers ask the shop, what it answers, and how each ticket stands now.

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Customer,
    Nadia,
    Wout,
}

/// What is done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Deed {
    Say(&'static str),
    Note(&'static str),
    Label(&'static str),
    Urgent,
    Pending,
    /// It is labelled as a return, is with that team, and the customer is to send it.
    Return,
    /// Until so many hours from now.
    Snooze(i64),
    Resolve,
    /// Most say what they think of it, each in their own way.
    Rate,
}

/// Minutes after the line before, who, what.
pub(super) type Line = (i64, Who, Deed);

/// A conversation that several customers have had in much the same words.
pub(super) struct Story {
    /// How many hours ago it began, for the first of its customers; for the next, each some hours earlier.
    pub(super) hours_ago: i64,
    pub(super) lines: &'static [Line],
}

use Deed::{Label, Note, Pending, Rate, Resolve, Return, Say, Snooze, Urgent};
use Who::{Customer, Nadia, Wout};

pub(super) const STORIES: [Story; 10] = [
    Story { hours_ago: 1, lines: &[(0, Customer, Say("Hello, my parcel was to come on Monday. Where is it?"))] },
    Story {
        hours_ago: 2,
        lines: &[
            (0, Customer, Say("The blue bowl came with a crack all the way down 😞")),
            (1, Customer, Say("I can send a picture.")),
            (4, Nadia, Label("damaged")),
            (
                5,
                Nadia,
                Say("I am sorry about that. You need not send it back: shall I send you another, or your money?"),
            ),
            (9, Customer, Say("Another one would be lovely.")),
        ],
    },
    Story {
        hours_ago: 5,
        lines: &[
            (0, Customer, Say("Do you ship to Norway?")),
            (12, Wout, Say("We do: five to seven days, and customs are in the price.")),
            (1, Wout, Pending),
        ],
    },
    Story {
        hours_ago: 20,
        lines: &[
            (0, Customer, Say("Is the linen tablecloth washable at 60°?")),
            (6, Nadia, Say("At 40°, please. At 60° it loses a hand’s width.")),
            (3, Customer, Say("Good to know, thank you!")),
            (1, Nadia, Resolve),
            (7, Customer, Rate),
        ],
    },
    Story {
        hours_ago: 3,
        lines: &[
            (0, Customer, Say("I was charged twice for order 10482.")),
            (2, Wout, Label("payment")),
            (1, Wout, Urgent),
            (
                1,
                Wout,
                Note("The bank shows one charge and one reservation; the second goes away by itself by Thursday."),
            ),
        ],
    },
    Story {
        hours_ago: 26,
        lines: &[
            (0, Customer, Say("When will the large teapot be back?")),
            (15, Nadia, Say("The kiln opens on Friday. I will write to you as soon as it is here.")),
            (1, Nadia, Label("back in stock")),
            (1, Nadia, Snooze(40)),
        ],
    },
    Story {
        hours_ago: 30,
        lines: &[
            (0, Customer, Say("Can I change the address? It has not left yet, I hope.")),
            (8, Wout, Say("Just in time. Where shall it go?")),
            (4, Customer, Say("To Lindenstraße 12, third floor.")),
            (2, Wout, Say("Done. It leaves this afternoon.")),
            (1, Wout, Resolve),
            (7, Customer, Rate),
        ],
    },
    Story {
        hours_ago: 50,
        lines: &[
            (0, Customer, Say("I would like to return the two candle holders.")),
            (20, Nadia, Say("Of course. The label is in the parcel; take it to any post office within thirty days.")),
            (2, Nadia, Return),
        ],
    },
    Story {
        hours_ago: 7,
        lines: &[
            (0, Customer, Say("Do you make the cups in green, too?")),
            (3, Wout, Note("Ask the workshop on Wednesday.")),
        ],
    },
    Story {
        hours_ago: 80,
        lines: &[
            (0, Customer, Say("Thank you for the lovely wrapping!")),
            (30, Wout, Say("That was Nadia. I will tell her, she will be glad.")),
            (1, Wout, Resolve),
            (7, Customer, Rate),
        ],
    },
];

/// What customers think: the score that each in turn gives, and what some say beside it. Not everyone answers.
pub(super) const OPINIONS: [Option<(i64, Option<&str>)>; 7] = [
    Some((5, None)),
    Some((4, None)),
    None,
    Some((5, Some("You answered before my tea was ready."))),
    Some((2, Some("It took three days until someone read it."))),
    Some((5, None)),
    Some((3, None)),
];

/// What the shop writes again and again: name and text.
pub(super) const REPLIES: [(&str, &str); 4] = [
    ("Where is my order", "Hello {{customer}}, I am looking into it and write to you within the hour. {{agent}}"),
    ("Damaged", "Hello {{customer}}, I am sorry about that. Shall I send you another one, or your money back?"),
    ("Return", "Hello {{customer}}, the return label is in the parcel. Any post office takes it within thirty days."),
    ("Washing", "Linen likes 40° and no dryer; it gets softer every time."),
];
