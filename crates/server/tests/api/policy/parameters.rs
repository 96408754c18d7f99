//! What each command is called with: good parameters about Ada's things.

use serde_json::{Value, json};

use super::scene::{FLOW, PASSWORD, Scene};

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
        "get_second_factor" => json!({}),
        "begin_second_factor" => json!({"password": PASSWORD}),
        "confirm_second_factor" | "new_recovery_codes" | "remove_second_factor" => json!({"code": "000000"}),
        "get_sign_on" | "remove_sign_on" | "list_sign_on_links" => json!({}),
        "save_sign_on" => json!({"issuer": "https://login.invalid", "client_id": "subrosa", "client_secret": "hush",
            "domains": ["example.com"], "role": "agent", "is_required": false}),
        "begin_sign_on" | "begin_sign_on_link" => json!({"brand": "shop"}),
        "finish_sign_on" => json!({"state": "made up", "code": "made up"}),
        "remove_sign_on_link" => json!({"issuer": "https://login.invalid"}),
        "list_passkeys" | "begin_passkey" | "ask_for_passkey" => json!({}),
        "add_passkey" => json!({"name": "My phone", "client_data": "e30", "attestation": "oA"}),
        "rename_passkey" => json!({"passkey": "pky_0000000000001", "name": "My phone"}),
        "remove_passkey" => json!({"passkey": "pky_0000000000001"}),
        "sign_in_by_passkey" => json!({"passkey": {"credential": "AAAA", "user": "AAAAAAAAAAA", "client_data": "e30",
            "authenticator_data": "AAAA", "signature": "AAAA"}}),
        "revoke_device" => json!({"device": scene.phone.device}),
        "find_account" | "start_conversation" => json!({"handle": "ada"}),
        "get_avatar" => json!({"hash": scene.avatar}),
        "create_brand" => json!({"handle": format!("brand.{column}"), "display_name": "A brand"}),
        "join_brand" | "leave_brand" => json!({"brand": scene.brand}),
        "change_brand" => json!({"reopen_seconds": 60 + column}),
        "delete_brand" => json!({"handle": "shop"}),
        "invite_member" => json!({"handle": "grace", "role": "agent"}),
        "change_member" => json!({"account": scene.colleague, "role": "agent"}),
        "remove_member" => json!({"account": scene.colleague}),
        "change_ticket" => json!({"conversation": conversation, "priority": "high"}),
        "change_tickets" => json!({"conversations": [conversation], "change": {"priority": "high"}}),
        "write_note" => {
            json!({"conversation": conversation, "client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "a note"}})
        }
        "attend" => json!({"conversation": conversation, "writing": true}),
        "list_attributes" => json!({}),
        "save_attribute" => json!({"attribute": "size", "label": format!("Size {column}"), "kind": "number"}),
        "try_attribute_kind" => json!({"attribute": "tier", "kind": "number"}),
        "remove_attribute" => json!({"attribute": "tier"}),
        "merge_contact" => json!({"conversation": conversation, "handle": "grace"}),
        "unmerge_contact" => json!({"conversation": conversation, "other": "cnv_0000000000001"}),
        "list_topics" => json!({}),
        "save_topic" => json!({"topic": "news", "label": format!("News {column}")}),
        "list_consents" | "read_timeline" | "get_preferences" => json!({"conversation": conversation}),
        "record_consent" => {
            json!({"conversation": conversation, "topic": "offers", "state": "granted", "source": "member", "text": "Yes."})
        }
        "set_preferences" => json!({"conversation": conversation, "frequency": "weekly"}),
        "complain" => json!({"conversation": conversation, "campaign": scene.campaign}),
        "set_preference" => json!({"conversation": conversation, "topic": "offers", "is_on": false}),
        "save_events" => json!({"contact": conversation, "events": [
            {"id": format!("bkg-{column}"), "name": "Workshop booked", "at": 1_780_000_000_000_i64},
        ]}),
        "save_orders" => json!({"orders": [crate::customers::order(7, "grace@example.org")]}),
        "list_shops" => json!({}),
        "save_shop" => json!({"shop": "shopify", "secret": "a secret of the shop"}),
        "remove_shop" => json!({"shop": "shopify"}),
        "tell_by_webhook" => json!({"brand": scene.brand, "shop": "shopify", "id": 1}),
        "look_at_file" | "export_customers" => json!({"kind": "contacts"}),
        "import_piece" => json!({"kind": "orders", "columns": "number,placed_at,total", "encoding": "utf-8",
            "separator": "comma", "currency": "EUR", "last": true}),
        "get_contact" | "list_contact_orders" => json!({"conversation": conversation}),
        "change_contact" => json!({"conversation": conversation, "attributes": {"tier": "gold"}}),
        "verify_order" => json!({"conversation": conversation, "number": "RW-1", "postcode": "10999"}),
        "create_reply" => json!({"name": format!("Reply {column}"), "text": "Thank you"}),
        "replace_reply" => json!({"reply": scene.reply, "name": format!("Anew {column}"), "text": "Thank you"}),
        "list_roles" => json!({}),
        "create_role" => json!({"name": format!("Role {column}"), "rights": []}),
        "replace_role" => json!({"role": scene.role, "name": format!("Anew {column}"), "rights": ["answer"]}),
        "remove_role" => json!({"role": scene.role}),
        "list_teams" => json!({}),
        "create_team" => json!({"name": format!("Team {column}"), "key": format!("team_{column}")}),
        "replace_team" => json!({"team": scene.team, "name": format!("Anew {column}"), "key": "returns"}),
        "remove_team" => json!({"team": scene.team}),
        "get_assignment" => json!({}),
        "set_assignment" => json!({"rule": "round_robin"}),
        "list_followed" => json!({}),
        "follow_conversation" | "unfollow_conversation" => json!({"conversation": conversation}),
        "get_queue_place" | "get_wait" | "get_customer_retention" => json!({"conversation": conversation}),
        "set_availability" => json!({"away": true}),
        "list_rules" | "list_rule_runs" => json!({}),
        "create_rule" => rule(),
        "replace_rule" => with(rule(), "rule", &scene.rule),
        "remove_rule" => json!({"rule": scene.rule}),
        "order_rules" => json!({"rules": [scene.rule]}),
        "backtest_rule" => json!({"rule": rule()}),
        "list_scheduled" => json!({"conversation": conversation}),
        "schedule_reply" => {
            let (name, body) = (uuid::Uuid::new_v4(), json!({"v": 1, "text": "later"}));
            json!({"conversation": conversation, "client_id": name, "body": body, "at": "tomorrow"})
        }
        "change_scheduled" => {
            let body = json!({"v": 1, "text": "later still"});
            json!({"conversation": conversation, "reply": scene.scheduled, "body": body, "at": "tomorrow"})
        }
        "send_scheduled" | "cancel_scheduled" => json!({"conversation": conversation, "reply": scene.scheduled}),
        "list_disputes" => json!({"conversation": conversation}),
        "open_dispute" => {
            json!({"conversation": conversation, "client_id": uuid::Uuid::new_v4(), "text": "It came broken."})
        }
        "get_dispute" => json!({"conversation": conversation, "dispute": scene.dispute}),
        "take_dispute_step" => json!({"conversation": conversation, "dispute": scene.dispute,
            "client_id": uuid::Uuid::new_v4(), "step": "state", "text": "Both of them."}),
        "decide_dispute" => json!({"conversation": conversation, "dispute": scene.dispute,
            "client_id": uuid::Uuid::new_v4(), "ruling": "for_brand", "text": "It was whole when it left."}),
        "list_templates" => json!({}),
        "save_template" => json!({"template": format!("news_{column}"), "title": "News", "kind": "utility",
            "fallback": "en", "version": 0, "variants": [{"language": "en", "text": "Hello {{customer}}"}]}),
        "remove_template" => json!({"template": "hello"}),
        "preview_template" => json!({"conversation": conversation, "template": "hello"}),
        "send_template" => {
            json!({"conversation": conversation, "template": "hello", "client_id": uuid::Uuid::new_v4()})
        }
        "list_views" | "count_views" => json!({}),
        "create_view" => json!({"name": format!("View {column}"), "shared": true, "filter": {"status": ["open"]}}),
        "replace_view" => {
            let name = format!("Anew {column}");
            json!({"view": scene.view, "name": name, "shared": true, "filter": {"assignee": "me"}})
        }
        "order_views" => json!({"views": [scene.view]}),
        "remove_view" => json!({"view": scene.view}),
        "count_filtered" => json!({"filter": {"status": ["open"]}}),
        "list_bots" => json!({}),
        "create_bot" => json!({"name": format!("Bot {column}")}),
        "remove_bot" | "list_bot_versions" => json!({"bot": scene.bot}),
        "list_segments" => json!({}),
        "create_segment" => json!({"name": format!("Segment {column}"), "given": {"text": "everyone"}}),
        "replace_segment" => json!({"segment": scene.segment, "name": "All", "given": {"text": "everyone"}}),
        "remove_segment" => json!({"segment": scene.segment}),
        "list_segment" => json!({"segment": scene.segment, "name": format!("List {column}")}),
        "segment_contacts" => json!({"segment": scene.segment}),
        "segment_moves" => json!({"segment": scene.segment}),
        "change_segment_list" => json!({"segment": scene.segment}),
        "count_segment" => json!({"text": "everyone"}),
        "explain_segment" => json!({"conversation": scene.conversation, "given": {"text": "everyone"}}),
        "list_campaigns" | "get_campaign_settings" | "get_promotions" | "list_voucher_pools" => json!({}),
        "create_voucher_pool" => json!({"name": format!("Pool {column}")}),
        "add_vouchers" => json!({"pool": scene.pool, "codes": [format!("CODE-{column}")]}),
        "remove_vouchers" | "remove_voucher_pool" => json!({"pool": scene.pool}),
        "list_suppressions" | "export_suppressions" => json!({}),
        "add_suppression" => json!({"kind": "email", "value": format!("nobody{column}@example.org")}),
        "add_suppressions" => json!({"csv": format!("noone{column}@example.org")}),
        "remove_suppression" => json!({"suppression": scene.suppression}),
        "export_campaign_report" => json!({"campaign": scene.campaign, "table": "variants"}),
        "create_campaign" => campaign(&format!("Campaign {column}")),
        "replace_campaign" => with(campaign("Spring"), "campaign", &scene.campaign),
        "get_campaign" | "remove_campaign" | "dry_run_campaign" | "get_campaign_progress" | "get_campaign_report" => {
            json!({"campaign": scene.campaign})
        }
        "preview_campaign" => json!({"campaign": scene.campaign, "conversation": scene.conversation}),
        "test_campaign" => json!({"campaign": scene.campaign}),
        "move_campaign" => json!({"campaign": scene.campaign, "move": "submit"}),
        "approve_campaign" => json!({"campaign": scene.waiting_campaign}),
        "set_campaign_settings" => {
            json!({"cap": 2, "cap_days": 7, "quiet_from": "21:00", "quiet_until": "09:00", "gap_hours": 24, "approval_above": 0,
                "opt_out_percent": 2, "opt_out_after": 200})
        }
        "set_promotions" => json!({"per_week": 3}),
        "list_sources" => json!({}),
        "create_source" => json!({"name": format!("Source {column}")}),
        "replace_source" => json!({"source": scene.source, "name": format!("Source {column}")}),
        "remove_source" => json!({"source": scene.source}),
        // Who is signed in has no write key, and who has one is nobody here.
        "track_identify" | "track_event" | "track_page" | "track_screen" | "track_group" | "track_alias" => {
            json!({"userId": "u-1", "event": "Seen", "groupId": "g", "previousId": "u-0"})
        }
        "track_batch" => json!({"batch": []}),
        "list_webhooks" => json!({}),
        "create_webhook" => webhook(column),
        "replace_webhook" => {
            let mut saved = webhook(column);
            saved["webhook"] = scene.webhook.as_str().into();
            saved
        }
        "remove_webhook" | "test_webhook" | "list_webhook_deliveries" => json!({"webhook": scene.webhook}),
        "resend_webhook_delivery" => json!({"webhook": scene.webhook, "delivery": "dlv_0000000000001"}),
        "get_bot_report" => json!({"bot": scene.bot, "from": "2026-09-01", "to": "2026-09-30"}),
        "list_bot_tokens" => json!({"bot": scene.own_bot}),
        "create_bot_token" => json!({"bot": scene.own_bot, "name": format!("Server {column}")}),
        "revoke_bot_token" => json!({"bot": scene.own_bot, "token": scene.bot_token}),
        "set_own_bot" => json!({"bot": scene.own_bot, "on": false, "patience_seconds": 60 + column}),
        "hand_over" => json!({"conversation": conversation, "summary": "Wants a refund"}),
        "publish_bot" => json!({"bot": scene.bot, "source": FLOW}),
        "get_bot_version" => json!({"bot": scene.bot, "version": 1}),
        "check_flow" => json!({"source": FLOW}),
        "simulate_flow" => json!({"source": FLOW, "inputs": [{"kind": "text", "text": "hello"}]}),
        "set_bot_live" => json!({"bot": scene.bot, "version": 1}),
        "remove_reply" => json!({"reply": scene.reply}),
        "get_hours" => json!({}),
        "get_survey" | "get_service_levels" | "get_closing" | "get_model" | "get_wait_settings" | "get_retention"
        | "list_audit" => {
            json!({})
        }
        "set_retention" => json!({"conversations_days": 365}),
        "preview_retention" => json!({"conversations_days": 365}),
        "set_service_levels" => json!({"policies": [], "warning_percent": 25}),
        "set_model" => json!({"drafts": false, "translations": false, "answers": false}),
        "draft_reply" => json!({"conversation": conversation}),
        "translate" => json!({"conversation": conversation, "seq": 1, "language": "de"}),
        "set_closing" => json!({"is_on": false, "days": 7, "message": ""}),
        "set_wait_settings" => json!({"told": "after_bots", "language": "en"}),
        "set_survey" => json!({
            "is_on": false, "question": "How was it?", "answers": ["1", "2", "3", "4", "5"],
            "thanks": "", "remark": "", "delay_minutes": 5, "quiet_days": 0,
        }),
        "set_hours" => json!({"zone": "Europe/Berlin"}),
        "get_report" | "get_member_report" | "get_label_report" | "get_level_report" => {
            json!({"from": "2026-09-01", "to": "2026-09-30"})
        }
        // Something that another did, which agents do not see.
        "list_report_tickets" => {
            json!({"from": "2026-09-01", "to": "2026-09-30", "figure": "resolved", "member": scene.colleague})
        }
        "export_report" => json!({"from": "2026-09-01", "to": "2026-09-30", "table": "members"}),
        "list_articles" | "list_unanswered_questions" => json!({}),
        "create_article" => json!({"text": article(column)}),
        "import_articles" => {
            json!({"articles": [{"source": "a.md", "text": article(column)}], "publish": true, "dry_run": true})
        }
        "get_article" | "list_article_versions" => json!({"article": scene.article}),
        "replace_article" => json!({"article": scene.article, "text": article(column)}),
        "publish_article" => json!({"article": scene.article, "version": 1}),
        "withdraw_article" | "remove_article" => json!({"article": scene.article}),
        "ask_knowledge" => json!({"question": "How long can I return it?"}),
        "dismiss_question" => json!({"question": scene.question}),
        "list_conversation_tickets" | "read_journal" | "get_conversation" | "read_events" | "typing" => {
            json!({"conversation": conversation})
        }
        "send_message" => {
            let mut message = crate::request::message("from the matrix");
            message["conversation"] = conversation.as_str().into();
            message
        }
        "upload_attachment" => {
            json!({"conversation": conversation, "name": "lamp.png", "client_id": uuid::Uuid::new_v4()})
        }
        "get_attachment" => json!({"conversation": conversation, "attachment": scene.attachment}),
        "mark_read" => json!({"conversation": conversation, "seq": 1}),
        "save_draft" => json!({"conversation": conversation, "text": "I was about to"}),
        "watch" => json!({"accounts": [scene.phone.account]}),
        "sync" => json!({"since": "000000000000feed.0"}),
        "ack" => json!({"cursor": "000000000000feed.0"}),
        unknown => panic!("{unknown} is new: give it a row in the policy matrix"),
    }
}

fn article(column: usize) -> Value {
    json!({"title": "Returns", "language": "en", "markdown": format!("Within {} days.", 30 + column)})
}

/// An address that may be called and leads nowhere.
fn webhook(column: usize) -> Value {
    json!({"url": format!("https://webhooks.invalid/{column}"), "events": ["message.created"], "on": false})
}

pub(super) fn rule() -> Value {
    json!({
        "name": "Hello is low", "is_on": false, "when": {"kind": "customer_wrote"},
        "if": {"kind": "words", "any": ["hello"]}, "then": [{"kind": "set_priority", "priority": "low"}],
    })
}

/// A campaign for everyone who agreed.
pub(super) fn campaign(name: &str) -> Value {
    json!({"name": name, "audience": {"text": "everyone"}, "topic": "offers", "fallback": "en",
        "variants": [{"share": 1, "texts": [{"language": "en", "text": "Roses"}]}]})
}

fn with(mut json: Value, name: &str, value: &str) -> Value {
    json[name] = value.into();
    json
}
