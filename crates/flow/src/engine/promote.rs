//! A journey's messages: asking for one, and going on with what came of it.
//!
//! Never: a time by which that has to be known. Whoever sends it always comes to an answer.

use super::run::Run;
use super::{Act, PromotionResult, Refusal, Standing};
use crate::flow::{Node, Promote};
use crate::name::Name;

impl<'p> Run<'p> {
    pub(super) fn enter_promote(&mut self, name: &'p Name, promote: &'p Promote) -> Option<&'p Name> {
        let effect = self.act(Act::Promote { message: promote.message.clone() });
        self.session.standing = Standing::Working { node: name.clone(), effect };
        self.session.timer = String::new();
        None
    }

    pub(super) fn promoted(&mut self, key: &str, result: PromotionResult) -> Result<(), Refusal> {
        let (_, node) = self.working(key)?;
        let Node::Promote(promote) = node else { return Err(Refusal::Stale) };
        let to = match result {
            PromotionResult::Sent => &promote.then,
            PromotionResult::Skipped => promote.skipped.as_ref().unwrap_or(&promote.then),
        };
        self.go(to);
        Ok(())
    }
}
