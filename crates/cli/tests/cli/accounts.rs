//! Accounts, tokens and invites, with and without a running server.

use std::io::Write;
use std::process::Stdio;

use subrosa_client::Http;
use subrosa_proto::ErrorCode;
use subrosa_proto::account::{SignIn, SignUp};

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

fn sign_in(server: &Server, handle: &str, password: &str) -> Result<(), Option<ErrorCode>> {
    let request = SignIn {
        handle: handle.to_owned(),
        password: password.to_owned(),
        code: None,
        passkey: None,
        device_name: None,
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let http = Http::new(&server.url()).expect("an address");
    runtime.block_on(http.sign_in(&request)).map(drop).map_err(|error| error.code())
}

#[test]
fn the_same_work_with_and_without_a_server() {
    for with_server in [false, true] {
        let scratch = Scratch::new();
        let _server = with_server.then(|| Server::start(&scratch, &[]));
        assert_seen!("account_create", scratch.run(&["account", "create", "@Ada", "--name", "Ada Lovelace"]));
        assert_seen!("account_taken", scratch.run(&["account", "create", "ada"]));
        assert_seen!("account_bad_handle", scratch.run(&["account", "create", "a"]));
        scratch.ok(&["account", "create", "robot", "--no-password", "--bio", "beep"]);
        assert_seen!("account_disable", scratch.run(&["account", "disable", "ada"]));
        assert_seen!("account_list", scratch.run(&["account", "list"]));
        assert_seen!("account_enable", scratch.run(&["account", "enable", "ada"]));
        assert_seen!("account_unknown", scratch.run(&["account", "disable", "nobody"]));
        assert_seen!("account_invite", scratch.run(&["account", "invite", "--uses", "3"]));
        assert_seen!("token_create", scratch.run(&["token", "create", "robot"]));
        let handles: Vec<String> = scratch
            .ok(&["account", "list", "--json"])
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["handle"].to_string())
            .collect();
        assert_eq!(handles, ["\"ada\"", "\"robot\""]);
    }
}

#[test]
fn an_empty_store_has_no_accounts() {
    let scratch = Scratch::new();
    scratch.ok(&["account", "invite"]);
    assert_eq!(scratch.ok(&["account", "list"]), "There are no accounts yet.\n");
}

#[test]
fn what_is_printed_signs_in() {
    let scratch = Scratch::new();
    let made = scratch.json(&["account", "create", "ada", "--json"]);
    let password = made["password"].as_str().expect("a password");
    let server = Server::start(&scratch, &[]);
    assert_eq!(sign_in(&server, "ada", password), Ok(()));
    assert_eq!(sign_in(&server, "ada", "something else"), Err(Some(ErrorCode::SignInFailed)));
    scratch.ok(&["account", "disable", "ada"]);
    assert_eq!(sign_in(&server, "ada", password), Err(Some(ErrorCode::AccountDisabled)));
}

#[test]
fn a_password_of_ones_own_is_read_and_not_shown() {
    let scratch = Scratch::new();
    let mut command = scratch.command(&["account", "create", "ada", "--password-stdin"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("an input").write_all(b"correct horse\n").expect("it reads");
    assert_seen!("account_password_stdin", scratch.done(child.wait_with_output().expect("it ends")));
    let server = Server::start(&scratch, &[]);
    assert_eq!(sign_in(&server, "ada", "correct horse"), Ok(()));
}

#[test]
fn an_invite_lets_someone_in_once() {
    let scratch = Scratch::new();
    let server = Server::start(&scratch, &[("SUBROSA_SIGN_UP", "invite")]);
    let invite = scratch.json(&["account", "invite", "--json"])["invite"].as_str().map(str::to_owned);
    let sign_up = |handle: &str| SignUp {
        handle: handle.to_owned(),
        password: "correct horse".to_owned(),
        display_name: None,
        invite: invite.clone(),
        device_name: None,
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let http = Http::new(&server.url()).expect("an address");
    runtime.block_on(http.sign_up(&sign_up("ada"))).expect("the invite is good");
    let again = runtime.block_on(http.sign_up(&sign_up("grace"))).expect_err("it was used");
    assert_eq!(again.code(), Some(ErrorCode::InviteRequired));
}

#[test]
fn who_lost_their_codes_is_let_in_by_the_operator() {
    let scratch = Scratch::new();
    scratch.ok(&["account", "create", "ada", "--no-password"]);
    let nothing = scratch.run(&["account", "reset-second-factor", "ada"]);
    assert!(nothing.code == 1 && nothing.err.contains("no second factor"), "{}", nothing.err);
}

#[test]
fn the_bio_is_checked_like_everyone_elses() {
    let scratch = Scratch::new();
    let done = scratch.run(&["account", "create", "ada", "--bio", &"x".repeat(301)]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("text_invalid"), "{}", done.err);
}
