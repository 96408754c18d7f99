//! Pending tickets that are resolved by themselves, in the batch. The rule is that of `subrosa_desk`.

use subrosa_desk::Closing;
use subrosa_desk::sending::Sender;
use subrosa_proto::body::SealedBody;

use super::around::Around;
use super::folded::Folded;
use crate::Error;
use crate::conversations::view;

impl Folded {
    /// Resolves the ticket if the customer has not answered for so long, and tells them.
    pub(super) fn close(
        &mut self,
        closing: Closing,
        message: Option<SealedBody>,
        around: &Around<'_>,
    ) -> Result<(), Error> {
        let reach = view::reach(&self.state);
        let business = self.business()?;
        let side = business.side;
        if !subrosa_desk::may_close(business.thread.ticket.as_ref(), closing, around.now) {
            return Ok(());
        }
        let message = message.filter(|_| business.may_send(Sender::Brand, &reach, around).is_ok());
        let seq = message.map(|body| self.push_automatic(side, body, around));
        let head = self.state.head;
        self.business()?.close(closing.days, seq, head, around);
        self.touched[side] = true;
        Ok(())
    }
}
