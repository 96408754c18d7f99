/**
 * Where one's own message is on its way, from the message and the conversation's watermarks.
 */
import type { ConversationView, Delivery, Message } from './types';

/** Null for a message of the other person. */
export function deliveryOf(
  message: Message,
  conversation: Pick<ConversationView, 'peer_read' | 'peer_delivered'>,
): Delivery | null {
  if (!message.mine) return null;
  if (message.pending) return message.pending;
  if (message.seq === null) return 'queued';
  if (message.seq <= conversation.peer_read) return 'read';
  if (message.seq <= conversation.peer_delivered) return 'delivered';
  return 'sent';
}
