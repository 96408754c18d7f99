//! Answers every message with its own words: `PASSWORD=… echo https://chat.example HANDLE`.

use std::env;
use std::error::Error;

use subrosa_client::outbox::FileOutbox;
use subrosa_client::proto::Body;
use subrosa_client::proto::account::SignIn;
use subrosa_client::{Client, Http};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).ok_or("the server's address is missing")?;
    let handle = env::args().nth(2).ok_or("the account's handle is missing")?;
    let sign_in =
        SignIn { handle, password: env::var("PASSWORD")?, code: None, passkey: None, device_name: Some("echo".into()) };
    let session = Http::new(&address)?.sign_in(&sign_in).await?;
    let me = session.account.id;

    let outbox = FileOutbox::open("echo.outbox.jsonl")?;
    let client = Client::builder(address).token(session.token).outbox(outbox).connect().await?;
    let mut events = client.events();
    while let Some(event) = events.next().await {
        for (conversation, message) in event.news().filter(|(_, message)| message.author != me) {
            let body: Body = serde_json::from_str(message.body.get())?;
            client.queue(conversation, &body).await?;
            client.mark_read(conversation, message.seq).await?;
        }
    }
    Ok(())
}
