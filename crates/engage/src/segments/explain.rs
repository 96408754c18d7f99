//! Why a contact is in, or is not.

use subrosa_access::{Actor, ReadContact, ReadSegments, Subject, permit};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::saved_segment::{ConditionHolds, ExplainSegment, SegmentExplanation};
use subrosa_proto::segment::Rule;
use subrosa_segment::{conditions, holds};

use super::asked::Asked;
use super::given::{check_named, rule_of};
use crate::Engage;

impl Engage {
    /// Whether a rule holds of a contact, and each of its conditions: by what is known of them alone, of their newest 10,000 events and orders.
    ///
    /// # Errors
    /// `invalid_parameter` with what is wrong in the rule; `not_found`, `forbidden`.
    pub async fn explain_segment(&self, actor: &Actor, request: ExplainSegment) -> Result<SegmentExplanation, Error> {
        permit::<ReadSegments>(actor, &Subject::Own)?;
        let ExplainSegment { conversation, given } = request;
        let (rule, asking, now) = (rule_of(given)?, *actor, self.messaging.now());
        let checking = rule.clone();
        let permitted = self.messaging.db().read(async move |tx| {
            let (permit, _) = permitted::<ReadContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            check_named(tx, brand, &checking, None).await?;
            let asked = Asked::by(tx, brand, &[&checking], now).await?;
            Ok::<_, Error>((brand, asked))
        });
        let (brand, asked) = permitted.await?;
        // Where someone stands follows from what everyone bought.
        let place = if asked.has(&rule, |condition| matches!(condition, Rule::Standing(_))) {
            let found = self.look_at_all(brand, rule.clone(), move |look, _| {
                let slot = look.columns.slot_of(conversation);
                Ok(slot.and_then(|slot| look.places().ok()?.get(slot).copied().flatten()))
            });
            found.await?.0
        } else {
            None
        };
        let explained = self.messaging.db().read(async move |tx| {
            let contact = asked.contact(tx, conversation, &rule, place).await?;
            let of_conditions = conditions(&rule).into_iter().map(|condition| ConditionHolds {
                holds: holds(condition.rule, &contact, &asked.clock),
                text: condition.text(),
                place: condition.place,
            });
            let conditions = of_conditions.collect();
            Ok::<_, Error>(SegmentExplanation { is_in: holds(&rule, &contact, &asked.clock), conditions })
        });
        let explained = explained.await?;
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        Ok(explained)
    }
}
