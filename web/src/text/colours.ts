/** A stable colour for those without a picture. */
const hues = [350, 20, 45, 95, 150, 185, 225, 265, 300, 325];

/** The hue that belongs to an id: the same everywhere and always. */
export function hueOf(id: string): number {
  // FNV-1a: short, and neighbours in id land far apart.
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  // The low bits of a product mix badly.
  return hues[((hash ^ (hash >>> 15)) >>> 0) % hues.length] ?? 0;
}
