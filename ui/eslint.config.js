// The rules beyond the recommended ones keep the tiers apart: components ← features ← App.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const tauri = { group: ['@tauri-apps/*'], message: 'Only ipc/client.ts talks to the shell.' };
const features = { group: ['**/features/*', '**/features/**'], message: 'Components know no feature.' };
const ipc = { group: ['**/ipc/*', '**/words/*'], message: 'Components know no word of the domain.' };
const fake = { group: ['**/ipc/fake*', '**/dev/*'], message: 'The fake shell is for development and tests only.' };

/** A feature may import its own files, components, words and the IPC, but no other feature. */
function otherFeatures(name, all) {
  const others = all.filter((feature) => feature !== name);
  return {
    group: others.flatMap((other) => [`**/${other}/*`, `**/features/${other}/**`]),
    message: 'Features do not import each other.',
  };
}

const featureNames = [
  'account',
  'attention',
  'audit',
  'connections',
  'entrance',
  'frame',
  'keys',
  'locking',
  'log',
  'mail',
  'orphans',
  'plaid-keys',
  'records',
  'removal',
  'session',
  'settings',
  'startup',
  'statements',
  'users',
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/ipc/bindings.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-imports': ['error', { patterns: [tauri, fake] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': ['error', { max: 70 }],
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['src/components/**'], rules: { 'no-restricted-imports': ['error', { patterns: [tauri, features, ipc] }] } },
  ...featureNames.map((name) => ({
    files: [`src/features/${name}/**`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [tauri, fake, otherFeatures(name, featureNames)] }],
    },
  })),
  {
    files: ['src/ipc/client.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [fake] }] },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'src/test/**', 'dev/**'],
    rules: {
      'no-restricted-imports': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
