/**
 * The client engine: everything between the server and what components render. It follows the sync contract of
 * docs/ARCHITECTURE.md: never lose, never double. No user interface in here.
 */
export { createEngine } from './engine.svelte';
export type { EngineOptions } from './options';
export { deliveryOf } from './delivery';
export { isBrand, mayOffer, openMessage, openOffers } from './offers';
export { uuid } from './uuid';
export { ApiError, asApiError } from './api-error';
export type * from './types';
export type * from './wire';
