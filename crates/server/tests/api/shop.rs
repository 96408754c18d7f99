//! A brand in a test, and those who work for it.

use reqwest::Method;
use serde_json::json;
use subrosa_proto::AccountId;

use crate::node::{Node, Person};

impl Node {
    /// A brand called `shop`, made by a person; the same person, who acts for it.
    pub(crate) async fn shop(&self, owner: &Person) -> Person {
        let made = json!({"handle": "shop", "display_name": "The Shop"});
        let made = self.post("/v1/brands").by(owner).json(&made).send().await.expect(201);
        owner.clone().acting_for(made.body["account"]["id"].as_str().expect("an id").parse().expect("an id"))
    }

    /// A new person with a role at the brand that the owner acts for, invited and joined; they act for it.
    pub(crate) async fn member(&self, owner: &Person, handle: &str, role: &str) -> Person {
        let person = self.person(handle).await;
        self.invite(owner, handle, role).await;
        let brand = owner.brand();
        let path = format!("/v1/brands/{brand}/membership");
        self.request(Method::PUT, &path).by(&person).send().await.expect(204);
        person.acting_for(brand)
    }

    /// Invites a person.
    pub(crate) async fn invite(&self, owner: &Person, handle: &str, role: &str) {
        let invitation = json!({"handle": handle, "role": role});
        self.post("/v1/brand/members").by(owner).json(&invitation).send().await.expect(201);
    }
}

impl Person {
    /// The brand that they act for.
    pub(crate) fn brand(&self) -> AccountId {
        self.acting_for.expect("acts for a brand")
    }

    /// The same person, for themselves.
    pub(crate) fn alone(mut self) -> Self {
        self.acting_for = None;
        self
    }

    /// Who is signed in, and for whom they act, as headers.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        let token = ("authorization", format!("Bearer {}", self.token));
        let brand = self.acting_for.map(|brand| ("subrosa-account", brand.to_string()));
        std::iter::once(token).chain(brand).collect()
    }
}
