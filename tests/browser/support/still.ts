/** Waiting for what moves, by looking at it. */
import type { Locator, Page } from 'playwright-core';

/** Until something has stood in its place for ten frames. */
export function still(found: Locator): Promise<void> {
  return found.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        let last = '';
        let same = 0;
        const look = (): void => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const box = [x, y, width, height].join();
          same = box === last ? same + 1 : 0;
          last = box;
          if (same < 10) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
  );
}

/** Until what a script has changed so far is drawn. */
export function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            resolve();
          }),
        ),
      ),
  );
}
