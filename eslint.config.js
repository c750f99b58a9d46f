'use strict';
const js = require('@eslint/js');
const { defineConfig, globalIgnores } = require('eslint/config');
const tseslint = require('typescript-eslint');
const layers = require('./scripts/lint/layers.cjs');
const templateValues = require('./scripts/lint/template-values.cjs');
const throws = require('./scripts/lint/throws.cjs');

/** No SCREAMING. Properties are not looked at: many are words of GC, of STOMP, or of a table. */
const names = [
  { selector: 'variable', format: ['camelCase', 'PascalCase'] },
  // Node-RED's own name for its API.
  { selector: ['variable', 'parameter'], filter: '^RED$', format: null },
  // Columns of a database.
  { selector: ['variable', 'parameter'], modifiers: ['destructured'], format: null },
  { selector: 'function', format: ['camelCase', 'PascalCase'] },
  { selector: 'parameter', format: ['camelCase', 'PascalCase'], leadingUnderscore: 'allow' },
  { selector: 'typeLike', format: ['PascalCase'] },
];

module.exports = defineConfig([
  globalIgnores(['dist/', '.node-red/', 'test/runtimes/', 'site/.build/', 'site/.vitepress/cache/']),
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.editor.json', 'test/tsconfig.json', 'scripts/tsconfig.json'],
        tsconfigRootDir: __dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { project: { rules: { layers, 'template-values': templateValues, throws } } },
    rules: {
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'project/template-values': 'error',
      '@typescript-eslint/naming-convention': ['error', ...names],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['lib/**', 'nodes/**', 'plugins/**'],
    rules: {
      'project/layers': 'error',
      'project/throws': 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.property.name='on'][arguments.0.value=/^(close|input)$/] > :function[async=true]",
          message:
            'Node-RED does not wait for async handlers: a rejection ends the process, and an async close stalls the deploy.',
        },
      ],
    },
  },
  { files: ['lib/check/cli.ts', 'lib/simulator/cli.ts'], rules: { 'no-console': 'off' } },
  {
    // The same seed must bring the same events; only the broker lives in the time of its clients.
    files: ['lib/simulator/**'],
    ignores: ['lib/simulator/broker/**', 'lib/simulator/engine/clock.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: "Ask the engine's clock." },
        { object: 'Math', property: 'random', message: 'Use a seeded Random.' },
      ],
    },
  },
  {
    // Tests look into parsed JSON and foreign objects all the time.
    files: ['test/**', 'bench/**', 'chaos/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Plain JavaScript with types in its comments: the TypeScript compiler checks it, and knows its globals.
    files: ['scripts/**/*.{mjs,cjs}', 'eslint.config.js'],
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // The packages of the site are not there when the rest is linted, so nothing is known of their types.
    files: ['site/**'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'project/template-values': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['**/*.cjs', 'eslint.config.js'], languageOptions: { sourceType: 'commonjs' } },
]);
