/** What of the inbox fits beside each other. The same widths as in the styles of `InboxLayout`. */
import { MediaQuery } from 'svelte/reactivity';

const narrow = new MediaQuery('width < 48rem');
const wide = new MediaQuery('width >= 70rem');
const roomy = new MediaQuery('width >= 82rem');

export const inboxLayout = {
  /** Views, list, thread and customer are pages of their own. */
  get narrow(): boolean {
    return narrow.current;
  },
  /** The views stand beside the list. */
  get wide(): boolean {
    return wide.current;
  },
  /** The customer stands beside the thread. */
  get roomy(): boolean {
    return roomy.current;
  },
};
