//! Words that ask for a person. They count in every language at any time, whatever a flow says: a customer must always find
//! the way out. When in doubt they hand over.

use super::words;

/// Words that ask for a person when they are the whole message.
const ALONE: &[&str] = &[
    // en
    "agent",
    "human",
    "person",
    "operator",
    "representative",
    "support",
    "help me",
    "a human",
    "a person",
    "real person",
    // de
    "mensch",
    "mitarbeiter",
    "mitarbeiterin",
    "berater",
    "ein mensch",
    "kundenservice",
    "kundendienst",
    // es
    "persona",
    "humano",
    "agente",
    "operador",
    "una persona",
    "asesor",
    // fr
    "humain",
    "conseiller",
    "conseillère",
    "une personne",
    "opérateur",
    "un humain",
    // ar
    "موظف",
    "إنسان",
    "شخص",
    "مندوب",
    "خدمة العملاء",
];

/// Words that ask for a person wherever they stand in a message.
const ANYWHERE: &[&str] = &[
    // en
    "talk to a person",
    "talk to a human",
    "talk to an agent",
    "talk to someone",
    "speak to a person",
    "speak to a human",
    "speak to an agent",
    "speak to someone",
    "speak with a person",
    "speak with a human",
    "speak with an agent",
    "speak with someone",
    "talk with a person",
    "talk with a human",
    "chat with a person",
    "chat with a human",
    "chat with an agent",
    "human agent",
    "live agent",
    "real person",
    "real human",
    "human being",
    "customer service",
    "customer support",
    "connect me to an agent",
    "i want a human",
    "i want a person",
    "i need a human",
    "i need a person",
    // de
    "mit einem menschen",
    "mit einer person",
    "mit einem mitarbeiter",
    "mit einer mitarbeiterin",
    "mit jemandem sprechen",
    "mit jemandem reden",
    "mit jemand sprechen",
    "mit jemand reden",
    "echter mensch",
    "echten menschen",
    "menschlichen mitarbeiter",
    "kundenservice sprechen",
    // es
    "hablar con una persona",
    "hablar con un humano",
    "hablar con un agente",
    "hablar con alguien",
    "hablar con un asesor",
    "persona real",
    "agente humano",
    "atención al cliente",
    "servicio al cliente",
    // fr
    "parler à une personne",
    "parler à quelqu'un",
    "parler à un humain",
    "parler à un conseiller",
    "parler avec une personne",
    "parler avec quelqu'un",
    "parler avec un conseiller",
    "vraie personne",
    "service client",
    // ar
    "التحدث مع شخص",
    "التحدث الى شخص",
    "التحدث إلى شخص",
    "التحدث مع موظف",
    "التحدث إلى موظف",
    "التحدث الى موظف",
    "أريد موظف",
    "أريد التحدث مع",
    "اتكلم مع شخص",
    "أتكلم مع موظف",
    "أكلم موظف",
    "شخص حقيقي",
    "موظف خدمة العملاء",
];

/// The words that ask for a person, with those that a flow adds.
#[derive(Debug)]
pub(crate) struct PersonWords {
    alone: Vec<Vec<String>>,
    anywhere: Vec<Vec<String>>,
}

impl PersonWords {
    pub(crate) fn new(more: &[String]) -> Self {
        let taken_apart = |phrases: &[&str]| phrases.iter().map(|phrase| words(phrase)).collect::<Vec<_>>();
        let more = more.iter().map(|phrase| words(phrase)).filter(|phrase| !phrase.is_empty());
        Self { alone: taken_apart(ALONE), anywhere: taken_apart(ANYWHERE).into_iter().chain(more).collect() }
    }

    /// Whether a message, taken apart into words, asks for a person.
    pub(crate) fn asked_in(&self, message: &[String]) -> bool {
        self.alone.iter().any(|phrase| phrase == message)
            || self.anywhere.iter().any(|phrase| has_phrase(message, phrase))
    }
}

/// Whether the words of a phrase stand in a message one after another.
pub(crate) fn has_phrase(message: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && message.windows(phrase.len()).any(|part| part == phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asked_in_every_language() {
        let person = PersonWords::new(&["chef".to_owned()]);
        for message in [
            "I'd like to TALK to a person, please!",
            "agent",
            "Human!",
            "Ich will mit einem Menschen sprechen",
            "¿puedo hablar con una persona?",
            "je veux parler à quelqu’un",
            "je veux parler à quelqu'un",
            "أريد التحدث مع شخص",
            "موظف",
            "where is the Chef",
        ] {
            assert!(person.asked_in(&words(message)), "{message}");
        }
    }

    #[test]
    fn not_asked_by_a_word_in_passing() {
        let person = PersonWords::new(&[]);
        for message in ["one person, two nights", "my agent sold it", "", "the personal trainer", "persona 5 royal"] {
            assert!(!person.asked_in(&words(message)), "{message}");
        }
    }
}
