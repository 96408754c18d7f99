/** How the visible text is compiled: shared by Vite and `npm run messages`. */
/** @type {import("@inlang/paraglide-js").CompilerOptions} */
export const paraglideOptions = {
  project: './project.inlang',
  outdir: './src/paraglide',
  strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
  localStorageKey: 'subrosa.language',
  emitReadme: false,
};
