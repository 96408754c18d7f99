/** The blanks in saved replies and templates, filled in before they are seen. Pure. */

/** What is put into blanks, by their names. */
export type Blanks = Readonly<Record<string, string>>;

/** What is not known stays as it stands, so that it is seen before it is sent. */
export function fillIn(text: string, blanks: Blanks): string {
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/gu, (whole, name: string) =>
    Object.hasOwn(blanks, name) ? (blanks[name] ?? whole) : whole,
  );
}
