//! The stage: Ada and Grace have a conversation, Mallory knows neither.

use subrosa_access::Actor;

use crate::node::{Node, Person};

/// Who calls. Everything that is called for is Ada's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Mallory.
    Stranger,
    SignedOut,
    /// Ada, on a device that was signed out.
    Revoked,
    /// Grace.
    Other,
    /// Ada.
    Owner,
    /// Ada, when Grace's account is disabled.
    OwnerAlone,
    /// Ada, when her own account is disabled.
    Disabled,
}

impl Role {
    /// All of them; each changes the scene for those behind it.
    pub(super) const ALL: [Self; 7] =
        [Self::Stranger, Self::SignedOut, Self::Revoked, Self::Other, Self::Owner, Self::OwnerAlone, Self::Disabled];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::SignedOut => "signed out",
            Self::Revoked => "revoked device",
            Self::Other => "other party",
            Self::Owner => "owner",
            Self::OwnerAlone => "owner, other disabled",
            Self::Disabled => "disabled",
        }
    }
}

pub(super) const PASSWORD: &str = "correct horse battery";

/// A flow that is as short as can be.
pub(super) const FLOW: &str = r#"{"v": 1, "name": "Shop", "language": "en", "start": "end", "triggers": {"always": true}, "nodes": {"end": {"end": {}}}}"#;

pub(super) struct Scene {
    pub(super) node: Node,
    pub(super) conversation: String,
    /// One more device of Ada.
    pub(super) phone: Person,
    pub(super) avatar: String,
    /// A brand that has nothing to do with them; or, in a scene at a brand, that one.
    pub(super) brand: String,
    /// A member of that brand with the role of an analyst.
    pub(super) colleague: String,
    /// A saved reply of that brand.
    pub(super) reply: String,
    /// A role of that brand's own, which nobody has.
    pub(super) role: String,
    /// A team of that brand.
    pub(super) team: String,
    /// A rule of that brand.
    pub(super) rule: String,
    /// A reply that waits in the conversation with that brand.
    pub(super) scheduled: String,
    /// A dispute in the conversation with that brand.
    pub(super) dispute: String,
    /// A view of that brand, which all its members have.
    pub(super) view: String,
    /// A bot of that brand, with one version.
    pub(super) bot: String,
    /// A program of that brand's own, and a token of it.
    pub(super) own_bot: String,
    pub(super) bot_token: String,
    /// An address of that brand's that is told what happens.
    pub(super) webhook: String,
    pub(super) source: String,
    pub(super) segment: String,
    /// A draft of that brand, and a campaign that waits for another member.
    pub(super) campaign: String,
    pub(super) waiting_campaign: String,
    /// A pool of vouchers of that brand.
    pub(super) pool: String,
    /// Somebody to whom no campaign of that brand writes.
    pub(super) suppression: String,
    /// An article of that brand.
    pub(super) article: String,
    /// A file of a message in the conversation with that brand.
    pub(super) attachment: String,
    /// A question to which that brand had no answer.
    pub(super) question: String,
}

impl Scene {
    /// Sets the scene for one row. What takes long is only there where the row needs it.
    pub(super) async fn set(name: &str) -> Self {
        let node = Node::start().await;
        let needs_password = matches!(name, "sign_in" | "change_password");
        let mut people = Vec::new();
        for handle in ["ada", "grace", "mallory"] {
            let person = if needs_password {
                node.person_with_password(handle, PASSWORD).await
            } else {
                node.person(handle).await
            };
            people.push(person);
        }
        let conversation = node.conversation(&people[0], &people[1], &["hello", "hello yourself"]).await;
        let phone = node.device("ada").await;
        let avatar = if name == "get_avatar" {
            let set = node.request(reqwest::Method::PUT, "/v1/me/avatar").by(&people[0]);
            let me = set.body("image/png", picture()).send().await.expect(200).body;
            me["avatar"].as_str().expect("a hash").to_owned()
        } else {
            String::new()
        };
        let absent = |prefix: &str| format!("{prefix}0000000000001");
        let (brand, colleague, reply, bot) = (absent("acc_"), absent("acc_"), absent("rpl_"), absent("acc_"));
        let (article, question, team, rule, view) =
            (absent("art_"), absent("qst_"), absent("tem_"), absent("rul_"), absent("viw_"));
        let role = absent("rol_");
        let (own_bot, bot_token) = (absent("acc_"), absent("dev_"));
        let (webhook, scheduled, dispute) = (absent("whk_"), absent("sch_"), absent("dsp_"));
        let (source, segment) = (absent("src_"), absent("seg_"));
        let (campaign, waiting_campaign, pool) = (absent("cmp_"), absent("cmp_"), absent("vch_"));
        let suppression = absent("sup_");
        Self {
            node,
            conversation,
            phone,
            avatar,
            brand,
            colleague,
            reply,
            rule,
            scheduled,
            dispute,
            role,
            team,
            view,
            bot,
            own_bot,
            bot_token,
            webhook,
            source,
            segment,
            campaign,
            waiting_campaign,
            pool,
            suppression,
            article,
            attachment: absent("att_"),
            question,
        }
    }

    /// The caller, on a device of their own.
    pub(super) async fn caller(&self, role: Role) -> Option<Person> {
        match role {
            Role::Stranger => Some(self.node.device("mallory").await),
            Role::SignedOut => None,
            Role::Revoked => {
                let ada = self.node.device("ada").await;
                self.node.messaging.revoke_device(&ada.actor(), ada.device).await.expect("her own device");
                Some(ada)
            }
            Role::Other => Some(self.node.device("grace").await),
            Role::Owner => Some(self.node.device("ada").await),
            Role::OwnerAlone => {
                self.disable("grace").await;
                Some(self.node.device("ada").await)
            }
            Role::Disabled => {
                let ada = self.node.device("ada").await;
                self.disable("ada").await;
                Some(ada)
            }
        }
    }

    async fn disable(&self, handle: &str) {
        self.node.messaging.set_disabled(&Actor::Operator, handle, true).await.expect("disabled");
    }
}

/// A small PNG.
pub(crate) fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(16, 16, image::Rgb([160, 20, 80]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}
