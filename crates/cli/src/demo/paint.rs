//! A very small painter: shapes in a square from -1 to 1, laid over each other, with smooth edges.

use image::{Rgb, RgbImage};

/// Pixels on each side of a picture.
const SIDE: u16 = 320;
/// Samples in each direction of a pixel: what makes edges smooth.
const SAMPLES: u16 = 3;

/// A colour, `0xRRGGBB`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colour(pub(super) u32);

/// A part of the square.
pub(super) struct Shape(Box<dyn Fn(f32, f32) -> bool>);

/// Shapes in their colours, the first at the bottom.
pub(super) struct Picture {
    /// What is behind all: from the upper left to the lower right.
    background: (Colour, Colour),
    layers: Vec<(Shape, Colour, f32)>,
}

impl Shape {
    /// An ellipse by its middle and half its width and height.
    pub(super) fn ellipse(x: f32, y: f32, half_width: f32, half_height: f32) -> Self {
        Self(Box::new(move |px, py| ((px - x) / half_width).powi(2) + ((py - y) / half_height).powi(2) <= 1.0))
    }

    /// A circle.
    pub(super) fn circle(x: f32, y: f32, radius: f32) -> Self {
        Self::ellipse(x, y, radius, radius)
    }

    /// A rectangle with round corners, by its middle and half its width and height.
    pub(super) fn block(x: f32, y: f32, half_width: f32, half_height: f32, corner: f32) -> Self {
        Self(Box::new(move |px, py| {
            let across = ((px - x).abs() - half_width + corner).max(0.0);
            let down = ((py - y).abs() - half_height + corner).max(0.0);
            across.hypot(down) <= corner
        }))
    }

    /// Everything above a height.
    pub(super) fn above(y: f32) -> Self {
        Self(Box::new(move |_, py| py < y))
    }

    /// A stroke along the lower part of an ellipse: a smile; upside down with a negative height.
    pub(super) fn arc(x: f32, y: f32, half_width: f32, half_height: f32, stroke: f32) -> Self {
        Self(Box::new(move |px, py| {
            let along = (px - x) / half_width;
            let curve = y + half_height * (1.0 - along * along).max(0.0).sqrt();
            along.abs() <= 1.0 && (py - curve).abs() <= stroke
        }))
    }

    /// What is in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(Box::new(move |x, y| (self.0)(x, y) && (other.0)(x, y)))
    }

    /// What is in one of them.
    pub(super) fn or(self, other: Self) -> Self {
        Self(Box::new(move |x, y| (self.0)(x, y) || (other.0)(x, y)))
    }

    /// What is in this one only.
    pub(super) fn without(self, other: Self) -> Self {
        Self(Box::new(move |x, y| (self.0)(x, y) && !(other.0)(x, y)))
    }

    /// The shape and its mirror image, left and right.
    pub(super) fn twice(self) -> Self {
        Self(Box::new(move |x, y| (self.0)(x, y) || (self.0)(-x, y)))
    }
}

impl Colour {
    fn channels(self) -> [f32; 3] {
        let [_, red, green, blue] = self.0.to_be_bytes();
        [red, green, blue].map(f32::from)
    }
}

impl Picture {
    /// A picture with nothing on it but its background.
    pub(super) fn new(from: u32, to: u32) -> Self {
        Self { background: (Colour(from), Colour(to)), layers: Vec::new() }
    }

    /// Lays a shape over what is there.
    pub(super) fn add(&mut self, shape: Shape, colour: Colour) {
        self.glaze(shape, colour, 1.0);
    }

    /// Lays a shape over what is there and lets it shine through.
    pub(super) fn glaze(&mut self, shape: Shape, colour: Colour, opacity: f32) {
        self.layers.push((shape, colour, opacity));
    }

    fn sample(&self, x: f32, y: f32) -> [f32; 3] {
        let slope = ((x + y) / 4.0 + 0.5).clamp(0.0, 1.0);
        let mut seen = mix(self.background.0.channels(), self.background.1.channels(), slope);
        for (shape, colour, opacity) in &self.layers {
            if (shape.0)(x, y) {
                seen = mix(seen, colour.channels(), *opacity);
            }
        }
        seen
    }

    /// The pixels.
    pub(super) fn paint(&self) -> RgbImage {
        let place = |pixel: u32, sample: u16| {
            let fine = pixel * u32::from(SAMPLES) + u32::from(sample);
            let fine = f32::from(u16::try_from(fine).unwrap_or(0));
            2.0 * (fine + 0.5) / f32::from(SIDE * SAMPLES) - 1.0
        };
        RgbImage::from_fn(SIDE.into(), SIDE.into(), |x, y| {
            let mut sum = [0.0; 3];
            for (across, down) in (0..SAMPLES).flat_map(|across| (0..SAMPLES).map(move |down| (across, down))) {
                let seen = self.sample(place(x, across), place(y, down));
                sum = [sum[0] + seen[0], sum[1] + seen[1], sum[2] + seen[2]];
            }
            Rgb(sum.map(byte))
        })
    }
}

fn mix(under: [f32; 3], over: [f32; 3], opacity: f32) -> [f32; 3] {
    std::array::from_fn(|channel| under[channel] + (over[channel] - under[channel]) * opacity)
}

/// The mean of a pixel's samples.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes is a byte")]
fn byte(sum: f32) -> u8 {
    (sum / f32::from(SAMPLES * SAMPLES)).round() as u8
}
