//! What each command is called with: good parameters about Ada's things.

use serde_json::{Value, json};

use super::scene::{PASSWORD, Scene};

/// The parameters of a command, the same for REST and socket. `column` makes unique what has to be.
pub(super) fn of(name: &str, scene: &Scene, column: usize) -> Value {
    let conversation = &scene.conversation;
    match name {
        "list_brands" | "get_brand" | "list_members" | "list_labels" | "list_replies" | "list_tickets"
        | "count_tickets" | "get_info" | "get_me" | "list_devices" | "list_conversations" | "snapshot" | "sign_out"
        | "remove_avatar" | "set_avatar" => json!({}),
        "search" => json!({"q": "matrix"}),
        "sign_up" => json!({"handle": format!("newcomer.{column}"), "password": PASSWORD}),
        "sign_in" => json!({"handle": "ada", "password": PASSWORD}),
        "sign_in_by_platform" => json!({"token": "a.b.c"}),
        "change_profile" => json!({"bio": format!("Hello from column {column}")}),
        // The one that succeeds for Ada ends her other devices, so it changes nothing but the salt.
        "change_password" => json!({"current": PASSWORD, "new": PASSWORD}),
        "revoke_device" => json!({"device": scene.phone.device}),
        "find_account" | "start_conversation" => json!({"handle": "ada"}),
        "get_avatar" => json!({"hash": scene.avatar}),
        "create_brand" => json!({"handle": format!("brand.{column}"), "display_name": "A brand"}),
        "join_brand" | "leave_brand" => json!({"brand": scene.brand}),
        "change_brand" => json!({"reopen_seconds": 60 + column}),
        "invite_member" => json!({"handle": "grace", "role": "agent"}),
        "change_member" => json!({"account": scene.colleague, "role": "agent"}),
        "remove_member" => json!({"account": scene.colleague}),
        "change_ticket" => json!({"conversation": conversation, "priority": "high"}),
        "change_tickets" => json!({"conversations": [conversation], "change": {"priority": "high"}}),
        "write_note" => {
            json!({"conversation": conversation, "client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "a note"}})
        }
        "attend" => json!({"conversation": conversation, "writing": true}),
        "create_reply" => json!({"name": format!("Reply {column}"), "text": "Thank you"}),
        "replace_reply" => json!({"reply": scene.reply, "name": format!("Anew {column}"), "text": "Thank you"}),
        "remove_reply" => json!({"reply": scene.reply}),
        "list_conversation_tickets" | "read_journal" | "get_conversation" | "read_events" | "typing" => {
            json!({"conversation": conversation})
        }
        "send_message" => {
            let mut message = crate::request::message("from the matrix");
            message["conversation"] = conversation.as_str().into();
            message
        }
        "mark_read" => json!({"conversation": conversation, "seq": 1}),
        "save_draft" => json!({"conversation": conversation, "text": "I was about to"}),
        "watch" => json!({"accounts": [scene.phone.account]}),
        "sync" => json!({"since": "000000000000feed.0"}),
        "ack" => json!({"cursor": "000000000000feed.0"}),
        unknown => panic!("{unknown} is new: give it a row in the policy matrix"),
    }
}
