//! The demo's people as small portraits, drawn by code.

use std::io::Cursor;

use bytes::Bytes;
use image::{ImageError, ImageFormat};

use super::paint::{Colour, Picture, Shape};

/// How someone looks.
pub(super) struct Look {
    pub(super) background: (u32, u32),
    pub(super) skin: u32,
    pub(super) hair: Hair,
    pub(super) hair_colour: u32,
    pub(super) clothes: u32,
    pub(super) beard: bool,
    pub(super) glasses: bool,
}

/// What is on someone's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hair {
    Curls,
    Long,
    Parted,
    Receding,
    Scarf,
    Short,
}

/// The portrait as a PNG.
pub(super) fn draw(look: &Look) -> Result<Bytes, ImageError> {
    let mut png = Vec::new();
    portrait(look).paint().write_to(&mut Cursor::new(&mut png), ImageFormat::Png)?;
    Ok(png.into())
}

const INK: Colour = Colour(0x2b_2430);
const WHITE: Colour = Colour(0xff_ffff);

fn portrait(look: &Look) -> Picture {
    let mut picture = Picture::new(look.background.0, look.background.1);
    picture.glaze(Shape::circle(0.0, 0.0, 0.86), WHITE, 0.14);
    hair_behind(&mut picture, look);
    body(&mut picture, look);
    head(&mut picture, look);
    face(&mut picture, look);
    hair_in_front(&mut picture, look);
    if look.glasses {
        let frame = Shape::circle(0.17, -0.02, 0.135).without(Shape::circle(0.17, -0.02, 0.11)).twice();
        picture.add(frame.or(Shape::block(0.0, -0.03, 0.045, 0.013, 0.01)), INK);
    }
    picture
}

fn body(picture: &mut Picture, look: &Look) {
    let shoulders = || Shape::ellipse(0.0, 1.12, 0.78, 0.56);
    picture.add(shoulders(), Colour(look.clothes));
    picture.glaze(shoulders().without(Shape::ellipse(-0.05, 1.16, 0.74, 0.54)), WHITE, 0.18);
    picture.add(Shape::ellipse(0.0, 0.62, 0.24, 0.15), Colour(look.skin));
    picture.add(Shape::block(0.0, 0.45, 0.15, 0.22, 0.1), Colour(look.skin));
    // The chin's shadow on the neck.
    let shadow = Shape::ellipse(0.0, 0.34, 0.2, 0.16).and(Shape::block(0.0, 0.45, 0.15, 0.22, 0.1));
    picture.glaze(shadow, INK, 0.18);
}

fn head(picture: &mut Picture, look: &Look) {
    if look.hair != Hair::Scarf {
        picture.add(Shape::ellipse(0.42, 0.02, 0.075, 0.1).twice(), Colour(look.skin));
        picture.glaze(Shape::ellipse(0.43, 0.02, 0.035, 0.055).twice(), INK, 0.12);
    }
    picture.add(skull(), Colour(look.skin));
}

fn skull() -> Shape {
    Shape::ellipse(0.0, -0.04, 0.41, 0.5)
}

fn face(picture: &mut Picture, look: &Look) {
    picture.add(Shape::ellipse(0.17, -0.02, 0.042, 0.055).twice(), INK);
    picture.add(Shape::circle(0.185, -0.04, 0.014).or(Shape::circle(-0.155, -0.04, 0.014)), WHITE);
    let brow = if look.hair == Hair::Scarf { 0x3a_2a24 } else { look.hair_colour };
    picture.add(Shape::arc(0.17, -0.1, 0.095, -0.05, 0.017).twice(), Colour(brow));
    picture.glaze(Shape::ellipse(0.0, 0.09, 0.045, 0.035), INK, 0.16);
    picture.glaze(Shape::circle(0.26, 0.13, 0.075).twice(), Colour(0xe8_5a4f), 0.22);
    if look.beard {
        let beard = skull().without(Shape::ellipse(0.0, -0.12, 0.36, 0.42)).without(Shape::above(-0.04));
        picture.add(beard.or(Shape::ellipse(0.0, 0.2, 0.16, 0.055)), Colour(look.hair_colour));
    }
    let mouth = Shape::ellipse(0.0, 0.215, 0.115, 0.085).without(Shape::above(0.225));
    picture.add(mouth, Colour(0x8c_3a3f));
    picture.add(Shape::block(0.0, 0.236, 0.085, 0.014, 0.012), WHITE);
}

fn hair_behind(picture: &mut Picture, look: &Look) {
    let colour = Colour(look.hair_colour);
    match look.hair {
        Hair::Curls => {
            let places =
                [(0.0, -0.52, 0.3), (0.3, -0.42, 0.28), (0.5, -0.16, 0.26), (0.54, 0.14, 0.22), (0.46, 0.38, 0.18)];
            for (x, y, radius) in places {
                picture.add(Shape::circle(x, y, radius).twice(), colour);
            }
        }
        Hair::Long => {
            picture.add(Shape::ellipse(0.0, -0.1, 0.56, 0.58).or(Shape::block(0.0, 0.35, 0.56, 0.55, 0.2)), colour);
        }
        Hair::Scarf => {
            picture.add(Shape::ellipse(0.0, -0.02, 0.56, 0.66), colour);
            picture.add(Shape::ellipse(0.0, 0.56, 0.5, 0.3), colour);
        }
        Hair::Parted | Hair::Receding | Hair::Short => {}
    }
}

fn hair_in_front(picture: &mut Picture, look: &Look) {
    let colour = Colour(look.hair_colour);
    let cap = || Shape::ellipse(0.0, -0.1, 0.46, 0.5);
    match look.hair {
        Hair::Curls => {
            for (x, y, radius) in [(0.0, -0.46, 0.17), (0.2, -0.42, 0.16), (0.36, -0.28, 0.13)] {
                picture.add(Shape::circle(x, y, radius).twice(), colour);
            }
        }
        Hair::Long => {
            let fringe =
                cap().without(Shape::ellipse(0.3, 0.24, 0.62, 0.62)).without(Shape::ellipse(-0.36, 0.26, 0.5, 0.6));
            picture.add(fringe.and(Shape::above(0.1)), colour);
        }
        Hair::Parted => {
            let fringe = cap().without(Shape::ellipse(-0.22, 0.18, 0.74, 0.5)).and(Shape::above(0.0));
            picture.add(fringe.or(Shape::ellipse(0.1, -0.5, 0.34, 0.15)), colour);
        }
        Hair::Receding => {
            let sides = cap().without(Shape::ellipse(0.0, -0.14, 0.39, 0.6)).and(Shape::above(0.06));
            picture.add(sides, colour);
        }
        Hair::Scarf => {
            let wrap = Shape::ellipse(0.0, -0.02, 0.56, 0.66).without(Shape::ellipse(0.0, 0.0, 0.36, 0.44));
            picture.add(wrap.or(Shape::ellipse(0.0, 0.6, 0.46, 0.2)), colour);
            let fold = Shape::arc(-0.06, 0.42, 0.44, 0.16, 0.018).or(Shape::arc(0.05, 0.56, 0.36, 0.12, 0.015));
            picture.glaze(fold, INK, 0.16);
        }
        Hair::Short => {
            let hair = cap().without(Shape::ellipse(0.0, 0.16, 0.42, 0.48)).and(Shape::above(0.0));
            picture.add(hair.or(Shape::ellipse(0.04, -0.5, 0.38, 0.16)), colour);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::people::PEOPLE;
    use super::*;

    #[test]
    fn everyone_has_a_face_of_their_own() {
        let faces: BTreeSet<Bytes> = PEOPLE.iter().map(|person| draw(&person.look).expect("a picture")).collect();
        assert_eq!(faces.len(), PEOPLE.len());
        for face in faces {
            let picture = image::load_from_memory(&face).expect("a picture that can be read");
            assert_eq!((picture.width(), picture.height()), (320, 320));
        }
    }
}
