/** Handles as the server knows them; the server decides, this only spares it needless questions. */
export function normalisedHandle(typed: string): string {
  return typed.trim().replace(/^@+/, '').toLowerCase();
}

export function isHandle(text: string): boolean {
  return /^[a-z][a-z0-9_.]{2,29}$/.test(text);
}
