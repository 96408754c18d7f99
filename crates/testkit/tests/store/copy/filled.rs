//! A store with rows in every table: of each kind of value, and more than a page of most.

use subrosa_proto::account::AccountKind;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::body::Body;
use subrosa_proto::bot::{BotSource, BotVersion};
use subrosa_proto::brand::{Role, SavedReply};
use subrosa_proto::closing::ClosingSettings;
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState, Topic};
use subrosa_proto::contact::{Attribute, AttributeKind, Identity, IdentityKind, Proof};
use subrosa_proto::conversation::ConversationKind;
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::dispute::{Dispute, DisputeDeed, DisputeSide, DisputeStep};
use subrosa_proto::hours::BusinessHours;
use subrosa_proto::inbox::TicketOrder;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::level::{LevelClock, LevelHours, LevelTarget, Promise, ServiceLevels};
use subrosa_proto::model::ModelUses;
use subrosa_proto::report::Figure;
use subrosa_proto::retention::RetentionSettings;
use subrosa_proto::sending::{IfCustomerWrites, ScheduledReply, SendingReason};
use subrosa_proto::shop::ShopKind;
use subrosa_proto::sign_on::Provider;
use subrosa_proto::survey::SurveySettings;
use subrosa_proto::team::{AssignmentRule, Team};
use subrosa_proto::ticket::{Priority, Thread, Ticket, TicketChange, TicketStatus};
use subrosa_proto::view::{Filter, View};
use subrosa_proto::wait::{WaitLanguage, WaitSettings, WaitTold};
use subrosa_proto::{
    AccountId, ArticleId, ClientId, ConversationId, DeviceId, JournalId, OrderId, PasskeyId, QuestionId, ReplyId,
    RoleId, RuleId, ScheduledId, TeamId, TicketId, Timestamp, ViewId,
};
use subrosa_proto::{Attachment, AttachmentId};
use subrosa_store::accounts::NewAccount;
use subrosa_store::article_vectors::{self, ArticleVectors};
use subrosa_store::attachments::{self, Uploaded};
use subrosa_store::audit::Entry;
use subrosa_store::bot_threads::BotThread;
use subrosa_store::brand_models::{self, Budget};
use subrosa_store::brand_vectors::{self, BrandVectors};
use subrosa_store::conversations::Head;
use subrosa_store::custom_events::Numbered;
use subrosa_store::devices::NewDevice;
use subrosa_store::disputes::Kept;
use subrosa_store::events::NewMessage;
use subrosa_store::jobs::Lease;
use subrosa_store::merged_contacts::Merged;
use subrosa_store::order_attempts::CountedBy;
use subrosa_store::passkeys::NewPasskey;
use subrosa_store::report_facts::NewFact;
use subrosa_store::report_sums::{Quarter, Tally};
use subrosa_store::rule_clocks::RuleClock;
use subrosa_store::rule_runs::{Details, Run};
use subrosa_store::rule_threads::RuleThread;
use subrosa_store::scheduled::Waiting;
use subrosa_store::sign_on_ways::Way;
use subrosa_store::surveys::Planned;
use subrosa_store::tickets::Saved;
use subrosa_store::{
    Db, Error, Tx, accounts, assignment, attributes, audit, availability, avatars, bot_threads, bots, brand_closing,
    brand_hours, brand_levels, brand_members, brand_retention, brand_roles, brand_surveys, brands, consents,
    contact_orders, contact_values, conversations, counters, custom_events, devices, disputes, drafts, events,
    followers, identities, invites, jobs, journal, labels, media, merged_contacts, order_attempts, orders,
    recovery_codes, replies, report_facts, report_sums, rule_attributes, rule_clocks, rule_runs, rule_threads, rules,
    scheduled, second_factors, shops, surveys, teams, templates, threads, tickets, topics, views,
};
use subrosa_store::{articles, knowledge, passkey_challenges, passkeys, unanswered};
use subrosa_store::{sign_on_links, sign_on_providers, sign_on_ways};
use uuid::Uuid;

use super::promoted::promoted;
use super::told::told;
use super::tracked::tracked;
use crate::articles::{article, text};
use crate::disputes::dispute;
use crate::orders::order;
use crate::people::{ADA, LINUS, TALK, at, message, name, person, three, write_messages};
use crate::rules::kept;
use crate::templates::template;

/// More rows than any page has.
pub(super) const MANY: i64 = 310;
/// Messages in [`TALK`].
pub(super) const MESSAGES: i64 = 250;

pub(super) async fn fill(db: &Db) {
    three(db).await;
    db.write(async |tx| {
        crowd(tx).await?;
        talks(tx).await?;
        shop(tx).await?;
        customers(tx).await?;
        shelf(tx).await?;
        rest(tx).await
    })
    .await
    .expect("rows");
}

async fn crowd(tx: &mut Tx<'_>) -> Result<(), Error> {
    for number in 1..=MANY {
        let handle = format!("someone{number}");
        let subject = format!("subject {number}");
        let account = NewAccount {
            display_name: "Ünï \u{202e} \"quoted\" \\ 🙂",
            bio: "two\nlines",
            password_hash: (number % 2 == 0).then_some("$argon2id$…"),
            platform: (number % 3 == 0).then_some(("shop", &subject)),
            kind: AccountKind::Person,
            ..person(AccountId::new(100_000 + number), &handle)
        };
        accounts::insert(tx, &account).await?;
        let token = number.to_le_bytes();
        let device = NewDevice {
            id: DeviceId::new(i64::MAX - number),
            account: account.id,
            name: "browser",
            token_hash: &token,
            request_key: (number % 2 == 0).then_some("key"),
            address_key: (number % 3 == 0).then_some(&[0, 255]),
            created_at: at(number),
        };
        devices::insert(tx, &device).await?;
        counters::take(tx, account.id, number).await?;
    }
    Ok(())
}

async fn talks(tx: &mut Tx<'_>) -> Result<(), Error> {
    write_messages(tx, MESSAGES).await?;
    let with_linus: Vec<ConversationId> = (1..=40).map(|number| ConversationId::new(2_000 + number)).collect();
    for (number, conversation) in (1..).zip(&with_linus) {
        let other = AccountId::new(100_000 + number);
        conversations::insert(tx, *conversation, ConversationKind::Direct, (LINUS, other), at(number)).await?;
        let sent = NewMessage {
            id: subrosa_proto::EventId::new(50_000 - number),
            conversation: *conversation,
            author: LINUS,
            client_id: name(number),
            // As long as a body may be, so that a transaction's bound in bytes is met.
            ..message(1, &[b'x'; 64 * 1024])
        };
        events::insert_many(tx, &[sent]).await?;
        conversations::set_heads(tx, &[Head { conversation: *conversation, head: 1, activity: at(-5) }]).await?;
        drafts::save(tx, LINUS, *conversation, "begun\n…", at(number)).await?;
    }
    drafts::save(tx, ADA, TALK, "", at(0)).await
}

/// A brand with a ticket, a note and a reply of each kind of value.
async fn shop(tx: &mut Tx<'_>) -> Result<(), Error> {
    let shop = AccountId::new(90_000);
    let conversation = ConversationId::new(3_000);
    accounts::insert(tx, &NewAccount { kind: AccountKind::VerifiedBrand, ..person(shop, "shop") }).await?;
    brands::insert(tx, shop, 60).await?;
    brand_members::insert(tx, shop, ADA, Role::Owner, (at(1), Some(at(2)))).await?;
    brand_members::insert(tx, shop, LINUS, Role::Agent, (at(1), None)).await?;
    conversations::insert(tx, conversation, ConversationKind::Business, (LINUS, shop), at(1)).await?;
    threads::insert(tx, conversation).await?;
    let thread = Thread { epoch: 2, journal: 2, ..Thread::default() };
    threads::update_many(tx, &[(conversation, &thread)]).await?;
    for number in 1..=MANY {
        let ticket = Ticket {
            id: TicketId::new(number),
            ordinal: number,
            status: TicketStatus::Snoozed,
            snoozed_until: (number % 2 == 0).then_some(at(number)),
            assignee: (number % 3 == 0).then_some(ADA),
            priority: Priority::High,
            labels: vec!["late".to_owned(), "Ünï".to_owned()],
            opened_at: at(number),
            opened_seq: number,
            waiting_since: Some(at(number)),
            team: (number % 5 == 0).then_some(TeamId::new(1)),
            queued_at: (number % 3 != 0).then_some(at(number)),
            quiet_since: (number % 5 == 0).then_some(at(number)),
            first_response_at: None,
            resolved_at: None,
            promise: (number % 2 == 0).then(|| promise(number)),
        };
        tickets::save_many(
            tx,
            &[Saved { brand: shop, conversation, ticket: &ticket, activity: at(number), stirred_at: at(number) }],
        )
        .await?;
        labels::add_many(tx, &[(shop, "late", ticket.id)]).await?;
    }
    for seq in 1..=3 {
        let entry = JournalEntry {
            seq,
            id: JournalId::new(seq),
            after: 0,
            author: ADA,
            at: at(seq),
            client_id: (seq == 2).then(|| name(seq)),
            what: Happening::Note { body: Body::text("two\nlines 🙂") },
        };
        journal::insert_many(tx, &[(conversation, seq, &entry)]).await?;
    }
    let members = vec![ADA, LINUS];
    let team = Team {
        id: TeamId::new(1),
        name: "Ünï".to_owned(),
        key: "uni".to_owned(),
        members,
        assignment: Some(AssignmentRule::BySkill),
    };
    teams::insert(tx, shop, &team).await?;
    availability::set_away(tx, shop, ADA, true, at(3)).await?;
    brand_roles::insert(tx, shop, RoleId::new(1), ("Ünï", 5)).await?;
    brand_members::set_role(tx, shop, ADA, (Role::Agent, Some(RoleId::new(1)))).await?;
    brand_members::set_capacity(tx, shop, ADA, Some(7)).await?;
    brand_members::set_skills(tx, shop, ADA, &["late".to_owned(), "Ünï".to_owned()]).await?;
    assignment::set_rule(tx, shop, AssignmentRule::RoundRobin).await?;
    followers::save(tx, (shop, ADA), conversation, 2).await?;
    assignment::set_turns(tx, shop, &[(ADA, 3)]).await?;
    bot(tx, shop).await?;
    ruled(tx, shop).await?;
    let acts = TicketChange { add_labels: vec!["Ünï".to_owned()], ..TicketChange::default() };
    for (id, then) in [(1, TicketChange::default()), (2, acts)] {
        let text = "{{customer}}…".to_owned();
        let reply = SavedReply { id: ReplyId::new(id), name: format!("thanks {id}"), text, then };
        replies::insert(tx, shop, &reply).await?;
    }
    templates::save(tx, shop, &template("news", "Ünï…")).await?;
    let filter = Filter::Label("Ünï".to_owned());
    let view = View { id: ViewId::new(1), name: "late".to_owned(), shared: true, order: TicketOrder::Oldest, filter };
    views::insert(tx, (shop, ADA), &view).await?;
    let reply = ScheduledReply {
        id: ScheduledId::new(1),
        author: ADA,
        body: Body::text("later: Ünï\n…"),
        due_at: at(9),
        if_customer_writes: IfCustomerWrites::Send,
        held: Some(SendingReason::CustomerWrote),
    };
    scheduled::save(tx, (shop, conversation), &Waiting { reply, heard: 3, epoch: 2 }).await?;
    disputed(tx, shop, conversation).await?;
    files(tx, shop, conversation).await?;
    reports(tx, shop).await
}

/// A dispute of a customer's, with steps of theirs and of time's.
async fn disputed(tx: &mut Tx<'_>, shop: AccountId, conversation: ConversationId) -> Result<(), Error> {
    let dispute = Dispute { conversation, ..dispute(1, None) };
    disputes::save(tx, shop, &dispute, Some(at(9))).await?;
    for number in 1..=3 {
        let (by, text) = ((number > 1).then_some(ADA), Some("Ünï\n…".to_owned()));
        let (deed, messages, seq) = (DisputeDeed::Stated, vec![number], Some(number));
        let step = DisputeStep { number, at: at(number), side: DisputeSide::Customer, by, deed, text, messages, seq };
        let name = ClientId(Uuid::from_u128(number.unsigned_abs().into()));
        let command = (number > 1).then_some((name, "{\"ü\":1}"));
        disputes::add_step(tx, &Kept { dispute: dispute.id, conversation, step: &step, command }).await?;
    }
    Ok(())
}

/// Files, some of them said by messages.
async fn files(tx: &mut Tx<'_>, shop: AccountId, conversation: ConversationId) -> Result<(), Error> {
    for number in 1..=9 {
        let attachment = Attachment {
            id: AttachmentId::new(number),
            name: "Rechnung für März.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: number,
            width: (number == 2).then_some(640),
            height: (number == 2).then_some(480),
        };
        let said = number % 2 == 0;
        let file = Uploaded {
            attachment,
            author: shop,
            digest: vec![0, 255],
            is_kept: number % 3 > 0,
            seq: said.then_some(number),
            remove_at: (!said).then(|| at(number)),
        };
        attachments::insert(tx, (conversation, name(number)), &file).await?;
        attachments::insert_content(tx, file.attachment.id, &[0, 255, 7]).await?;
    }
    Ok(())
}

fn promise(number: i64) -> Promise {
    let clock = LevelClock {
        target: LevelTarget::Resolution,
        hours: LevelHours::Business,
        minutes: 30,
        since: Timestamp::from_milliseconds(number),
        left: -number,
        warns_at: None,
        due_at: Some(Timestamp::from_milliseconds(number)),
        is_warned: true,
        is_breached: false,
    };
    Promise { policy: "Ünï".to_owned(), clocks: vec![clock] }
}

/// What reports read of the brand.
async fn reports(tx: &mut Tx<'_>, shop: AccountId) -> Result<(), Error> {
    let hours = BusinessHours { zone: "Asia/Kathmandu".to_owned(), ..BusinessHours::default() };
    brand_hours::save(tx, shop, &hours).await?;
    let survey = SurveySettings { is_on: true, ..SurveySettings::default() };
    brand_surveys::save(tx, shop, &survey).await?;
    brand_levels::save(tx, shop, &ServiceLevels::default()).await?;
    brand_closing::save(tx, shop, &ClosingSettings::default(), at(3)).await?;
    brand_retention::save(
        tx,
        shop,
        RetentionSettings { conversations_days: Some(400), files_days: Some(9), custom_events_days: Some(8) },
    )
    .await?;
    brand_models::save(tx, shop, ModelUses { drafts: true, ..ModelUses::default() }).await?;
    brand_models::set_aside(tx, (shop, 20_000), Budget::Model, 7, 100).await?;
    brand_models::set_aside(tx, (shop, 20_000), Budget::Embeddings, 8, 100).await?;
    brand_vectors::switch(tx, shop, true).await?;
    let came = BrandVectors { brand: shop, number: 3, model: "Ünï#1".to_owned() };
    brand_vectors::advance(tx, &came, at(5)).await?;
    for number in 1..=20 {
        let vectors = vec![u8::try_from(number).unwrap_or(0); 3_000];
        let made = ArticleVectors { article: ArticleId::new(number), version: number, passages: 2, vectors };
        article_vectors::save(tx, shop, "Ünï#1", &made).await?;
    }
    threads::set_remark_until(tx, ConversationId::new(3_000), Some(at(3))).await?;
    threads::set_replies(tx, ConversationId::new(3_000), (Some(at(3)), 2)).await?;
    threads::set_wait_told(tx, &[ConversationId::new(3_000)], at(4)).await?;
    brands::set_wait(tx, shop, WaitSettings { told: WaitTold::Always, language: WaitLanguage::Ar }).await?;
    for number in 1..=MANY {
        let quarter = Quarter { quarter: number, received: number, ..Quarter::default() };
        report_sums::add_quarters(tx, &[(shop, quarter)]).await?;
        let (subject, count) = (if number % 2 == 0 { "Ünï" } else { "" }, -number);
        let tally =
            Tally { measure: 9, grain: 2, bucket: number, subject: subject.to_owned(), bin: 3, count, total: 5 };
        report_sums::add_tallies(tx, &[(shop, tally)]).await?;
        let fact = NewFact {
            brand: shop,
            figure: Figure::Resolved,
            label: subject,
            at: at(number),
            id: number,
            ticket: TicketId::new(number),
            member: (number % 3 == 0).then_some(ADA),
            took: number,
        };
        report_facts::insert_many(tx, &[fact]).await?;
        let entry = Entry {
            id: number,
            at: at(number),
            member: (number % 3 == 0).then_some(ADA),
            deed: AuditDeed::MemberInvited,
            conversation: (number % 2 == 0).then_some(ConversationId::new(3_000)),
            about: subject.to_owned(),
        };
        audit::insert(tx, shop, &entry).await?;
        let ticket = TicketId::new(number);
        let member = (number % 3 == 0).then_some(ADA);
        let planned =
            Planned { ticket, brand: shop, conversation: ConversationId::new(3_000), member, due_at: at(number) };
        surveys::plan_many(tx, &[planned]).await?;
        if number % 2 == 0 {
            surveys::ask(tx, ticket, at(number), number).await?;
            surveys::answer(tx, ticket, 1 + number % 5, at(number)).await?;
            surveys::remark(tx, ticket, number).await?;
        }
    }
    Ok(())
}

/// A bot with a version, which is somewhere in conversations.
async fn bot(tx: &mut Tx<'_>, shop: AccountId) -> Result<(), Error> {
    let bot = AccountId::new(90_001);
    accounts::insert(tx, &NewAccount { kind: AccountKind::Bot, ..person(bot, "bot_1") }).await?;
    bots::insert(tx, shop, bot, at(1)).await?;
    let version = BotVersion { version: 1, remark: String::new(), author: ADA, published_at: at(2) };
    bots::insert_version(tx, bot, &BotSource { version, source: "v: 1 # ü\n".repeat(900) }).await?;
    bots::set_live(tx, shop, bot, Some(1)).await?;
    for number in 1..=MANY {
        let somewhere = BotThread {
            session: (number % 2 == 0).then(|| "{\"ü\":1}".to_owned()),
            due_at: (number % 3 == 0).then_some(at(number)),
            ..BotThread::new(ConversationId::new(50_000 + number), shop)
        };
        bot_threads::save_many(tx, &[&somewhere]).await?;
    }
    Ok(())
}

/// Rules, where they are in conversations, and what they did.
async fn ruled(tx: &mut Tx<'_>, shop: AccountId) -> Result<(), Error> {
    for number in 1..=20 {
        rules::insert(tx, shop, &kept(RuleId::new(number), number % 2 == 0)).await?;
    }
    rules::count_on(tx, shop).await?;
    for number in 1..=MANY {
        let (conversation, rule) = (ConversationId::new(50_000 + number), RuleId::new(1));
        let thread = RuleThread {
            due_at: (number % 3 == 0).then_some(at(number)),
            ..RuleThread::new(conversation, shop, (number, 2))
        };
        rule_threads::save_many(tx, &[&thread]).await?;
        let due_at = (number % 2 == 0).then_some(at(number));
        let clock = RuleClock { rule, since: at(number), due_at, chain: 1 };
        rule_clocks::save_many(tx, &[(conversation, clock)]).await?;
        rule_attributes::note_many(tx, conversation, &["größe"], at(number)).await?;
        let details = Details { name: "Größe".to_owned(), undone: None, deeds: Vec::new() };
        let run = Run { id: 60_000 + number, rule, conversation, ticket: number, at: at(number), details };
        rule_runs::insert_many(tx, &[(shop, &run)]).await?;
    }
    Ok(())
}

/// What the shop knows of its customers: more orders than a page, attributes and identities of each kind of value.
async fn customers(tx: &mut Tx<'_>) -> Result<(), Error> {
    let (shop, contact) = (AccountId::new(90_000), ConversationId::new(3_000));
    for (name, kind) in [("tier", AttributeKind::Text), ("Größe", AttributeKind::Number)] {
        let attribute = Attribute { name: name.to_owned(), label: "Ünï 🙂".to_owned(), kind };
        attributes::save(tx, shop, &attribute, 1).await?;
        contact_values::save_many(tx, (shop, contact), &[(name, "two\nlines 🙂")], at(1)).await?;
    }
    let identity =
        |value: &str, proof| Identity { kind: IdentityKind::Email, value: value.to_owned(), proof, since: at(1) };
    let known = [identity("a@example.org", Proof::Verified), identity("Ä@example.org", Proof::Claimed)];
    identities::save_many(tx, (shop, contact), &known).await?;
    for number in 1..=MANY {
        orders::save_many(tx, shop, &[order(number)]).await?;
    }
    contact_orders::link_by_identity(tx, (shop, contact), IdentityKind::ExternalId, "77").await?;
    contact_orders::link_verified(tx, shop, (contact, OrderId::new(5), at(5))).await?;
    for kind in ShopKind::ALL {
        shops::save(tx, (shop, kind), "hush ü", at(1)).await?;
    }
    shops::note_taken(tx, (shop, ShopKind::Shopify), "orders/create", at(2)).await?;
    shops::note_refused(tx, (shop, ShopKind::Shopify), Some("two\nlines 🙂"), at(3)).await?;
    tracked(tx, shop, contact).await?;
    promoted(tx, shop).await?;
    agreed(tx, (shop, contact)).await?;
    told(tx, shop).await?;
    for subject in ["", "RW1", "rw1", "Ä"] {
        order_attempts::count(tx, (shop, CountedBy::Number, subject), at(2), at(1)).await?;
    }
    Ok(())
}

/// What a customer agreed to, again and again, and what they did elsewhere.
async fn agreed(tx: &mut Tx<'_>, contact: (AccountId, ConversationId)) -> Result<(), Error> {
    for (place, name) in ["offers", "Größe"].into_iter().enumerate() {
        let (name, label, description) = (name.to_owned(), "Ünï 🙂".to_owned(), "two\nlines".to_owned());
        let topic = Topic { name, label, description, is_archived: place > 0 };
        topics::save(tx, contact.0, &topic, 1).await?;
    }
    for number in 1..=MANY {
        let entry = consents::Entry {
            id: number,
            topic: format!("topic {number}"),
            channel: ConsentChannel::Subrosa,
            state: if number % 2 == 0 { ConsentState::Granted } else { ConsentState::Withdrawn },
            source: ConsentSource::Api,
            at: at(-number),
            recorded_at: at(number),
            recorded_by: (number % 3 == 0).then_some(ADA),
            text: "two\nlines 🙂".to_owned(),
        };
        consents::insert(tx, contact, &entry).await?;
        consents::set(tx, contact, &entry).await?;
        let (id, name) = (format!("event {number}"), "Ünï 🙂".to_owned());
        let properties = serde_json::from_str(r#"{"a": [1, "ü"]}"#).unwrap_or_default();
        let event = CustomEvent { id, name, at: at(number), properties };
        let merged = Merged { contact: ConversationId::new(number), person: -number, at: at(number), by: ADA };
        merged_contacts::save_many(tx, contact.0, &[merged]).await?;
        custom_events::insert(tx, contact, &Numbered { number, event }, at(1)).await?;
    }
    Ok(())
}

/// What a brand knows, and what it does not.
async fn shelf(tx: &mut Tx<'_>) -> Result<(), Error> {
    let shop = AccountId::new(90_000);
    for number in 1..=MANY {
        let id = ArticleId::new(number);
        let source = format!("{number}.md");
        articles::insert(tx, shop, (number % 2 == 0).then_some(source.as_str()), &article(id)).await?;
        articles::insert_version(tx, (id, 1), &text("two\nlines 🙂"), (at(number), None)).await?;
        knowledge::change(tx, shop, id).await?;
        let question = format!("question {number}");
        unanswered::ask(tx, (shop, QuestionId::new(number)), (&question, &question), at(number)).await?;
    }
    Ok(())
}

async fn rest(tx: &mut Tx<'_>) -> Result<(), Error> {
    for number in 1..=MANY {
        invites::insert(tx, &(number * 7_919).to_be_bytes(), 3, at(1), at(100)).await?;
        jobs::insert(tx, number, "later", ADA).await?;
        let account = AccountId::new(number);
        second_factors::begin(tx, account, &number.to_be_bytes()).await?;
        second_factors::refuse(tx, account, number, at(number)).await?;
        recovery_codes::replace(tx, account, &[[0xff; 32], [0; 32]]).await?;
        let credential = number.to_le_bytes();
        let passkey = NewPasskey {
            id: PasskeyId::new(number),
            account,
            name: "Ünï 🙂",
            credential: &credential,
            public_key: &[0, 0xff],
            state: &[7; 7],
            created_at: at(number),
        };
        passkeys::insert(tx, &passkey).await?;
        let issuer = "https://login.example.com".to_owned();
        let provider = Provider {
            issuer: issuer.clone(),
            client_id: "subrosa".to_owned(),
            domains: vec!["example.com".to_owned(), "ünï.example".to_owned()],
            role: Role::Agent,
            is_required: number % 2 == 0,
            since: at(number),
        };
        sign_on_providers::save(tx, account, &provider, "hush").await?;
        sign_on_links::insert(tx, (&issuer, &number.to_string()), account, at(number)).await?;
        let (nonce, verifier) = (String::new(), "🙂".to_owned());
        let way = Way { brand: account, issuer, account: Some(account), device: None, nonce, verifier };
        sign_on_ways::insert(tx, &credential, &way, (at(0), at(number)), 10_000).await?;
        let adds = (number % 2 == 0).then_some(account);
        passkey_challenges::insert(tx, &credential, adds, &credential, (at(0), at(number))).await?;
    }
    second_factors::confirm(tx, ADA, at(7)).await?;
    let lease = Lease { holder: -5, until: at(50) };
    if let Some(job) = jobs::claim(tx, at(1), lease).await? {
        jobs::advance(tx, job.id, lease, -1).await?;
    }
    for number in 0..20_u8 {
        // Letters of both sizes, which the two databases order in different ways.
        let letter = char::from(if number % 2 == 0 { b'a' + number } else { b'A' + number });
        let image: Vec<u8> = (0..100_000_u32).map(|index| index.to_le_bytes()[0] ^ number).collect();
        avatars::insert(tx, &format!("{letter}{number}"), &image).await?;
        media::insert(tx, ADA, &format!("{letter}{number}"), at(number.into())).await?;
    }
    media::keep(tx, ADA, "c2", at(2)).await?;
    Ok(())
}
