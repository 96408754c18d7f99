/** What can stand in a text, and what can be compared: what the bot keeps, what is known of the customer, and of their order. */
import * as m from '../../../paraglide/messages';

import type { FlowEditor } from './editor.svelte';
import { readable } from './words';

export interface Value {
  readonly path: string;
  readonly name: string;
}

/** The facts of an order that bots read; as in `crates/engage/src/orders/facts.rs`. */
export const ORDER_FACTS = [
  'number',
  'status',
  'payment',
  'placed_on',
  'total',
  'refunded',
  'items',
  'shipment',
  'carrier',
  'tracking',
] as const;

export function valuesOf({ variables, attributes }: Pick<FlowEditor, 'variables' | 'attributes'>): Value[] {
  return [
    ...Object.keys(variables).map((path) => ({ path, name: readable(path) })),
    { path: 'message', name: m.flow_value_message() },
    ...attributes.map(({ name, label }) => ({
      path: `contact.${name}`,
      name: m.flow_value_contact({ label }),
    })),
    ...ORDER_FACTS.map((fact) => ({
      path: `order.${fact}`,
      name: m.flow_value_order({ fact: readable(fact) }),
    })),
  ];
}
