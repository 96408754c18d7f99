//! Roles of brands' own, and who has them.

use subrosa_proto::RoleId;
use subrosa_proto::brand::Role;
use subrosa_proto::right::HeldRole;
use subrosa_store::brand_members::Kept;
use subrosa_store::{Db, Error, brand_members, brand_roles};

use crate::people::{ADA, GRACE, LINUS, SHOP, at, with_a_shop};

crate::on_both!(roles_are_kept_by_name, a_member_has_the_rights_of_their_role);

const LEAD: RoleId = RoleId::new(5);
const WRITER: RoleId = RoleId::new(6);

async fn roles_are_kept_by_name(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        brand_roles::insert(tx, SHOP, LEAD, ("Lead", 3)).await?;
        brand_roles::insert(tx, SHOP, WRITER, ("Author", 4)).await?;
        brand_members::set_role(tx, SHOP, GRACE, (Role::Agent, Some(LEAD))).await?;
        let kept = |id, name: &str, rights, members| brand_roles::Kept { id, name: name.to_owned(), rights, members };
        let (author, lead) = (kept(WRITER, "Author", 4, 0), kept(LEAD, "Lead", 3, 1));
        assert_eq!(brand_roles::list(tx, SHOP, 9).await?, [author.clone(), lead.clone()]);
        assert_eq!(brand_roles::list(tx, SHOP, 1).await?, [author]);
        assert_eq!(brand_roles::find(tx, SHOP, LEAD).await?, Some(lead));
        assert_eq!(brand_roles::find(tx, ADA, LEAD).await?, None, "of its own brand");
        assert_eq!(brand_roles::find_named(tx, SHOP, "Lead").await?, Some(LEAD));
        assert_eq!(brand_roles::find_named(tx, ADA, "Lead").await?, None);
        assert_eq!(brand_roles::holders(tx, SHOP, LEAD, 9).await?, [GRACE]);
        assert!(brand_roles::update(tx, SHOP, LEAD, ("Head", 7)).await?);
        assert!(!brand_roles::update(tx, ADA, LEAD, ("Head", 7)).await?);
        assert_eq!(brand_roles::find(tx, SHOP, LEAD).await?, Some(kept(LEAD, "Head", 7, 1)));
        assert!(!brand_roles::remove(tx, ADA, LEAD).await?);
        assert!(brand_roles::remove(tx, SHOP, LEAD).await?);
        assert!(!brand_roles::remove(tx, SHOP, LEAD).await?, "once");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    let twice = db.write(async |tx| brand_roles::insert(tx, SHOP, LEAD, ("Author", 1)).await).await;
    assert!(matches!(twice, Err(Error::Conflict)));
}

async fn a_member_has_the_rights_of_their_role(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        brand_roles::insert(tx, SHOP, LEAD, ("Lead", 3)).await?;
        brand_members::insert(tx, SHOP, LINUS, Role::Agent, (at(5), None)).await?;
        brand_members::set_role(tx, SHOP, LINUS, (Role::Agent, Some(LEAD))).await?;
        let kept = Kept { role: Role::Agent, own: Some(LEAD), rights: Some(3), is_joined: false };
        assert_eq!(brand_members::find_kept(tx, SHOP, LINUS).await?, Some(kept));
        assert_eq!(brand_members::hold(tx, &[(SHOP, LINUS)]).await?, [None], "has not joined");
        brand_members::join(tx, SHOP, LINUS, at(6)).await?;
        assert_eq!(brand_members::hold(tx, &[(SHOP, LINUS)]).await?, [Some((Role::Agent, Some(3)))]);

        let lead = HeldRole { id: LEAD, name: "Lead".to_owned() };
        assert_eq!(brand_roles::of_member(tx, SHOP, LINUS).await?.as_ref(), Some(&lead));
        assert_eq!(brand_roles::of_member(tx, SHOP, GRACE).await?, None);
        let members = brand_members::list(tx, SHOP, at(0), 9).await?;
        let roles: Vec<_> = members.into_iter().map(|one| one.own_role).collect();
        assert_eq!(roles, [None, Some(lead.clone())]);
        assert_eq!(brand_members::memberships(tx, LINUS, 9).await?[0].own_role, Some(lead));

        brand_members::set_role(tx, SHOP, LINUS, (Role::Admin, None)).await?;
        assert_eq!(brand_members::hold(tx, &[(SHOP, LINUS)]).await?, [Some((Role::Admin, None))]);
        assert_eq!(brand_members::find_kept(tx, SHOP, ADA).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
