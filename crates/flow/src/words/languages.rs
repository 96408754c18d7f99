//! The sentences a bot has of its own, in each language that a flow may be written in.

/// The languages, as a flow names them (BCP 47).
pub(crate) const LANGUAGES: &[&str] = &["en", "de", "es", "fr", "ar"];

/// The sentences of one language.
#[derive(Debug)]
pub(crate) struct Sentences {
    /// Nothing fitted the customer's words, the first time.
    pub(crate) again: &'static str,
    /// The second time; a person is offered.
    pub(crate) offer: &'static str,
    /// On the quick reply that asks for a person.
    pub(crate) person: &'static str,
    /// A person takes over.
    pub(crate) handing_over: &'static str,
    /// An answer is no text, number, e-mail address, day or choice.
    pub(crate) retry_text: &'static str,
    pub(crate) retry_number: &'static str,
    pub(crate) retry_email: &'static str,
    pub(crate) retry_date: &'static str,
    pub(crate) retry_choice: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    /// Other words for yes and for no.
    pub(crate) yes_words: &'static [&'static str],
    pub(crate) no_words: &'static [&'static str],
}

/// The sentences of a language; of English for one that is not known.
pub(crate) fn sentences(language: &str) -> &'static Sentences {
    match language {
        "de" => &GERMAN,
        "es" => &SPANISH,
        "fr" => &FRENCH,
        "ar" => &ARABIC,
        _ => &ENGLISH,
    }
}

static ENGLISH: Sentences = Sentences {
    again: "Sorry, I did not understand that. Could you say it in other words?",
    offer: "I still don't understand. Shall I get a person for you?",
    person: "Talk to a person",
    handing_over: "I'm handing over to a person now.",
    retry_text: "Please write an answer as text.",
    retry_number: "Please write a number, such as 12 or 3.5.",
    retry_email: "That does not look like an e-mail address. Please check it.",
    retry_date: "Please write a date, such as 2026-12-24.",
    retry_choice: "Please choose one of these.",
    yes: "Yes",
    no: "No",
    yes_words: &["y", "yeah", "yep", "sure", "ok", "okay", "correct"],
    no_words: &["n", "nope", "nah", "not really"],
};

static GERMAN: Sentences = Sentences {
    again: "Das habe ich leider nicht verstanden. Sagst du es mit anderen Worten?",
    offer: "Ich verstehe es noch nicht. Soll ich einen Menschen holen?",
    person: "Mit jemandem reden",
    handing_over: "Ich übergebe jetzt an einen Menschen.",
    retry_text: "Bitte antworte mit einem Text.",
    retry_number: "Bitte schreibe eine Zahl, etwa 12 oder 3,5.",
    retry_email: "Das sieht nicht nach einer E-Mail-Adresse aus. Bitte prüfe sie.",
    retry_date: "Bitte schreibe ein Datum, etwa 24.12.2026.",
    retry_choice: "Bitte wähle eins davon.",
    yes: "Ja",
    no: "Nein",
    yes_words: &["j", "jo", "klar", "gern", "gerne", "ok", "okay", "genau", "richtig"],
    no_words: &["n", "nö", "nee", "lieber nicht"],
};

static SPANISH: Sentences = Sentences {
    again: "Lo siento, no te he entendido. ¿Puedes decirlo con otras palabras?",
    offer: "Sigo sin entenderlo. ¿Quieres que avise a una persona?",
    person: "Hablar con alguien",
    handing_over: "Te paso con una persona.",
    retry_text: "Responde con un texto, por favor.",
    retry_number: "Escribe un número, por ejemplo 12 o 3,5.",
    retry_email: "No parece una dirección de correo. Revísala, por favor.",
    retry_date: "Escribe una fecha, por ejemplo 2026-12-24.",
    retry_choice: "Elige una de estas opciones, por favor.",
    yes: "Sí",
    no: "No",
    yes_words: &["s", "claro", "vale", "ok", "correcto"],
    no_words: &["n", "para nada"],
};

static FRENCH: Sentences = Sentences {
    again: "Désolé, je n'ai pas compris. Pouvez-vous le dire autrement ?",
    offer: "Je ne comprends toujours pas. Voulez-vous parler à quelqu'un ?",
    person: "Parler à quelqu'un",
    handing_over: "Je vous passe une personne.",
    retry_text: "Répondez par un texte, s'il vous plaît.",
    retry_number: "Écrivez un nombre, par exemple 12 ou 3,5.",
    retry_email: "Cela ne ressemble pas à une adresse e-mail. Vérifiez-la, s'il vous plaît.",
    retry_date: "Écrivez une date, par exemple 2026-12-24.",
    retry_choice: "Choisissez une de ces réponses, s'il vous plaît.",
    yes: "Oui",
    no: "Non",
    yes_words: &["o", "ouais", "d'accord", "ok", "bien sûr"],
    no_words: &["n", "pas vraiment"],
};

static ARABIC: Sentences = Sentences {
    again: "عذراً، لم أفهم ذلك. هل يمكنك قوله بكلمات أخرى؟",
    offer: "ما زلت لا أفهم. هل تريد التحدث مع شخص؟",
    person: "التحدث مع شخص",
    handing_over: "سأحولك الآن إلى شخص.",
    retry_text: "من فضلك أجب بنص.",
    retry_number: "من فضلك اكتب رقماً، مثل 12 أو 3.5.",
    retry_email: "لا يبدو هذا عنوان بريد إلكتروني. من فضلك تحقق منه.",
    retry_date: "من فضلك اكتب تاريخاً، مثل 2026-12-24.",
    retry_choice: "من فضلك اختر واحداً من هذه.",
    yes: "نعم",
    no: "لا",
    yes_words: &["ايوه", "أجل", "تمام", "طيب"],
    no_words: &["كلا", "مش"],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::LABEL_CHARACTERS;
    use crate::words::{PersonWords, words};

    #[test]
    fn the_offered_person_is_asked_for_by_its_own_words() {
        let person = PersonWords::new(&[]);
        for language in LANGUAGES {
            let label = sentences(language).person;
            assert!(label.chars().count() <= LABEL_CHARACTERS, "{label}");
            assert!(person.asked_in(&words(label)), "{label}");
        }
    }
}
