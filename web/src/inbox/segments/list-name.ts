/** What a list is called that is made of a segment. Pure. */
import { countCharacters } from '../../text/characters';

/** Characters of a segment's name, as the server counts them. */
const MOST = 60;

/** `join` puts a name and the day together; of a long name as much as there is room for. */
export function listName(name: string, join: (name: string) => string): string {
  const room = Math.max(0, MOST - countCharacters(join('')));
  const characters = Array.from(name);
  if (characters.length <= room) return join(name);
  return join(
    `${characters
      .slice(0, room - 1)
      .join('')
      .trimEnd()}…`,
  );
}
