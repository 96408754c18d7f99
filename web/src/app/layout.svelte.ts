/** What fits beside each other. The same widths as in the styles of `Messenger`, `Thread` and `ProfilePanel`. */
import { MediaQuery } from 'svelte/reactivity';

const narrow = new MediaQuery('width < 48rem');
const roomy = new MediaQuery('width >= 72rem');

export const layout = {
  /** List and thread are separate screens. */
  get narrow(): boolean {
    return narrow.current;
  },
  /** A person's profile has room beside the thread; otherwise it lies above it. */
  get roomy(): boolean {
    return roomy.current;
  },
};
