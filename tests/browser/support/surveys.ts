/** A survey as a brand has it that asks as soon as a ticket is resolved. */
import { call, type Brand } from './brands';
import type { Person } from './people';

const atOnce = {
  is_on: true,
  question: 'How did we do?',
  answers: ['😡 Very bad', '🙁 Bad', '😐 Okay', '🙂 Good', '😍 Very good'],
  thanks: 'Thank you for telling us.',
  remark: 'Say more',
  delay_minutes: 0,
  quiet_days: 14,
};

export async function askAtOnce(owner: Person, brand: Brand): Promise<void> {
  await call(owner, 'PUT', '/v1/brand/survey', atOnce, brand);
}
