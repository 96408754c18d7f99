import { defineConfig } from 'vitest/config';

/** What is drawn, and what keys and pointers do on a page, does not depend on what stands behind the server: it is looked at once. */
const isCluster = process.env['SUBROSA_CLUSTER'] !== undefined;
const drawn = ['*accessibility.test.ts', 'flow-editor.test.ts', 'keyboard.test.ts', 'phone.test.ts'];
/** What one person does at one server: what stands behind it is asked the same by the API's tests, on PostgreSQL. */
const ofOne = [
  'audit.test.ts',
  'bots-settings.test.ts',
  'brand-deletion.test.ts',
  'customer.test.ts',
  'disputes.test.ts',
  'entrance.test.ts',
  'files.test.ts',
  'inbox-long.test.ts',
  'inbox-search.test.ts',
  'journeys.test.ts',
  'knowledge.test.ts',
  'levels.test.ts',
  'long.test.ts',
  'model.test.ts',
  'people.test.ts',
  'reports.test.ts',
  'retention.test.ts',
  'roles.test.ts',
  'rules.test.ts',
  'second-factor.test.ts',
  'segments.test.ts',
  'shops.test.ts',
  'sign-on.test.ts',
  'suppressions.test.ts',
  'surveys.test.ts',
  'templates.test.ts',
  'thread.test.ts',
  'views.test.ts',
  'vouchers.test.ts',
  'wait.test.ts',
  'waiting.test.ts',
  'webhooks.test.ts',
  // Passkeys are bound to one address, and a cluster of this machine has two.
  'passkeys.test.ts',
];
/** The docs' pictures are taken when somebody asks for them. */
const pictures = process.env['SUBROSA_SCREENSHOTS'] === undefined ? ['screenshots.test.ts'] : [];
const notOfLooks = /^(?!.*(axe|no violations))/;

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    exclude: [...pictures, ...(isCluster ? [...drawn, ...ofOne] : [])],
    ...(isCluster ? { testNamePattern: notOfLooks } : {}),
    globalSetup: ['support/start.ts'],
    // One server for all, and two browsers: while one waits, the other draws. More would wait for processors.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
