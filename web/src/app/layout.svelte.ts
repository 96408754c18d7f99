/** Whether list and thread stand side by side, or are separate screens. The same width as in `Messenger.svelte`. */
import { MediaQuery } from 'svelte/reactivity';

const narrow = new MediaQuery('width < 48rem');

export const layout = {
  get narrow(): boolean {
    return narrow.current;
  },
};
