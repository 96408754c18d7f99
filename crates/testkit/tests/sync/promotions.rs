//! Campaigns at a brand, for the property of sync: sent to whoever agrees, and taken back from whoever has not read them.

use std::sync::{Arc, Mutex};

use subrosa_access::Actor;
use subrosa_desk::zone::Zone;
use subrosa_engage::Engage;
use subrosa_messaging::campaigns::{Promotion, Saying};
use subrosa_messaging::{Messaging, Observation};
use subrosa_proto::campaign::{CampaignMove, CampaignSettings, PromotionBudget, SaveCampaign};
use subrosa_proto::consent::{SaveTopic, SetPreference};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::{CampaignId, ConversationId, ErrorCode, Timestamp};
use subrosa_testkit::injected::ManualClock;
use subrosa_testkit::stores::{Kind, TestStore};

use crate::world;

/// Lets as much through as a brand can say.
pub(crate) async fn open(engage: &Engage, member: &Actor) {
    let topic = SaveTopic { label: "Offers".to_owned(), description: String::new(), is_archived: false };
    engage.save_topic(member, "offers".to_owned(), topic).await.expect("a topic");
    let settings = CampaignSettings {
        cap: 100,
        gap_hours: 0,
        quiet_from: "00:00".to_owned(),
        quiet_until: "00:00".to_owned(),
        ..CampaignSettings::default()
    };
    engage.set_campaign_settings(member, settings).await.expect("settings");
}

/// Sends one to all who agree; where something speaks against it now, it is sent with a later one, or never.
pub(crate) async fn promote(messaging: &Messaging, (customer, member): (&Actor, &Actor), conversation: ConversationId) {
    let engage = Engage::new(messaging.clone());
    let topics = engage.preferences(customer, conversation).await.expect("topics").topics;
    let wanted = SetPreference { is_on: true, text: topics.first().map(|topic| topic.text.clone()) };
    engage.set_preference(customer, conversation, "offers".to_owned(), wanted).await.expect("agrees");
    engage.set_promotion_budget(customer, PromotionBudget { per_week: 100 }).await.expect("wants all");
    let campaign: SaveCampaign = serde_json::from_str(
        r#"{"name": "Roses", "audience": {"text": "everyone"}, "topic": "offers", "fallback": "en", "holdout_percent": 0,
            "variants": [{"share": 1, "texts": [{"language": "en", "text": "Roses are in"}]}]}"#,
    )
    .expect("a campaign");
    let draft = engage.create_campaign(member, campaign).await.expect("a draft");
    engage.move_campaign(member, draft.id, CampaignMove::Submit).await.expect("is submitted");
    engage.run_due_campaigns().await.expect("sends");
}

/// Takes all of them back that can be.
pub(crate) async fn recall(messaging: &Messaging, member: &Actor) {
    let engage = Engage::new(messaging.clone());
    for campaign in engage.campaigns(member).await.expect("campaigns").campaigns {
        for what in [CampaignMove::Pause, CampaignMove::Recall] {
            if let Err(error) = engage.move_campaign(member, campaign.id, what).await {
                assert_eq!(error.code(), ErrorCode::InvalidParameter, "it is not running, or has not begun");
            }
        }
    }
    engage.run_due_campaigns().await.expect("takes back");
}

#[tokio::test]
async fn what_people_say_goes_before_what_campaigns_say() {
    let batches = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&batches);
    let on_batch = Arc::new(move |one: Observation| seen.lock().expect("a list").push((one.changes, one.messages)));
    let store = TestStore::open(Kind::Sqlite).await.expect("a store");
    let world = world::watched(store, Arc::new(ManualClock::default()), Some(on_batch));
    let (ada, grace) = (world.person("ada").await, world.person("grace").await);
    let with = StartConversation { handle: "grace".to_owned() };
    let (held, _) = world.messaging.start_conversation(&ada, with).await.expect("starts");
    let (conversation, other) = (held.conversation.id, ConversationId::new(1));
    batches.lock().expect("a list").clear();
    // Of a campaign that is none: what counts is when it is looked at.
    let promotion = Promotion {
        campaign: CampaignId::new(1),
        brand: ada.account().expect("a person"),
        customer: grace.account().expect("a person"),
        occurrence: 0,
        message: 0,
        begins_journey: false,
        topic: "offers".to_owned(),
        body: Ok(Saying::Nothing),
        planned_for: Timestamp::from_microseconds(0),
        told_since: Timestamp::from_microseconds(0),
        zone: Zone::named("UTC").expect("a zone"),
        settings: Arc::new(CampaignSettings::default()),
    };
    let campaign = world.messaging.promote(other, promotion).expect("waits");
    let word = world.messaging.send_message(&ada, conversation, &world::message(1, "Hi")).expect("waits");
    // There is no such conversation.
    campaign.await.expect_err("is not sent");
    word.await.expect("is said");
    assert_eq!(*batches.lock().expect("a list"), [(1, 1), (1, 0)], "changes and messages of each batch");
}
