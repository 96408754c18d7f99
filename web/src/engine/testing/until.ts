/** For tests: waits for a condition, never for a time. */
export async function until(condition: () => boolean | Promise<boolean>, patience = 4_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`this never came to be: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
