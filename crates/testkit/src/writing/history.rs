//! A conversation's log as the server has it, read page by page by `seq`.

use subrosa_client::{Error, Http, Token};
use subrosa_proto::ConversationId;
use subrosa_proto::event::{Event, PageRequest};
use subrosa_proto::limits::PAGE_EVENTS;

/// One conversation, and the token of someone who may read it.
#[derive(Clone)]
pub struct History {
    pub token: Token,
    pub conversation: ConversationId,
}

impl History {
    /// The whole log.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub async fn log(&self, url: &str) -> Result<Vec<Event>, Error> {
        self.read_between(url, 0, i64::MAX).await
    }

    /// The events behind one `seq` and in front of another.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub async fn read_between(&self, url: &str, mut after: i64, until: i64) -> Result<Vec<Event>, Error> {
        let http = Http::new(url)?.with_token(self.token.clone());
        let mut events = Vec::new();
        while after + 1 < until {
            let request = PageRequest { after: Some(after), limit: Some(PAGE_EVENTS), ..PageRequest::default() };
            let page = http.events(self.conversation, &request).await?.events;
            let Some(last) = page.last() else { break };
            after = last.seq;
            events.extend(page.into_iter().filter(|event| event.seq < until));
        }
        Ok(events)
    }
}
