/** The blanks in saved replies, filled in when one is put into the composer. Pure. */
export interface Blanks {
  readonly customer: string;
  readonly agent: string;
}

/** What is not known stays as it stands, so that it is seen before it is sent. */
export function fillIn(text: string, blanks: Blanks): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/gu, (whole, name: string) =>
    Object.hasOwn(blanks, name) ? blanks[name as keyof Blanks] : whole,
  );
}
