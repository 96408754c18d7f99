/** The words for how an order, its payment and its parcels stand. */
import type { Order } from '../../engine';
import * as m from '../../paraglide/messages';

type Shipment = NonNullable<Order['shipments']>[number];

const statuses: Record<Order['status'], () => string> = {
  open: m.customer_order_open,
  completed: m.customer_order_completed,
  cancelled: m.customer_order_cancelled,
};
const payments: Record<Order['payment'], () => string> = {
  pending: m.customer_payment_pending,
  authorized: m.customer_payment_authorized,
  paid: m.customer_payment_paid,
  partially_refunded: m.customer_payment_partially_refunded,
  refunded: m.customer_payment_refunded,
  failed: m.customer_payment_failed,
};
const shipments: Record<Shipment['state'], () => string> = {
  preparing: m.customer_shipment_preparing,
  shipped: m.customer_shipment_shipped,
  delivered: m.customer_shipment_delivered,
  failed: m.customer_shipment_failed,
  returned: m.customer_shipment_returned,
};

export const orderStatusName = (status: Order['status']): string => statuses[status]();
export const paymentName = (payment: Order['payment']): string => payments[payment]();
export const shipmentName = (state: Shipment['state']): string => shipments[state]();
