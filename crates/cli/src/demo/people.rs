//! The six people of the demo.

use super::avatars::{Hair, Look};

/// One of them.
pub(super) struct Person {
    pub(super) handle: &'static str,
    pub(super) name: &'static str,
    pub(super) bio: &'static str,
    pub(super) look: Look,
}

/// The password of all of them.
pub(super) const PASSWORD: &str = "under-the-rose";

pub(super) const PEOPLE: [Person; 6] = [
    Person {
        handle: "maya",
        name: "Maya Okafor",
        bio: "Letters, posters, sourdough tester.",
        look: Look {
            background: (0xff_d8a8, 0xf7_8c6b),
            skin: 0x8d_5a3c,
            hair: Hair::Curls,
            hair_colour: 0x2e_1f1b,
            clothes: 0x1f_7a74,
            beard: false,
            glasses: false,
        },
    },
    Person {
        handle: "jonas",
        name: "Jonas Weber",
        bio: "Repariert alles, was zwei Räder hat.",
        look: Look {
            background: (0xbf_e3f5, 0x5b_8fc7),
            skin: 0xf2_c9a8,
            hair: Hair::Parted,
            hair_colour: 0xc9_9346,
            clothes: 0x2c_3e66,
            beard: false,
            glasses: true,
        },
    },
    Person {
        handle: "layla",
        name: "Layla Haddad",
        bio: "خبّازة · bakery on Lindenstraße, open from seven",
        look: Look {
            background: (0xf6_e3cf, 0xd8_9a7a),
            skin: 0xe3_b08c,
            hair: Hair::Scarf,
            hair_colour: 0x8a_4b6d,
            clothes: 0x6b_3856,
            beard: false,
            glasses: false,
        },
    },
    Person {
        handle: "tom",
        name: "Tom Ellison",
        bio: "Tables and chairs. Mostly oak.",
        look: Look {
            background: (0xd9_ead3, 0x7f_a98a),
            skin: 0xf0_bfa0,
            hair: Hair::Receding,
            hair_colour: 0xd9_d9d6,
            clothes: 0x7a_5c43,
            beard: true,
            glasses: true,
        },
    },
    Person {
        handle: "priya",
        name: "Priya Raman",
        bio: "Night shifts, then coffee, then sleep.",
        look: Look {
            background: (0xe6_d5f7, 0x9a_78c9),
            skin: 0xb9_7a50,
            hair: Hair::Long,
            hair_colour: 0x24_1a1c,
            clothes: 0x3f_a796,
            beard: false,
            glasses: false,
        },
    },
    Person {
        handle: "karim",
        name: "كريم حداد",
        bio: "Physics teacher. Layla's little brother.",
        look: Look {
            background: (0xff_eeb0, 0xe8_b23a),
            skin: 0xd9_a07a,
            hair: Hair::Short,
            hair_colour: 0x2a_1e1a,
            clothes: 0xb5_4a3c,
            beard: true,
            glasses: false,
        },
    },
];
