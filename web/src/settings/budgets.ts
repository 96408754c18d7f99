/** How many promotions a week can be chosen. Pure. */

/** The most that can be said: as many as come. */
export const WITHOUT_END = 100;
const counted = 20;

/** None up to twenty, as many as come, and what is set though another app set it. */
export function offeredBudgets(present: number): number[] {
  const all = new Set([...Array.from({ length: counted + 1 }, (_, count) => count), present, WITHOUT_END]);
  return [...all].sort((one, other) => one - other);
}
