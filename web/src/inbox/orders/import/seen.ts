/** Which orders or customers of a file were read already. Nothing on a page depends on it, and there may be hundreds of thousands. */
export class Seen {
  readonly #numbers = new Set<number>();

  /** Adds those of a piece, and says how many of them are not new. */
  add(numbers: readonly number[]): number {
    const before = this.#numbers.size;
    for (const number of numbers) this.#numbers.add(number);
    return numbers.length - (this.#numbers.size - before);
  }
}
