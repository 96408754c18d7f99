//! Names and sentences, made from a number.

const FIRST: [&str; 24] = [
    "Ada", "Amir", "Anouk", "Bea", "Carla", "Chen", "Dana", "Diego", "Elif", "Emil", "Farah", "Finn", "Hana", "Ivo",
    "Jana", "Kofi", "Lena", "Mats", "Mina", "Noor", "Paula", "Sami", "Uma", "Zoë",
];
const LAST: [&str; 24] = [
    "Abara", "Bauer", "Costa", "Dumont", "Ekström", "Fuentes", "Green", "Horvat", "Iyer", "Jansen", "Khalil", "Lund",
    "Marino", "Nasser", "Olsen", "Park", "Quist", "Rossi", "Sousa", "Tanaka", "Ueda", "Vogel", "Weiss", "Yılmaz",
];
const BEGINNINGS: [&str; 12] = [
    "Could you tell me whether",
    "I was wondering if",
    "As I wrote last week,",
    "Thank you, but",
    "My neighbour says that",
    "According to the leaflet",
    "Please check whether",
    "It seems that",
    "I am afraid",
    "On the website it says that",
    "Just to be sure:",
    "Good morning,",
];
const THINGS: [&str; 16] = [
    "the teapot",
    "the linen cloth",
    "my parcel",
    "the invoice",
    "the blue bowl",
    "the candle holder",
    "order 10482",
    "the refund",
    "the voucher",
    "the large plate",
    "the gift wrapping",
    "the return label",
    "the glaze",
    "the second cup",
    "the delivery",
    "the receipt",
];
const ENDINGS: [&str; 14] = [
    "arrived with a crack.",
    "has not left yet.",
    "can be washed at sixty degrees.",
    "was charged twice.",
    "comes in green as well.",
    "will be here before Friday.",
    "is missing from the box.",
    "can be exchanged for another size.",
    "was sent to the old address.",
    "is exactly as I hoped.",
    "needs a new lid.",
    "is back in stock.",
    "goes to Lindenstraße 12.",
    "should be picked up on Monday.",
];

/// The name of a customer, or of an agent.
pub(super) fn name(number: usize) -> String {
    let number = scattered(number);
    format!("{} {}", FIRST[number % FIRST.len()], LAST[number / FIRST.len() % LAST.len()])
}

/// What someone writes.
pub(super) fn sentence(number: usize) -> String {
    let number = scattered(number);
    let (beginning, rest) = (BEGINNINGS[number % BEGINNINGS.len()], number / BEGINNINGS.len());
    let (thing, rest) = (THINGS[rest % THINGS.len()], rest / THINGS.len());
    format!("{beginning} {thing} {}", ENDINGS[rest % ENDINGS.len()])
}

/// A number far from those of its neighbours, always the same.
const fn scattered(number: usize) -> usize {
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) & 0xffff_ffff
}
