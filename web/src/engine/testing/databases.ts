/** For tests: the names of all databases that this process's browsers hold. */
export async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name }) => name ?? '');
}
