//! The words of a saved reply, as a rule says them.

use subrosa_proto::Body;
use subrosa_proto::body::{SealedBody, Voice};

/// The message: the reply's words with the names of the customer and of who answers put into their blanks. Nothing when there are none.
pub(super) fn reply(text: &str, customer: &str, agent: &str) -> Option<SealedBody> {
    let body = Body { automatic: true, ..Body::text(fill_in(text, customer, agent)) };
    SealedBody::from_body(&body, Voice::Bot).ok()
}

/// As it is done where a member chooses a reply: what is not known stays as it stands.
fn fill_in(text: &str, customer: &str, agent: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once("}}") else {
            filled.push_str("{{");
            rest = after;
            continue;
        };
        match name.trim() {
            "customer" => filled.push_str(customer),
            "agent" => filled.push_str(agent),
            _ => {
                filled.push_str("{{");
                rest = after;
                continue;
            }
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_with_what_is_known() {
        let filled = |text| fill_in(text, "Ada", "Rosewater");
        assert_eq!(filled("Hello {{customer}}, {{ agent }} here."), "Hello Ada, Rosewater here.");
        assert_eq!(filled("{{order}} {{customer}} {{"), "{{order}} Ada {{");
        assert!(reply("  ", "Ada", "Rosewater").is_none());
    }
}
