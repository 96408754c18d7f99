/**
 * Passkeys on the page where people sign in: offered in the field of the handle for as long as it is open, and asked for by a button.
 * A browser does one at a time, so the button takes over from the field.
 */
import { engine } from '../app/engine';
import type { PasskeyProof } from '../engine';

import { askPasskey, offersInFields } from './passkeys';

/** A challenge holds for five minutes; one that is offered is renewed before. */
const renewMilliseconds = 4 * 60_000;

export class PasskeyOffer {
  #asking: AbortController | null = null;
  #ended = false;

  /** Offers passkeys in the field until `end`; what is chosen there goes to `chosen`. */
  async inField(chosen: (proof: PasskeyProof) => void): Promise<void> {
    if (!(await offersInFields())) return;
    while (!this.#ended && !this.#asking) {
      const asking = (this.#asking = new AbortController());
      const renewal = setTimeout(() => asking.abort(), renewMilliseconds);
      const proof = await this.#ask(asking, 'conditional');
      clearTimeout(renewal);
      // The button has taken over.
      if (this.#asking !== asking) return;
      this.#asking = null;
      if (proof) return chosen(proof);
      // A browser that would not is not asked again at once.
      if (!asking.signal.aborted) return;
    }
  }

  /** Asks for a passkey now; null when its owner would not. */
  async now(): Promise<PasskeyProof | null> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    try {
      return await askPasskey(await engine.askForPasskey(), asking.signal);
    } finally {
      if (this.#asking === asking) this.#asking = null;
    }
  }

  end(): void {
    this.#ended = true;
    this.#asking?.abort();
  }

  /** Nobody asked for this, so nobody is told when it fails. */
  async #ask(
    asking: AbortController,
    mediation: CredentialMediationRequirement,
  ): Promise<PasskeyProof | null> {
    const options = await engine.askForPasskey().catch(() => null);
    return options && !asking.signal.aborted ? askPasskey(options, asking.signal, mediation) : null;
  }
}
