/** Each day from the first to the last, with what is known of it. */
export function everyDay(
  { from, to }: { readonly from: string; readonly to: string },
  days: Readonly<Record<string, number>>,
): { readonly day: string; readonly times: number }[] {
  const all = [];
  for (let at = Date.parse(`${from}T12:00:00Z`); ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (!(day <= to)) return all;
    all.push({ day, times: days[day] ?? 0 });
  }
}
