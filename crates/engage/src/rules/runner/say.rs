//! The words of a saved reply, as a rule says them.

use subrosa_desk::blanks;
use subrosa_proto::Body;
use subrosa_proto::body::{SealedBody, Voice};

/// The message: the reply's words with the names of the customer and of who answers put into their blanks, as it is done where a member
/// chooses a reply. Nothing when there are none.
pub(super) fn reply(text: &str, customer: &str, agent: &str) -> Option<SealedBody> {
    let text = blanks::fill(text, |name| match name {
        "customer" => Some(customer.to_owned()),
        "agent" => Some(agent.to_owned()),
        _ => None,
    });
    SealedBody::from_body(&Body { automatic: true, ..Body::text(text) }, Voice::Bot).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_words() {
        let said = reply("Hello {{customer}}, {{ agent }} here. {{order}}", "Ada", "Rosewater").expect("words");
        let said: Body = serde_json::from_slice(said.as_bytes()).expect("a body");
        assert_eq!(said.text, "Hello Ada, Rosewater here. {{order}}");
        assert!(reply("  ", "Ada", "Rosewater").is_none());
    }
}
