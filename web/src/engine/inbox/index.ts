/** A brand's inbox: the engine's part that is loaded with the inbox only. */
export { Inbox } from './inbox.svelte';
export type { DeskThread } from './desk-thread.svelte';
export type { Attentive } from './attention';
export * from './queues';
export * from './ticket-view';
export { TicketList } from './ticket-list.svelte';
