/** For tests: waits for a condition, never for a time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = String(condition),
): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`this never came to be: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
