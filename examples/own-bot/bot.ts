/**
 * A bot of your own over REST: it takes what nobody has, answers what it knows and hands over what it does not. Node 20 or later.
 *
 *     SUBROSA_URL=https://dm.example.org SUBROSA_TOKEN=subrosa_… npx tsx bot.ts
 */
import { createHash } from 'node:crypto';

interface Conversation {
  id: string;
  thread: { epoch: number; ticket?: { assignee?: string; status: string; waiting_since?: number } };
}
interface Page {
  cursor: string;
  conversations?: { conversation: Conversation }[];
  entries?: { conversation?: Conversation }[];
}

const { SUBROSA_URL: server = '', SUBROSA_TOKEN: token = '' } = process.env;
const answers: Record<string, string> = {
  hours: 'We are here from 9 to 5, Monday to Friday.',
  return: 'You can return anything within 30 days.',
};

async function call<T>(method: string, path: string, body?: object): Promise<T | null> {
  const answer = await fetch(server + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const said = await answer.text();
  if (answer.ok) return said ? (JSON.parse(said) as T) : null;
  // A person was quicker: the thread is theirs.
  if ((JSON.parse(said) as { code: string }).code === 'thread_taken') return null;
  throw new Error(`${method} ${path}: ${said}`);
}

async function look(bot: string, { id, thread: { epoch, ticket } }: Conversation): Promise<void> {
  if (!ticket?.waiting_since || (ticket.assignee ?? bot) !== bot) return;
  const path = `/v1/conversations/${id}`;
  if (!ticket.assignee) {
    // Nobody has it: taking it raises the epoch, and brings us here again with the next entry.
    await call('PATCH', `${path}/ticket`, { assignee: bot, epoch });
    return;
  }
  const log = await call<{ events: { id: string; body: { text?: string } }[] }>('GET', `${path}/events?limit=1`);
  const asked = log?.events.at(-1);
  const words = asked?.body.text ?? '';
  const known = Object.entries(answers).find(([word]) => words.toLowerCase().includes(word));
  if (!asked || !known) {
    await call('POST', `${path}/handover`, { summary: `Asks: ${words.slice(0, 500)}`, epoch });
    return;
  }
  await call('POST', `${path}/typing`);
  // The same name for the same answer: whatever is repeated after a crash is said once.
  const digest = createHash('sha256').update(asked.id).digest('hex');
  const client_id = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
  await call('POST', `${path}/messages`, { client_id, epoch, body: { v: 1, text: known[1], automatic: true } });
}

const brand = await call<{ member: string }>('GET', '/v1/brand');
let page = await call<Page>('GET', '/v1/snapshot');
console.log('listening');
while (brand && page) {
  for (const { conversation } of page.conversations ?? page.entries ?? []) {
    if (conversation) await look(brand.member, conversation);
  }
  page = await call<Page>('GET', `/v1/sync?since=${page.cursor}&wait=30`);
}
