/** A conversation as the inbox lists it. */
import type { ConversationView } from '../types';
import type { Ticket } from '../wire';

/** A conversation with a ticket. */
export type TicketView = ConversationView & { thread: { ticket: Ticket } };

export function hasTicket(conversation: ConversationView): conversation is TicketView {
  return conversation.thread?.ticket !== undefined;
}
