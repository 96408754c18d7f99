/** Which square of a picture becomes the avatar. Pure arithmetic on the picture's own pixels. */
export interface Crop {
  /** The middle of the square, as fractions of the picture's width and height. */
  readonly x: number;
  readonly y: number;
  /** 1 shows as much as fits; 2 half of that. */
  readonly zoom: number;
}

export interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

export const centred: Crop = { x: 0.5, y: 0.5, zoom: 1 };
export const mostZoom = 4;

export function squareOf(crop: Crop, width: number, height: number): Square {
  const side = Math.min(width, height) / crop.zoom;
  return { left: crop.x * width - side / 2, top: crop.y * height - side / 2, side };
}

/** The nearest crop that stays inside the picture. */
export function inside(crop: Crop, width: number, height: number): Crop {
  const zoom = Math.min(mostZoom, Math.max(1, crop.zoom));
  const side = Math.min(width, height) / zoom;
  const clamp = (value: number, length: number) =>
    Math.min(1 - side / 2 / length, Math.max(side / 2 / length, value));
  return { x: clamp(crop.x, width), y: clamp(crop.y, height), zoom };
}
