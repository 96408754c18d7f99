//! One address in front of several servers: each connection goes to the next server that takes it. Bytes pass as they are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use crate::Outcome;

/// Takes connections at an address until it is dropped.
///
/// # Errors
/// When the address is taken.
pub async fn serve(address: &str, servers: Vec<String>) -> Outcome<()> {
    let listener = TcpListener::bind(address).await.map_err(|error| format!("{address}: {error}"))?;
    let (servers, next) = (Arc::new(servers), Arc::new(AtomicUsize::new(0)));
    loop {
        let (client, _) = listener.accept().await?;
        let (servers, first) = (Arc::clone(&servers), next.fetch_add(1, Ordering::Relaxed));
        tokio::spawn(pass(client, servers, first));
    }
}

async fn pass(mut client: TcpStream, servers: Arc<Vec<String>>, first: usize) {
    for try_at in 0..servers.len() {
        if let Ok(mut server) = TcpStream::connect(&servers[(first + try_at) % servers.len()]).await {
            let _nodelay = (client.set_nodelay(true), server.set_nodelay(true));
            // Either side may hang up at any time.
            let _ended = copy_bidirectional(&mut client, &mut server).await;
            return;
        }
    }
}
