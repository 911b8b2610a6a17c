/**
 * Which words are for translators, and where they are kept. English stands in the code; a missing translation falls
 * back to it. `en-XA` is no language: it is English with accents, made longer, for finding words outside the catalogues.
 * @type {import('@lingui/conf').LinguiConfig}
 */
// oxlint-disable-next-line import/no-default-export -- Lingui reads it so.
export default {
  sourceLocale: 'en',
  locales: ['en', 'de', 'en-XA'],
  pseudoLocale: 'en-XA',
  fallbackLocales: { default: 'en' },
  catalogs: [{ path: '<rootDir>/src/languages/{locale}', include: ['src'], exclude: ['**/*.test.*', '**/test*.ts'] }],
  orderBy: 'origin',
  formatOptions: { lineNumbers: false },
  runtimeConfigModule: { i18n: ['#language', 'i18n'], Trans: ['#trans', 'Trans'] },
}
