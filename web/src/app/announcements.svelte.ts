/** What screen readers are told while the focus is elsewhere. */
import type { ConversationView, Message } from '../engine';
import * as m from '../paraglide/messages';
import { onOneLine } from '../text/characters';

class Announcements {
  text: string = $state('');

  say(text: string): void {
    // The same words twice in a row would not be read again.
    this.text = this.text === text ? `${text}\u00a0` : text;
  }

  clear(): void {
    this.text = '';
  }

  message(conversation: ConversationView, message: Message): void {
    const text = message.body.v > 1 ? m.newer_app() : onOneLine(message.body.text);
    this.say(m.announce_message({ name: conversation.peer.display_name, text }));
  }
}

export const announcements = new Announcements();
