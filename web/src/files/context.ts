/** The thread whose files are shown, for what stands deep within it. */
import { getContext, setContext } from 'svelte';

import type { Attachment, Thread } from '../engine';

export interface ShownFiles {
  readonly thread: Pick<Thread, 'fileAddress' | 'messages'>;
  /** Shows a picture by itself. */
  show(picture: Attachment): void;
}

const key = Symbol('files');

export function provideFiles(files: ShownFiles): void {
  setContext(key, files);
}

export function useFiles(): ShownFiles {
  return getContext<ShownFiles>(key);
}
