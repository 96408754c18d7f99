/** Does something again and again, each time a while after it was done last, for as long as somebody looks at the page. */
import { ApiError } from '../../engine';

/** Ends by calling what it returns. What the server refuses, or is not there for, is tried again. */
export function again(task: () => Promise<unknown>, pause: number): () => void {
  let isOver = false;
  let timer = setTimeout(step, pause);

  function step(): void {
    const done = document.hidden ? Promise.resolve() : task();
    void done
      .catch((thrown: unknown) => {
        if (!(thrown instanceof ApiError)) throw thrown;
      })
      .finally(() => {
        if (!isOver) timer = setTimeout(step, pause);
      });
  }

  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
