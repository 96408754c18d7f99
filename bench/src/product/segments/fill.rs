//! A brand of real size, written into the store by its own statements: for each contact ten events over two years, two orders, three
//! attributes and what they agreed to. Everything follows from the contact's number, so it is the same each time.

use serde_json::json;
use subrosa_proto::account::AccountKind;
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState, Topic};
use subrosa_proto::contact::{Attribute, AttributeKind, Identity, IdentityKind, Proof};
use subrosa_proto::conversation::ConversationKind;
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::order::{Order, OrderItem, OrderStatus, Payment};
use subrosa_proto::{AccountId, ConversationId, OrderId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::consents::Entry;
use subrosa_store::contact_values::Value;
use subrosa_store::custom_events::{Numbered, Tracked};
use subrosa_store::orders::{PlacedBy, SavedOrder};
use subrosa_store::{
    Db, Error, Tx, accounts, attributes, consents, contact_orders, contact_values, conversations, custom_events,
    identities, orders, threads, topics,
};

/// Contacts of one transaction.
const AT_ONCE: i64 = 1_000;
const DAYS: i64 = 730;
const NAMES: [&str; 10] = [
    "Page Viewed",
    "Page Viewed",
    "Page Viewed",
    "Page Viewed",
    "Product Viewed",
    "Product Viewed",
    "Product Viewed",
    "Product Added",
    "Checkout Started",
    "Order Completed",
];
const CATEGORIES: [&str; 8] = ["Boots", "Bowls", "Cups", "Linen", "Lamps", "Bags", "Books", "Tea"];

/// Numbers below which ids of the filling lie; those of the brand and its owner are far above.
const FIRST: i64 = 1_000_000_000;

/// Fills a brand's side of the store.
///
/// # Errors
/// When the store fails.
pub(super) async fn fill(db: &Db, brand: AccountId, contacts: i64, now: Timestamp) -> Result<(), Error> {
    db.write(async move |tx| {
        let kinds = [
            ("tier", AttributeKind::Text),
            ("city", AttributeKind::Text),
            ("visits", AttributeKind::Number),
            ("born", AttributeKind::Date),
        ];
        for (place, (name, kind)) in (1..).zip(kinds) {
            attributes::save(tx, brand, &Attribute { name: name.to_owned(), label: name.to_owned(), kind }, place)
                .await?;
        }
        let (name, label, description) = ("offers".to_owned(), "Offers".to_owned(), "Twice a month.".to_owned());
        topics::save(tx, brand, &Topic { name, label, description, is_archived: false }, 1).await
    })
    .await?;
    let mut begun = 0;
    while begun < contacts {
        let end = contacts.min(begun + AT_ONCE);
        db.write(async move |tx| some(tx, brand, begun..end, now).await).await?;
        begun = end;
    }
    Ok(())
}

/// The conversation with the contact of this number.
pub(super) const fn contact(number: i64) -> ConversationId {
    ConversationId::new(FIRST + number)
}

/// A contact who never agreed to anything: no campaign is for them.
pub(super) fn unasked(contacts: i64) -> Option<ConversationId> {
    (0..contacts).find(|number| !is_asked(*number)).map(contact)
}

/// Whether a contact ever agreed to offers, or withdrew it.
fn is_asked(number: i64) -> bool {
    chance(number, 9, 10) < 6
}

/// What follows from a contact's number: something below a bound, another for each question.
fn chance(contact: i64, question: i64, below: i64) -> i64 {
    let mixed = contact.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ question.cast_unsigned().wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i64::try_from((mixed >> 33) % below.cast_unsigned()).unwrap_or(0)
}

fn pick<'a>(of: &[&'a str], contact: i64, question: i64) -> &'a str {
    let place = chance(contact, question, i64::try_from(of.len()).unwrap_or(1));
    of[usize::try_from(place).unwrap_or(0)]
}

async fn some(tx: &mut Tx<'_>, brand: AccountId, numbers: std::ops::Range<i64>, now: Timestamp) -> Result<(), Error> {
    let (mut values, mut events, mut saved, mut links) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in numbers {
        let (account, contact) = (AccountId::new(FIRST + number), ConversationId::new(FIRST + number));
        let handle = format!("contact{number}");
        let person = NewAccount {
            id: account,
            handle: &handle,
            display_name: &handle,
            bio: "",
            password_hash: None,
            platform: None,
            kind: AccountKind::Person,
            created_at: now,
        };
        accounts::insert(tx, &person).await?;
        conversations::insert(tx, contact, ConversationKind::Business, (account, brand), now).await?;
        let known =
            Identity { kind: IdentityKind::ExternalId, value: handle.clone(), proof: Proof::Verified, since: now };
        identities::save_many(tx, (brand, contact), &[known]).await?;
        threads::insert(tx, contact).await?;
        values.push((
            contact,
            "tier",
            if chance(number, 1, 10) == 0 { "gold" } else { pick(&["silver", "basic", "basic"], number, 2) }.to_owned(),
        ));
        values.push((contact, "city", format!("Kyiv {}", chance(number, 3, 500))));
        values.push((contact, "visits", chance(number, 4, 60).to_string()));
        if chance(number, 5, 2) == 0 {
            values.push((
                contact,
                "born",
                format!(
                    "{}-{:02}-{:02}",
                    1950 + chance(number, 6, 55),
                    1 + chance(number, 7, 12),
                    1 + chance(number, 8, 28)
                ),
            ));
        }
        if is_asked(number) {
            let entry = consent(number, now);
            consents::insert(tx, (brand, contact), &entry).await?;
            consents::set(tx, (brand, contact), &entry).await?;
        }
        // A tenth of all did nothing.
        if chance(number, 10, 10) > 0 {
            events.extend((0..11).map(|turn| event(number, turn, contact, now)));
        }
        if chance(number, 11, 3) > 0 {
            for turn in 0..3 {
                let order = order(number, turn, now);
                links.push((contact, order.order.id, order.order.placed_at));
                saved.push(order);
            }
        }
    }
    let values: Vec<Value<'_>> = values
        .iter()
        .map(|(contact, attribute, value)| Value { contact: *contact, attribute, value, at: now })
        .collect();
    contact_values::save_of_many(tx, brand, &values).await?;
    custom_events::insert_many(tx, brand, &events, now).await?;
    orders::save_many(tx, brand, &saved).await?;
    contact_orders::link_many(tx, brand, &links).await
}

fn consent(number: i64, now: Timestamp) -> Entry {
    Entry {
        id: FIRST + number,
        topic: "offers".to_owned(),
        channel: ConsentChannel::Subrosa,
        state: if chance(number, 12, 10) == 0 { ConsentState::Withdrawn } else { ConsentState::Granted },
        source: ConsentSource::Import,
        at: now,
        recorded_at: now,
        recorded_by: None,
        text: "Yes, write to me.".to_owned(),
    }
}

/// A moment of the last two years.
fn moment(number: i64, question: i64, now: Timestamp) -> Timestamp {
    now.plus_seconds(-chance(number, question, DAYS * 86_400))
}

fn event(number: i64, turn: i64, contact: ConversationId, now: Timestamp) -> Tracked {
    let at = moment(number, 100 + turn, now);
    let properties = json!({"sku": format!("T-{}", chance(number, 200 + turn, 500)), "category": pick(&CATEGORIES, number, 300 + turn),
        "price": chance(number, 400 + turn, 9_000), "path": "/shop/things/one-of-many"});
    let properties = properties.as_object().cloned().unwrap_or_default();
    let id = FIRST + number * 11 + turn;
    let event =
        CustomEvent { id: format!("event-{id}"), name: pick(&NAMES, number, 500 + turn).to_owned(), at, properties };
    Tracked { contact, told_at: at, event: Numbered { number: id, event } }
}

fn order(number: i64, turn: i64, now: Timestamp) -> SavedOrder {
    let id = FIRST + number * 3 + turn;
    let placed_at = moment(number, 600 + turn, now);
    let item = |place: i64| OrderItem {
        sku: Some(format!("T-{}", chance(number, 700 + turn * 3 + place, 500))),
        name: format!("Thing {}", chance(number, 800 + turn * 3 + place, 500)),
        category: Some(pick(&CATEGORIES, number, 900 + turn * 3 + place).to_owned()),
        quantity: 1,
        price: 1_000,
    };
    SavedOrder {
        order: Order {
            id: OrderId::new(id),
            number: format!("N-{id}"),
            placed_at,
            updated_at: placed_at,
            status: if chance(number, 1_000 + turn, 20) == 0 { OrderStatus::Cancelled } else { OrderStatus::Completed },
            payment: Payment::Paid,
            currency: "EUR".to_owned(),
            total: 500 + chance(number, 1_100 + turn, 20_000),
            refunded: 0,
            items: (0..=chance(number, 1_200 + turn, 2)).map(item).collect(),
            shipments: Vec::new(),
            refunds: Vec::new(),
        },
        reference: format!("{id}"),
        number_key: format!("N{id}"),
        by: PlacedBy::default(),
    }
}
