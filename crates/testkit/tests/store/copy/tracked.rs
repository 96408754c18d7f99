//! What systems of a shop told, to be copied.

use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::segment::Rule;
use subrosa_proto::source::Source;
use subrosa_proto::{AccountId, ConversationId, SegmentId, SourceId};
use subrosa_store::segment_contacts::Moved;
use subrosa_store::segments::Kept;
use subrosa_store::sources::Came;
use subrosa_store::visitors::VisitorKind;
use subrosa_store::{Error, Tx, order_tellings, segment_contacts, segments, sources, visitors};

use super::filled::MANY;
use crate::people::at;

/// What the shop's systems tell.
pub(super) async fn tracked(tx: &mut Tx<'_>, shop: AccountId, contact: ConversationId) -> Result<(), Error> {
    let source = Source {
        id: SourceId::new(1),
        name: "Ünï 🙂".to_owned(),
        key_end: "x7Qk".to_owned(),
        currency: Some("EUR".to_owned()),
        created_at: at(1),
        taken: 0,
        repeated: 0,
        refused: 0,
        taken_at: None,
        problem: None,
    };
    sources::insert(tx, shop, &source, &[0, 255, 7]).await?;
    let came = Came { taken: 1, repeated: 2, refused: 3, problem: Some("two\nlines 🙂".to_owned()) };
    sources::note(tx, source.id, &came, at(2)).await?;
    for number in 1..=MANY {
        let (name, subject) = (format!("Ä-{number}"), ConversationId::new(-number));
        visitors::insert_many(tx, shop, &[(VisitorKind::Anonymous, &name, subject)]).await?;
        visitors::note_move(tx, shop, (subject, contact)).await?;
        order_tellings::insert_many(tx, shop, &[(&name, at(number), number, "{\"a\": \"ü\"}".as_bytes())]).await?;
    }
    let rule = Rule::Any(vec![Rule::Consent("offers".to_owned())]);
    let (name, at) = ("Ünï 🙂".to_owned(), at(1));
    let (kind, id) = (SegmentKind::Live, SegmentId::new(1));
    let segment = Kept { id, name, rule, kind, contacts: 0, is_ready: false, created_at: at, changed_at: at };
    segments::insert(tx, shop, &segment).await?;
    let entered = (1..=MANY).map(ConversationId::new).collect();
    segment_contacts::apply(tx, id, &Moved { entered, left: Vec::new(), is_told: true }, at).await?;
    visitors::set_email(tx, shop, (VisitorKind::Anonymous, "Ä-1"), "ü@example.org").await
}
