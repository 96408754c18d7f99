/** A rule tried on the past, page by page: what was found so far, and how far it has come. */
import { ApiError, type BacktestTicket, type Problem, type SaveRule } from '../../engine';
import type { RulesRest } from '../../engine/inbox/rules-rest';

/** Tickets that are shown. */
const TICKETS = 20;

export class Trial {
  running: boolean = $state(false);
  /** The first and the last day, once they are known. */
  span: { readonly from: string; readonly to: string } | null = $state.raw(null);
  days: Readonly<Record<string, number>> = $state.raw({});
  tickets: readonly BacktestTicket[] = $state.raw([]);
  looked: number = $state(0);
  conversations: number = $state(0);
  isCut: boolean = $state(false);
  problem: Problem | null = $state.raw(null);
  readonly times: number = $derived(Object.values(this.days).reduce((sum, times) => sum + times, 0));
  #turn = 0;

  constructor(private readonly rest: Pick<RulesRest, 'backtest'>) {}

  /** Begins anew; what was running is given up. */
  async run(rule: SaveRule): Promise<void> {
    const mine = (this.#turn += 1);
    [this.running, this.problem, this.span] = [true, null, null];
    [this.days, this.tickets, this.looked, this.conversations, this.isCut] = [{}, [], 0, 0, false];
    try {
      let after: string | undefined;
      do {
        const page = await this.rest.backtest(rule, after);
        if (mine !== this.#turn) return;
        this.span = { from: page.from, to: page.to };
        this.conversations = page.conversations ?? this.conversations;
        this.looked += page.looked;
        this.isCut ||= page.is_cut;
        const days = { ...this.days };
        for (const { day, times } of page.days) days[day] = (days[day] ?? 0) + times;
        this.days = days;
        this.tickets = [...this.tickets, ...page.tickets]
          .sort((one, other) => other.at - one.at)
          .slice(0, TICKETS);
        after = page.next;
      } while (after !== undefined);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (mine === this.#turn) this.problem = thrown.problem;
    } finally {
      if (mine === this.#turn) this.running = false;
    }
  }

  stop(): void {
    this.#turn += 1;
    this.running = false;
  }
}
