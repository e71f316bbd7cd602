import { defineConfig } from 'oxlint';
import { layeringOverrides } from './scripts/lint/layering.ts';

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise', 'vitest', 'node'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  ignorePatterns: [
    'out/**',
    'dist/**',
    'test-results/**',
    'tour/**',
    '.data/**',
    '.cache/**',
    '**/*.generated.ts',
  ],
  rules: {
    // Mistakes that types alone don't show.
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-explicit-any': 'error',
    'typescript/only-throw-error': 'error',
    eqeqeq: 'error',
    // One way to write it.
    'typescript/consistent-type-imports': 'error',
    'import/no-default-export': 'error',
    'import/no-cycle': 'error',
    // Small files, one idea each.
    'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    complexity: ['error', { max: 18 }],
    // Processes have a logger; people read the terminal of scripts only.
    'no-console': 'error',
    // TypeScript knows exhaustive switches, this rule doesn't.
    'typescript/consistent-return': 'off',
    // Flags each narrowing after a check that the compiler can't follow; data from outside is parsed with zod anyway.
    'typescript/no-unsafe-type-assertion': 'off',
    // A then() for its effect is fine where no-floating-promises sees that its end is handled.
    'promise/always-return': 'off',
    // CommonJS packages are used through their default export, which is what Node itself does.
    'import/no-named-as-default': 'off',
    'import/no-named-as-default-member': 'off',
    // A name that begins with _ says that it is unused on purpose, or comes from elsewhere.
    'no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
    ],
    'no-underscore-dangle': 'off',
    // Meant for windows; ports and threads have no origin.
    'unicorn/require-post-message-target-origin': 'off',
    // Vitest's second argument is the message.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    // A small function reads best next to its only use.
    'unicorn/consistent-function-scoping': 'off',
    // <output> is announced like role="status" but may hold phrases only.
    'jsx-a11y/prefer-tag-over-role': 'off',
    // A dialog sets the focus on purpose, through components that know when.
    'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
    // Properties, and checks shared by several tests.
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }],
    // The JSX transform needs no React in scope.
    'react/react-in-jsx-scope': 'off',
    // Styles and fonts are imported for their effect.
    'import/no-unassigned-import': 'off',
  },
  overrides: [
    {
      files: ['src-renderer/**'],
      rules: {
        'react/forbid-dom-props': [
          'error',
          {
            forbid: [
              {
                propName: 'title',
                message:
                  "A browser's own tooltip is not reached by the keyboard. What is cut is shown whole by CutTip; what is not said otherwise takes a Tooltip.",
              },
            ],
          },
        ],
      },
    },
    ...layeringOverrides(),
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['scripts/**', 'test/bench/**', 'src-backend/main.ts'], rules: { 'no-console': 'off' } },
  ],
});
