//! Why a contact is in, or is not.

use subrosa_access::{Actor, ReadContact, ReadSegments, Subject, permit};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::saved_segment::{ConditionHolds, ExplainSegment, SegmentExplanation};
use subrosa_segment::{conditions, holds};

use super::asked::Asked;
use super::clock;
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
        let explained = self.messaging.db().read(async move |tx| {
            let (permit, _) = permitted::<ReadContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            check_named(tx, brand, &rule, None).await?;
            let clock = clock(tx, brand, now).await?;
            let asked = Asked::of_one(tx, brand, clock).await?;
            let contact = asked.contact(tx, conversation, &rule).await?;
            let of_conditions = conditions(&rule).into_iter().map(|condition| ConditionHolds {
                holds: holds(condition.rule, &contact, &asked.clock),
                text: condition.text(),
                place: condition.place,
            });
            let conditions = of_conditions.collect();
            Ok::<_, Error>((brand, SegmentExplanation { is_in: holds(&rule, &contact, &asked.clock), conditions }))
        });
        let (brand, explained) = explained.await?;
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        Ok(explained)
    }
}
