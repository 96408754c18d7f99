//! What each command is called with: good parameters about Ada's things.

use serde_json::{Value, json};

use super::scene::{PASSWORD, Role, Scene};

/// The parameters of a command, the same for REST and socket.
pub(super) fn of(name: &str, scene: &Scene, role: Role) -> Value {
    let conversation = &scene.conversation;
    match name {
        "get_info" | "get_me" | "list_devices" | "list_conversations" | "snapshot" | "sign_out" | "remove_avatar"
        | "set_avatar" => json!({}),
        "sign_up" => json!({"handle": format!("newcomer.{}", role as u8), "password": PASSWORD}),
        "sign_in" => json!({"handle": "ada", "password": PASSWORD}),
        "sign_in_by_platform" => json!({"token": "a.b.c"}),
        "change_profile" => json!({"bio": format!("Hello from row {}", role as u8)}),
        // The one that succeeds for Ada ends her other devices, so it changes nothing but the salt.
        "change_password" => json!({"current": PASSWORD, "new": PASSWORD}),
        "revoke_device" => json!({"device": scene.phone.device}),
        "find_account" | "start_conversation" => json!({"handle": "ada"}),
        "get_avatar" => json!({"hash": scene.avatar}),
        "get_conversation" | "read_events" | "typing" => json!({"conversation": conversation}),
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
