/** Time that has passed: no test waits for months, so the tickets of a brand are told that nothing has happened with them for so long. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { inject } from 'vitest';

import type { Brand } from './brands';

const program = `
import sqlite3, sys
path, handle, days = sys.argv[1:]
store = sqlite3.connect(path, timeout=20)
with store:
    changed = store.execute(
        "UPDATE tickets SET stirred_at = stirred_at - ? WHERE brand = (SELECT id FROM accounts WHERE handle = ?)",
        (int(days) * 86400 * 1000000, handle),
    ).rowcount
assert changed > 0, "no ticket of this brand"
`;

export function age(brand: Brand, days: number): void {
  const store = join(inject('data'), 'subrosa.db');
  execFileSync('python3', ['-c', program, store, brand.handle, String(days)]);
}
