/**
 * Builds the service worker as its own unhashed file and tells it which files make up the app, so that a
 * reload works without a network. Never runs in development: there, files change under its feet.
 */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';

import { build, type Plugin, type ResolvedConfig } from 'vite';

/** Files for the server and the build, not for the browser. */
const notShell = /(^|\/)\.|\.map$|^index\.html$/;
/** Each is wanted in one language only: kept when it was used, not before. */
const keptWhenUsed = /\/words\.[a-z]+-/;

export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'subrosa:service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async writeBundle(options, bundle) {
      const emitted = Object.keys(bundle);
      const copied = readdirSync(config.publicDir, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(config.publicDir, `${entry.parentPath}/${entry.name}`));
      const files = [...emitted, ...copied]
        .filter((file) => !notShell.test(file) && !keptWhenUsed.test(file))
        .sort();
      const page = bundle['index.html'];
      const version = createHash('sha256')
        .update(files.join('\n'))
        .update(page?.type === 'asset' ? page.source : '')
        .digest('hex')
        .slice(0, 12);
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          SHELL_VERSION: JSON.stringify(version),
          SHELL_FILES: JSON.stringify(['/', ...files.map((file) => `/${file}`)]),
        },
        build: {
          outDir: options.dir ?? config.build.outDir,
          emptyOutDir: false,
          target: config.build.target,
          lib: {
            entry: 'src/service-worker/worker.ts',
            formats: ['es'],
            fileName: () => 'service-worker.js',
          },
        },
      });
    },
  };
}
