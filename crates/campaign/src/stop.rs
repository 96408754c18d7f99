//! The words by which customers say that they want no more: the whole message, in whichever case. What telephone networks and messengers have taught
//! people to write, in the languages that people write it in.

use subrosa_words::fold;

/// The language of a word by which somebody stops it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    pub language: &'static str,
}

/// Words, each with its language; folded as they are compared.
const WORDS: [(&str, &str); 40] = [
    ("stop", "en"),
    ("stopall", "en"),
    ("stop all", "en"),
    ("unsubscribe", "en"),
    ("opt out", "en"),
    ("optout", "en"),
    ("abmelden", "de"),
    ("abbestellen", "de"),
    ("stopp", "de"),
    ("baja", "es"),
    ("alto", "es"),
    ("parar", "es"),
    ("cancelar suscripcion", "es"),
    ("no enviar", "es"),
    ("إيقاف", "ar"),
    ("ايقاف", "ar"),
    ("توقف", "ar"),
    ("الغاء الاشتراك", "ar"),
    ("إلغاء الاشتراك", "ar"),
    ("стоп", "uk"),
    ("відписатися", "uk"),
    ("відписатись", "uk"),
    ("arret", "fr"),
    ("arreter", "fr"),
    ("desabonner", "fr"),
    ("me desabonner", "fr"),
    ("desinscription", "fr"),
    ("sair", "pt"),
    ("cancelar inscricao", "pt"),
    ("descadastrar", "pt"),
    ("pare", "pt"),
    ("disiscrivi", "it"),
    ("cancellami", "it"),
    ("afmelden", "nl"),
    ("uitschrijven", "nl"),
    ("wypisz", "pl"),
    ("iptal", "tr"),
    ("dur", "tr"),
    ("配信停止", "ja"),
    ("退订", "zh"),
];

/// Whether a message says that its author wants no more, and in which language.
#[must_use]
pub fn is_stop(text: &str) -> Option<Stop> {
    let said = one_form(text);
    let found = WORDS.iter().find(|(word, _)| one_form(word) == said);
    found.map(|(_, language)| Stop { language })
}

/// Without what people put around a word, and how they write it.
fn one_form(text: &str) -> String {
    let is_around = |letter: char| !letter.is_alphanumeric();
    let words: Vec<&str> = text.trim_matches(is_around).split_whitespace().collect();
    fold(&words.join(" "))
}

/// What they are answered: that they get no more of it, and where to have it again.
#[must_use]
pub fn confirmation(stop: Stop, label: &str) -> String {
    match stop.language {
        "de" => format!("In Ordnung: Sie bekommen nichts mehr zu „{label}“."),
        "es" => format!("De acuerdo: ya no recibirá nada sobre «{label}»."),
        "ar" => format!("حسنًا، لن تصلك رسائل أخرى عن «{label}»."),
        "uk" => format!("Гаразд: ви більше не отримуватимете повідомлень про «{label}»."),
        "fr" => format!("C’est noté : vous ne recevrez plus rien sur « {label} »."),
        "pt" => format!("Certo: você não receberá mais nada sobre “{label}”."),
        "it" => format!("Va bene: non riceverà più nulla su «{label}»."),
        "nl" => format!("In orde: u krijgt niets meer over ‘{label}’."),
        "pl" => format!("W porządku: nie otrzymasz więcej wiadomości o „{label}”."),
        "tr" => format!("Tamam: “{label}” hakkında artık mesaj almayacaksınız."),
        "ja" => format!("「{label}」の配信を停止しました。"),
        "zh" => format!("好的，您不会再收到关于“{label}”的消息。"),
        _ => format!("All right: you get nothing more about “{label}”."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_message_says_it_in_any_case() {
        let language = |text| is_stop(text).map(|stop| stop.language);
        for (text, wanted) in [
            ("STOP", "en"),
            (" Stop! ", "en"),
            ("\"stop\".", "en"),
            ("Stop  All", "en"),
            ("Abmelden", "de"),
            ("BAJA", "es"),
            ("Cancelar suscripción", "es"),
            ("إيقاف", "ar"),
            ("СТОП", "uk"),
            ("Arrêt", "fr"),
            ("Cancelar inscrição", "pt"),
        ] {
            assert_eq!(language(text), Some(wanted), "{text}");
        }
        for text in ["", "!", "stop it", "please stop", "nonstop", "Where is the bus stop?", "I can't stop"] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn every_word_is_found_and_answered_in_its_language() {
        for (word, language) in WORDS {
            let stop = is_stop(word).expect("a word of the table");
            assert_eq!(stop.language, language, "{word} stands there twice");
            let answer = confirmation(stop, "Offers");
            assert!(answer.contains("Offers"), "{answer}");
            assert_eq!(language == "en", answer.starts_with("All right"), "{language}");
        }
    }
}
