//! A filter as a condition on the ticket `t`. Each is true or false, never null, so that `NOT` means what it says.

use subrosa_proto::AccountId;
use subrosa_proto::brand::Role;
use subrosa_proto::view::{Filter, Holder};

use super::Statement;
use crate::value::Value;

const NOBODY: AccountId = AccountId::new(0);

/// Writes the condition.
pub(super) fn write<'a>(statement: &mut Statement<'a>, filter: &'a Filter) {
    match filter {
        Filter::All(all) => join(statement, all, " AND ", "1 = 1"),
        Filter::Any(any) => join(statement, any, " OR ", "1 = 0"),
        Filter::Not(one) => {
            statement.push("NOT ");
            write(statement, one);
        }
        Filter::Status(list) => one_of(statement, "t.status", list),
        Filter::Priority(list) => one_of(statement, "t.priority", list),
        Filter::Assignee(holder) => held_by(statement, *holder),
        Filter::Label(label) => {
            statement.push("EXISTS (SELECT 1 FROM ticket_labels l WHERE l.brand = $1 AND l.label = ");
            statement.bind(label);
            statement.push(" AND l.ticket = t.id)");
        }
        Filter::WaitingMinutes(minutes) => {
            statement.push("(t.waiting_since IS NOT NULL AND t.waiting_since <= ");
            before(statement, *minutes);
            statement.push(")");
        }
        Filter::OpenedWithinMinutes(minutes) => {
            statement.push("(t.opened_at >= ");
            before(statement, *minutes);
            statement.push(")");
        }
        Filter::ActiveWithinMinutes(minutes) => {
            statement.push("(t.activity >= ");
            before(statement, *minutes);
            statement.push(")");
        }
        Filter::Attribute(known) => {
            statement.push(
                "EXISTS (SELECT 1 FROM contact_values v WHERE v.brand = $1 AND v.contact = t.conversation AND v.attribute = ",
            );
            statement.bind(&known.name);
            if let Some(value) = &known.value {
                statement.push(" AND v.value = ");
                statement.bind(value);
            }
            statement.push(")");
        }
        Filter::HasDispute(has) => {
            statement.push(if *has { "" } else { "NOT " });
            statement.push("EXISTS (SELECT 1 FROM disputes d WHERE d.conversation = t.conversation AND d.is_open = 1)");
        }
        Filter::HasOrder(has) => {
            statement.push(if *has { "" } else { "NOT " });
            statement.push("EXISTS (SELECT 1 FROM contact_orders o WHERE o.brand = $1 AND o.contact = t.conversation)");
        }
    }
}

/// So many minutes ago.
fn before(statement: &mut Statement<'_>, minutes: u32) {
    let at = statement.asking.now.plus_seconds(-60 * i64::from(minutes));
    statement.bind(at);
}

fn join<'a>(statement: &mut Statement<'a>, parts: &'a [Filter], between: &str, none: &str) {
    statement.push("(");
    if parts.is_empty() {
        statement.push(none);
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            statement.push(between);
        }
        write(statement, part);
    }
    statement.push(")");
}

fn one_of<'a, T: Copy + Into<Value<'a>>>(statement: &mut Statement<'a>, column: &str, list: &[T]) {
    statement.push("(");
    if list.is_empty() {
        statement.push("1 = 0");
    }
    for (index, one) in list.iter().enumerate() {
        if index > 0 {
            statement.push(" OR ");
        }
        statement.push(column);
        statement.push(" = ");
        statement.bind(*one);
    }
    statement.push(")");
}

fn held_by(statement: &mut Statement<'_>, holder: Holder) {
    if holder == Holder::Bot {
        statement.push("(t.assignee IN (SELECT m.person FROM brand_members m WHERE m.brand = $1 AND m.role = ");
        statement.bind(Role::Bot);
        statement.push("))");
        return;
    }
    statement.push("(t.assignee = ");
    statement.bind(match holder {
        Holder::Me => statement.asking.person,
        Holder::Member(account) => account,
        Holder::Nobody | Holder::Bot => NOBODY,
    });
    statement.push(")");
}
