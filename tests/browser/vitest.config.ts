import { defineConfig } from 'vitest/config';

/** What is drawn does not depend on what stands behind the server, so it is looked at once. */
const drawn = ['*accessibility.test.ts', 'screenshots.test.ts'];

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    exclude: process.env['SUBROSA_CLUSTER'] === undefined ? [] : drawn,
    globalSetup: ['support/start.ts'],
    // One browser and one server for all: the machine has better things to do than to run many.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
