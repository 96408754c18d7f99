/** The mark as paths on a square of 64: a speech bubble around the five-petalled rose of *sub rosa*. */
export const bubblePath =
  'M32 5C16.5 5 5 15.8 5 29.5c0 7.4 3.4 13.9 8.9 18.4.5 2.7-.5 5.6-2.3 8.1-.7 1 .2 2.2 1.3 1.9 ' +
  '3.8-1 7.5-2.6 10.3-4.5 2.8.8 5.7 1.1 8.8 1.1 15.5 0 27-11 27-25S47.5 5 32 5Z';
export const petalPath =
  'M32 26.6c-5.6-3.3-8.7-7.8-6.7-12.3 1.6-3.3 5.2-3.6 6.7-1.1 1.6-2.5 5.2-2.2 6.7 1.1 2 4.5-1.1 9-6.7 12.3Z';
/** One petal is drawn; the others are turned around the middle. */
export const petalTurns = [0, 72, 144, 216, 288].map((degrees) => `rotate(${degrees} 32 29.8)`);
export const heart = { x: 32, y: 29.8, radius: 3.4 };
