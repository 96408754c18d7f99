/** A bot with everything that it can offer, and how it comes to a brand through the API. */
import { call, type Brand } from './brands';
import type { Person } from './people';

export const firstHelp = `v: 1
name: First help
language: en
start: greeting
triggers: { always: true }
variables:
  order_number: { kind: text }
nodes:
  greeting:
    say:
      text: Hello! What can I do?
      quick_replies:
        - { text: "Where is my order?", then: ask_number }
        - { text: Talk to a person, then: person }
  ask_number:
    ask:
      text: What is your order number?
      into: order_number
      then: parcel
      otherwise: person
  parcel:
    say:
      text: "Two parcels for {{ order_number }}:"
      image: https://pictures.example.com/roses.jpg
      cards:
        - title: A dozen roses
          subtitle: Arrives on Friday
          buttons:
            - { text: Track it, open: "https://parcels.example.com/t/1" }
            - { text: It is broken, then: person }
        - title: A vase
          subtitle: Was delivered
          image: https://pictures.example.com/vase.jpg
          buttons:
            - { text: Track it, open: "https://parcels.example.com/t/2" }
      buttons:
        - { text: Start again, then: greeting }
        - { text: Visit us, open: "https://shop.example.com/visit" }
      quick_replies:
        - { text: Thank you, then: bye }
        - { text: Talk to a person, then: person }
  bye:
    say: { text: "Good-bye!", then: done }
  done:
    end: {}
  person:
    say: { text: I am getting one of us for you., then: hand }
  hand:
    hand_over: { summary: "Asked: {{ message }}", note: Be kind to them }
`;

export interface Bot {
  readonly id: string;
  readonly name: string;
}

/** A bot of a brand, live at once. */
export async function makeBot(
  owner: Person,
  brand: Brand,
  name = 'First help',
  source = firstHelp,
): Promise<Bot> {
  const { account } = await call<{ account: { id: string } }>(
    owner,
    'POST',
    '/v1/brand/bots',
    { name },
    brand,
  );
  await publish(owner, brand, account.id, source);
  return { id: account.id, name };
}

/** The bot's next version; its number. */
export async function publish(
  owner: Person,
  brand: Brand,
  bot: string,
  source: string,
  remark = '',
): Promise<number> {
  const { version } = await call<{ version: number }>(
    owner,
    'POST',
    `/v1/brand/bots/${bot}/versions`,
    { source, remark },
    brand,
  );
  return version;
}
