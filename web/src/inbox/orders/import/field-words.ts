/** What fields, counts and manners are called. */
import * as m from '../../../paraglide/messages';

import { orderStatusName, paymentName } from '../../customer/order-words';

import type { Count, Manner } from './importing.svelte';

const FIELDS: Record<string, () => string> = {
  number: m.import_field_number,
  reference: m.import_field_reference,
  placed_at: m.import_field_placed_at,
  updated_at: m.import_field_updated_at,
  status: m.import_field_status,
  payment: m.import_field_payment,
  currency: m.import_field_currency,
  total: m.import_field_total,
  email: m.import_field_email,
  phone: m.import_field_phone,
  external_id: m.import_field_external_id,
  postcode: m.import_field_postcode,
  item_name: m.import_field_item_name,
  item_sku: m.import_field_item_sku,
  item_quantity: m.import_field_item_quantity,
  item_price: m.import_field_item_price,
  shipment_state: m.import_field_shipment_state,
  carrier: m.import_field_carrier,
  tracking: m.import_field_tracking,
  refund_amount: m.import_field_refund_amount,
  refunded_at: m.import_field_refunded_at,
  handle: m.field_handle,
  topic: m.customer_consent_topic,
  state: m.customer_consent_said,
  at: m.import_field_at,
  source: m.import_field_source,
  text: m.customer_consent_text,
};

/** An attribute is called as its programs call it. */
export function fieldName(field: string): string {
  return FIELDS[field]?.() ?? field.replace(/^attribute\./, '');
}

const COUNT_WORDS: Record<Count, () => string> = {
  created: m.import_created,
  updated: m.import_updated,
  unchanged: m.import_unchanged,
  stale: m.import_stale,
  unknown: m.import_unknown,
  refused: m.import_refused,
  repeated: m.import_repeated,
};

export function countName(count: Count): string {
  return COUNT_WORDS[count]();
}

type Options<T extends string> = { value: T; name: string }[];

/** Names, not words: the same in every language. */
export const ENCODINGS: Options<Manner['encoding']> = [
  { value: 'utf-8', name: 'UTF-8' },
  { value: 'utf-16le', name: 'UTF-16' },
  { value: 'utf-16be', name: 'UTF-16 BE' },
  { value: 'windows-1252', name: 'Windows-1252' },
];

export function separators(): Options<Manner['separator']> {
  return [
    { value: 'comma', name: m.import_comma() },
    { value: 'semicolon', name: m.import_semicolon() },
    { value: 'tab', name: m.import_tab() },
  ];
}

export const DECIMALS: Options<Manner['decimal']> = [
  { value: 'point', name: '1,234.50' },
  { value: 'comma', name: '1.234,50' },
];

export function dayOrders(): Options<Manner['days']> {
  return [
    { value: 'day_first', name: m.import_day_first() },
    { value: 'month_first', name: m.import_month_first() },
  ];
}

export function statuses(): Options<Manner['status']> {
  return (['open', 'completed', 'cancelled'] as const).map((value) => ({
    value,
    name: orderStatusName(value),
  }));
}

export function payments(): Options<Manner['payment']> {
  const all = ['pending', 'authorized', 'paid', 'partially_refunded', 'refunded', 'failed'] as const;
  return all.map((value) => ({ value, name: paymentName(value) }));
}
