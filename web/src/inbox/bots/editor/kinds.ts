/** The kinds of step, with what a new one of each holds. Pure. */
import type { Json } from './json';

export const KINDS = [
  'say',
  'ask',
  'form',
  'condition',
  'set',
  'look_up_order',
  'webhook',
  'answer',
  'consent',
  'hand_over',
  'wait',
  'goto',
  'end',
] as const;
export type Kind = (typeof KINDS)[number];

export function isKind(name: string | undefined): name is Kind {
  return (KINDS as readonly string[]).includes(name ?? '');
}

/**
 * Where a way leads that has to lead somewhere and does not yet. No new step is called so, and the checks say that there is none, at the
 * way itself: an empty name would be no flow at all.
 */
export const NOWHERE = 'nowhere';

/** The topic of a new step that asks for a consent: there is none, and the checks say so until one is chosen. */
export const NO_TOPIC = 'none';

/** A new step of a kind: it goes on at a step, or nowhere, and keeps what it hears in a variable. */
export function madeOf(kind: Kind, next: string, variable: string): Json {
  switch (kind) {
    case 'say':
      return { text: '', then: next };
    case 'ask':
      return { text: '', into: variable, then: next, otherwise: next };
    case 'form':
      return { text: '', fields: [{ text: '', into: variable }], then: next, otherwise: next };
    case 'condition':
      return { if: { open: true }, then: next, otherwise: next };
    case 'set':
      return { then: next };
    case 'look_up_order':
      return {
        number: variable,
        second: { email: variable },
        found: next,
        not_found: next,
        throttled: next,
      };
    case 'webhook':
      return { url: 'https://', then: next, fallback: next };
    case 'answer':
      return { answered: next, unknown: next };
    case 'consent':
      return { topic: NO_TOPIC, text: '', agreed: next, declined: next };
    case 'hand_over':
      return {};
    case 'wait':
      return { for: '10m', then: next };
    case 'goto':
      return next;
    case 'end':
      return {};
  }
}
