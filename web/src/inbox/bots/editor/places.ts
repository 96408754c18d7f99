/** Where steps stand on the map, by their names: maps that are replaced and never changed. Pure. */
import type { Position } from './layout';

export type Places = ReadonlyMap<string, Position>;

export const NO_PLACES: Places = new Map();

/** The places of the layout, but for the steps that were put elsewhere. */
export function putBy(layout: Places, hand: Places): Places {
  return new Map([...layout].map(([name, place]) => [name, hand.get(name) ?? place]));
}

export function withPlace(places: Places, name: string, position: Position): Places {
  return new Map([...places, [name, position]]);
}

export function withoutPlace(places: Places, name: string): Places {
  return new Map([...places].filter(([other]) => other !== name));
}
