/** What screen readers are told while the focus is elsewhere. */
import { mayOffer, type ConversationView, type Message } from '../engine';
import { saidIn } from '../files/said';
import * as m from '../paraglide/messages';

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
    const text = saidIn(message.body);
    const choices = mayOffer(message, conversation) && !message.mine ? (message.body.choices ?? []) : [];
    const said = m.announce_message({ name: conversation.peer.display_name, text });
    const offered = choices.map((choice) => choice.text).join(', ');
    this.say(offered ? `${said} ${m.choices()}: ${offered}` : said);
  }
}

export const announcements = new Announcements();
