//! A very small painter: shapes in a square from -1 to 1, laid over each other, with smooth edges.

use image::{Rgb, RgbImage};

/// Pixels on each side of a picture.
const SIDE: u16 = 320;
/// Samples in each direction of a pixel that an edge goes through: what makes edges smooth.
const SAMPLES: u16 = 3;

/// A colour, `0xRRGGBB`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colour(pub(super) u32);

/// A part of the square.
pub(super) struct Shape(Box<dyn Fn(f32, f32) -> bool>);

/// Shapes in their colours, the first at the bottom.
pub(super) struct Picture {
    /// What is behind all: from the upper left to the lower right.
    background: ([f32; 3], [f32; 3]),
    layers: Vec<(Shape, [f32; 3], f32)>,
}

impl Shape {
    /// An ellipse by its middle and half its width and height.
    pub(super) fn ellipse(x: f32, y: f32, half_width: f32, half_height: f32) -> Self {
        Self(Box::new(move |px, py| {
            let (across, down) = ((px - x) / half_width, (py - y) / half_height);
            across * across + down * down <= 1.0
        }))
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
        Self { background: (Colour(from).channels(), Colour(to).channels()), layers: Vec::new() }
    }

    /// Lays a shape over what is there.
    pub(super) fn add(&mut self, shape: Shape, colour: Colour) {
        self.glaze(shape, colour, 1.0);
    }

    /// Lays a shape over what is there and lets it shine through.
    pub(super) fn glaze(&mut self, shape: Shape, colour: Colour, opacity: f32) {
        self.layers.push((shape, colour.channels(), opacity));
    }

    fn sample(&self, x: f32, y: f32) -> [f32; 3] {
        let slope = ((x + y) / 4.0 + 0.5).clamp(0.0, 1.0);
        let mut seen = mix(self.background.0, self.background.1, slope);
        for (shape, colour, opacity) in &self.layers {
            if (shape.0)(x, y) {
                seen = mix(seen, *colour, *opacity);
            }
        }
        seen
    }

    /// Which shapes a point is in, a bit for each of the first 64.
    fn within(&self, x: f32, y: f32) -> u64 {
        self.layers.iter().fold(0, |bits, (shape, ..)| bits << 1 | u64::from((shape.0)(x, y)))
    }

    /// The pixels. One whose corners are in the same shapes is of one colour; of the others it is the mean of some samples.
    pub(super) fn paint(&self) -> RgbImage {
        let sides: Vec<f32> = (0..=SIDE).map(|side| place(side, 0.0)).collect();
        let corners: Vec<Vec<u64>> =
            sides.iter().map(|&y| sides.iter().map(|&x| self.within(x, y)).collect()).collect();
        let mut image = RgbImage::new(SIDE.into(), SIDE.into());
        for (row, pixels) in (0..SIDE).zip(image.rows_mut()) {
            let edges = corners[usize::from(row)].windows(2).zip(corners[usize::from(row) + 1].windows(2));
            for ((column, pixel), (above, below)) in (0..SIDE).zip(pixels).zip(edges) {
                let is_plain = above[0] == above[1] && above == below;
                let colour =
                    if is_plain { self.sample(place(column, 0.5), place(row, 0.5)) } else { self.mean(column, row) };
                *pixel = Rgb(colour.map(byte));
            }
        }
        image
    }

    /// The mean of a pixel's samples.
    fn mean(&self, column: u16, row: u16) -> [f32; 3] {
        let parts = || (0..SAMPLES).map(|sample| (f32::from(sample) + 0.5) / f32::from(SAMPLES));
        let mut sum = [0.0; 3];
        for (across, down) in parts().flat_map(|across| parts().map(move |down| (across, down))) {
            let seen = self.sample(place(column, across), place(row, down));
            sum = [sum[0] + seen[0], sum[1] + seen[1], sum[2] + seen[2]];
        }
        sum.map(|channel| channel / f32::from(SAMPLES * SAMPLES))
    }
}

/// Where a part of a pixel is in the square, from -1 to 1.
fn place(pixel: u16, part: f32) -> f32 {
    2.0 * (f32::from(pixel) + part) / f32::from(SIDE) - 1.0
}

fn mix(under: [f32; 3], over: [f32; 3], opacity: f32) -> [f32; 3] {
    std::array::from_fn(|channel| under[channel] + (over[channel] - under[channel]) * opacity)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is mixed from bytes is a byte")]
fn byte(channel: f32) -> u8 {
    channel.round() as u8
}
