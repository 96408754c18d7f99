//! What a bot says as a message's body.

use subrosa_flow::engine::{Message, ShownButton};
use subrosa_proto::Body;
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::offer::{Button, Card, Choice};

/// The body; none when nothing is left to say once values are filled in.
pub(in crate::bots) fn body(message: Message) -> Option<SealedBody> {
    let Message { text, image, cards, buttons: own, quick_replies, form: _ } = message;
    let choices = quick_replies.into_iter().map(|choice| Choice { id: choice.id, text: choice.text });
    let cards = cards.into_iter().map(|card| Card {
        title: card.title,
        subtitle: card.subtitle,
        image: card.image,
        buttons: buttons(card.buttons),
    });
    let body = Body {
        choices: choices.filter(|choice| !choice.text.trim().is_empty()).collect(),
        buttons: buttons(own),
        cards: cards.filter(|card| !card.title.trim().is_empty()).collect(),
        image,
        automatic: true,
        ..Body::text(text)
    };
    match SealedBody::from_body(&body, Voice::Bot) {
        Ok(sealed) => Some(sealed),
        Err(why) => {
            // The words count; what can't be shown beside them is left away.
            tracing::debug!(%why, "a bot's message was said without what it offers");
            SealedBody::from_body(&Body { automatic: true, ..Body::text(body.text) }, Voice::Bot).ok()
        }
    }
}

/// Buttons that lead somewhere and say what they are.
fn buttons(shown: Vec<ShownButton>) -> Vec<Button> {
    shown
        .into_iter()
        .filter(|button| !button.text.trim().is_empty() && (button.id.is_some() != button.open.is_some()))
        .map(|button| Button { text: button.text, id: button.id, open: button.open })
        .collect()
}

#[cfg(test)]
mod tests {
    use subrosa_flow::engine::ShownChoice;

    use super::*;

    #[test]
    fn words_are_said_also_where_what_they_offer_does_not_fit() {
        let choice = |id: String| ShownChoice { id, text: "Yes".to_owned() };
        let fits =
            Message { text: "Roses?".to_owned(), quick_replies: vec![choice("a.0".to_owned())], ..Message::default() };
        let read = |sealed: &SealedBody| serde_json::from_slice::<Body>(sealed.as_bytes()).expect("a body");
        let said = read(&body(fits).expect("words"));
        assert!(said.automatic && said.choices.len() == 1);
        let too_long =
            Message { quick_replies: vec![choice("a".repeat(300))], text: "Roses?".to_owned(), ..Message::default() };
        let said = read(&body(too_long).expect("words"));
        assert!(said.automatic && said.choices.is_empty() && said.text == "Roses?");
        assert!(body(Message { text: " ".to_owned(), ..Message::default() }).is_none());
    }
}
