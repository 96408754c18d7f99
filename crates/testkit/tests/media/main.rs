//! Pictures outside of the store, in a folder and in a real S3: kept while they are shown, removed when they are not, and nothing
//! breaks while their place is away.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod world;

use std::time::Duration;

use subrosa_access::Actor;
use subrosa_messaging::Messaging;
use subrosa_proto::event::SendMessage;
use subrosa_proto::{Body, ClientId, ErrorCode};
use subrosa_testkit::s3::S3;
use subrosa_testkit::stores::Kind;
use world::{HOUR, Place, World, picture};

#[tokio::test]
async fn in_a_folder_a_picture_is_kept_while_it_is_shown() {
    kept_while_shown(&World::open(Kind::Sqlite, &Place::folder()).await).await;
}

#[tokio::test]
async fn in_s3_a_picture_is_kept_while_it_is_shown() {
    let s3 = S3::start().await.expect("an S3");
    kept_while_shown(&World::open(Kind::Postgres, &Place::bucket(&s3)).await).await;
}

async fn kept_while_shown(world: &World) {
    let messaging = &world.messaging;
    let ada = world.person("ada").await;
    let first = set(messaging, &ada, 1).await;
    assert!(is_jpeg(&messaging.avatar(&ada, first.clone()).await.expect("is shown")));
    world.clock.forward(HOUR * 48);
    assert_eq!(messaging.remove_old_files().await, Ok(0), "it is shown, so it stays");

    let second = set(messaging, &ada, 2).await;
    assert_ne!(first, second);
    world.clock.forward(HOUR * 23);
    assert_eq!(messaging.remove_old_files().await, Ok(0), "a backup of today may name it");
    assert!(messaging.avatar(&ada, first.clone()).await.is_ok());
    world.clock.forward(HOUR);
    assert_eq!(messaging.remove_old_files().await, Ok(1));
    assert_eq!(missing(messaging, &ada, &first).await, ErrorCode::NotFound);
    assert!(messaging.avatar(&ada, second.clone()).await.is_ok());

    assert_eq!(messaging.remove_avatar(&ada).await.expect("is removed").profile.avatar, None);
    world.clock.forward(HOUR * 24);
    assert_eq!(messaging.remove_old_files().await, Ok(1));
    assert_eq!(missing(messaging, &ada, &second).await, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_file_is_kept_outside_for_a_day_or_with_its_message() {
    let place = Place::folder();
    let world = World::open(Kind::Sqlite, &place).await;
    let (ada, conversation) = world.customer().await;
    let (said, never) = (world.upload(&ada, conversation, 1).await, world.upload(&ada, conversation, 2).await);
    assert_eq!(place.files("attachments"), 2);
    let body = Body { attachments: vec![said.clone()], ..Body::text("") };
    let body = serde_json::value::to_raw_value(&body).expect("JSON");
    let message = SendMessage { client_id: ClientId(uuid::Uuid::from_u128(9)), body, epoch: None };
    world.messaging.send_message(&ada, conversation, &message).expect("is taken").await.expect("is sent");
    world.clock.forward(HOUR * 24);
    assert_eq!(world.messaging.remove_old_files().await, Ok(1));
    assert_eq!(place.files("attachments"), 1);
    let found = world.messaging.find_attachment(&ada, conversation, said.id).await.expect("is said");
    assert_eq!(world.messaging.content_of(&found).await.expect("is there").len(), 9);
    let gone = world.messaging.find_attachment(&ada, conversation, never.id).await.expect_err("is removed");
    assert_eq!(gone.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn one_persons_picture_is_not_anothers() {
    let world = World::open(Kind::Sqlite, &Place::folder()).await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let (hers, his) = (set(&world.messaging, &ada, 1).await, set(&world.messaging, &ben, 1).await);
    assert_ne!(hers, his, "though they are the same picture");
    world.messaging.remove_avatar(&ada).await.expect("is removed");
    world.clock.forward(HOUR * 24);
    assert_eq!(world.messaging.remove_old_files().await, Ok(1));
    assert!(world.messaging.avatar(&ada, his).await.is_ok());
}

#[tokio::test]
async fn while_s3_is_away_nothing_is_lost_and_people_are_told_to_wait() {
    let mut s3 = S3::start().await.expect("an S3");
    let world = World::open(Kind::Sqlite, &Place::bucket(&s3)).await;
    let messaging = &world.messaging;
    let ada = world.person("ada").await;
    let shown = set(messaging, &ada, 1).await;
    s3.kill();
    let refused = messaging.set_avatar(&ada, picture(2)).await.expect_err("can't be written");
    assert_eq!(refused.code(), ErrorCode::StorageUnavailable);
    assert_eq!(missing(messaging, &ada, &shown).await, ErrorCode::StorageUnavailable);
    assert_eq!(messaging.me(&ada).await.expect("is there").profile.avatar.as_ref(), Some(&shown));

    s3.resume().await.expect("comes back");
    let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
    // It answers before all of its parts have found each other.
    while messaging.avatar(&ada, shown.clone()).await.is_err() {
        assert!(tokio::time::Instant::now() < deadline, "S3 did not find its pictures again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // What could not be written was noted before, and is looked for.
    world.clock.forward(HOUR);
    assert_eq!(messaging.remove_old_files().await, Ok(1));
    assert!(messaging.avatar(&ada, shown).await.is_ok());
}

#[tokio::test]
async fn pictures_from_before_stay_in_the_store() {
    let within = World::open(Kind::Sqlite, &Place::Database).await;
    let ada = within.person("ada").await;
    let old = set(&within.messaging, &ada, 1).await;
    let world = within.moved_to(&Place::folder()).await;
    assert!(is_jpeg(&world.messaging.avatar(&ada, old.clone()).await.expect("is shown")));
    let new = set(&world.messaging, &ada, 2).await;
    assert!(world.messaging.avatar(&ada, new).await.is_ok());
    assert_eq!(missing(&world.messaging, &ada, &old).await, ErrorCode::NotFound, "gone with the change, as ever");
}

#[tokio::test]
async fn what_one_server_keeps_another_shows() {
    let s3 = S3::start().await.expect("an S3");
    let one = World::open(Kind::Postgres, &Place::bucket(&s3)).await;
    let other = one.another(&Place::bucket(&s3)).await;
    let ada = one.person("ada").await;
    let shown = set(&one.messaging, &ada, 1).await;
    assert!(is_jpeg(&other.avatar(&ada, shown.clone()).await.expect("is shown")));
    let _replaced = set(&other, &ada, 2).await;
    one.clock.forward(HOUR * 24);
    let (here, there) = tokio::join!(one.messaging.remove_old_files(), other.remove_old_files());
    assert_eq!(here.expect("removes") + there.expect("removes"), 1, "one of them removed it");
}

/// Sets a picture; its name.
async fn set(messaging: &Messaging, actor: &Actor, shade: u8) -> String {
    let me = messaging.set_avatar(actor, picture(shade)).await.expect("is set");
    me.profile.avatar.expect("a picture")
}

async fn missing(messaging: &Messaging, actor: &Actor, name: &str) -> ErrorCode {
    messaging.avatar(actor, name.to_owned()).await.expect_err("is not there").code()
}

fn is_jpeg(picture: &[u8]) -> bool {
    picture.starts_with(&[0xff, 0xd8, 0xff])
}
