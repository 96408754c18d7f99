//! The REST side against a server that answers as each test says: what is tried again, under which key, and what is
//! not.

use subrosa_client::proto::account::SignIn;
use subrosa_client::proto::conversation::ListRequest;
use subrosa_client::proto::{ErrorCode, Problem};
use subrosa_client::{Error, Http};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::peer::within;

/// Answers one request after the other and returns what was asked.
async fn serve(listener: &TcpListener, answers: &[(u16, String)]) -> Vec<String> {
    let mut asked = Vec::new();
    for (status, body) in answers {
        let (mut stream, _) = within(listener.accept()).await.expect("a connection");
        let mut request = Vec::new();
        while !is_whole(&request) {
            let mut part = [0; 4096];
            let length = within(stream.read(&mut part)).await.expect("a request");
            request.extend_from_slice(&part[..length]);
        }
        asked.push(String::from_utf8(request).expect("text"));
        let head = format!(
            "HTTP/1.1 {status} -\r\nconnection: close\r\nlocation: /elsewhere\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all((head + body).as_bytes()).await.expect("the client reads");
    }
    asked
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = header(head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    body.len() >= length
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)))
        .map(|(_, value)| value)
}

async fn server() -> (TcpListener, Http) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}/below", listener.local_addr().expect("an address"));
    (listener, Http::new(&address).expect("an address"))
}

fn problem(code: ErrorCode, retry_after: Option<u32>) -> (u16, String) {
    let problem = Problem { retry_after, ..Problem::new(code) };
    (code.status(), serde_json::to_string(&problem).expect("a problem"))
}

#[tokio::test]
async fn creating_is_tried_again_under_the_same_key() {
    let (listener, http) = server().await;
    let session = r#"{"token":"a-secret","device":"dev_0000000000001",
        "account":{"id":"acc_0000000000001","handle":"ada","display_name":"Ada","bio":""}}"#;
    let answers = [problem(ErrorCode::Overloaded, None), (502, "<html>".into()), (201, session.into())];
    let sign_in =
        SignIn { handle: "ada".into(), password: "correct horse".into(), code: None, passkey: None, device_name: None };
    let (session, asked) = tokio::join!(http.sign_in(&sign_in), serve(&listener, &answers));
    assert_eq!(session.expect("signed in").account.handle, "ada");
    let keys: Vec<_> = asked.iter().map(|request| header(request, "idempotency-key").expect("a key")).collect();
    assert!(keys[0].len() == 36 && keys[0] == keys[1] && keys[1] == keys[2], "{keys:?}");
    assert!(asked[0].starts_with("POST /below/v1/sessions HTTP/1.1"));
}

#[tokio::test]
async fn a_refusal_is_a_problem_and_is_not_tried_again() {
    let (listener, http) = server().await;
    let http = http.with_token("a-secret");
    let answers = [problem(ErrorCode::NotFound, None)];
    let request = ListRequest { after: Some("a&b".into()), limit: None };
    let (page, asked) = tokio::join!(http.conversations(&request), serve(&listener, &answers));
    assert_eq!(page.expect_err("refused").code(), Some(ErrorCode::NotFound));
    assert_eq!(header(&asked[0], "authorization"), Some("Bearer a-secret"));
    assert!(asked[0].starts_with("GET /below/v1/conversations?after=a%26b HTTP/1.1"));
    assert!(!format!("{http:?}").contains("secret"));
}

#[tokio::test]
async fn a_long_wait_is_left_to_the_caller() {
    let (listener, http) = server().await;
    let answers = [problem(ErrorCode::TooManyRequests, Some(60))];
    let (me, _) = tokio::join!(http.me(), serve(&listener, &answers));
    let Err(Error::Problem(problem)) = me else { panic!("not refused") };
    assert_eq!(problem.retry_after, Some(60));
}

#[tokio::test]
async fn a_redirect_does_not_carry_the_token_away() {
    let (listener, http) = server().await;
    let answers = [(302, String::new())];
    let (me, _) = tokio::join!(http.me(), serve(&listener, &answers));
    assert!(matches!(me, Err(Error::Status(302))), "the redirect itself is the answer");
}
