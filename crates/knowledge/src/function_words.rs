//! Words that say nothing about what is asked: articles, pronouns, question words. They are not looked for, because a question full of
//! them resembles every article.

/// The words of a language (BCP 47), each in its one form; none for a language that is not known.
pub(crate) fn of(language: &str) -> impl Iterator<Item = &'static str> {
    let words = match language.split('-').next().unwrap_or_default() {
        "en" => ENGLISH,
        "de" => GERMAN,
        "es" => SPANISH,
        "fr" => FRENCH,
        "ar" => ARABIC,
        _ => "",
    };
    words.split_whitespace()
}

const ENGLISH: &str = "a about able also am an and any anyone anything are as at be been but by can could did do does doing for from get got had has have he \
    hello her hi him his how i i'd i'm i've if in into is isn't it it's its just know let's like many may me might much must my need of on or our \
    please she should so some someone something tell than thank thanks that that's the their them then there there's these they this those to too us want was \
    we were what what's when where where's which while who who's whom whose why will with would you your";

const GERMAN: &str = "aber als am an auch auf aus bei bin bis bitte da dann das dass dein deine dem den denn der des die dies diese \
    dieser doch du durch ein eine einem einen einer eines er es etwas euch euer eure fur gibt habe haben hallo hat ich ihm ihn ihnen ihr ihre \
    im in ist ja kann kannst konnen konnte man mein meine meinem meinen mich mir mit mochte muss nach noch nun nur ob oder sein seine \
    sich sie sind so soll uber um und uns unser unsere vom von vor wann war warum was weil welche welcher welches wenn wer werden wie \
    will wir wird wo wohin wurde zu zum zur";

const SPANISH: &str = "a al algo como con cual cuales cuando de del desde donde el ella ellos en era es esa ese eso esta estan estas este \
    esto estoy favor fue gracias ha han hasta hay he hola la las le les lo los mas me mi mis muy nos o para pero por porque puede puedo que \
    quien quiero se ser si sin sobre son soy su sus tambien te tengo tiene tienen tu tus un una unas unos y ya yo";

const FRENCH: &str = "a ai as au aux avec avez avoir bonjour c'est ce ces cet cette comment dans de des donc du elle en est est-ce et etre \
    eu faire fait il ils j'ai je l la le les leur leurs lui ma mais me mes merci moi mon ne nos notre nous on ou par pas peut peux plait \
    plus pour pouvez pouvoir pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sur ta te tes toi ton tu \
    un une vos votre vous y";

const ARABIC: &str = "في من على إلى الى عن مع هل ما ماذا متى أين اين كيف لماذا كم هذا هذه ذلك تلك التي الذي أن ان إن أنا انا أنت نحن هو هي هم \
    كان كانت يكون لا لم لن قد و أو او ثم لكن عند كل بعد قبل لي لك له لها لنا يمكن يمكنني أريد اريد من فضلك مرحبا شكرا أي";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_share_the_words_of_their_language() {
        assert!(of("en-GB").any(|word| word == "where"));
        assert_eq!(of("xx").count(), 0);
    }
}
