// Strict rules, and the house's order of imports: api → components → features → shells, words open to all above api.
// The zones come from the folder list, so a new feature is guarded from its first file.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const src = fileURLToPath(new URL('src', import.meta.url));
const foldersIn = (path) =>
  readdirSync(`${src}/${path}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

const zone = (target, from, message) => ({ target: `./src/${target}`, from: `./src/${from}`, message });
const siblings = (parent) =>
  foldersIn(parent).map((name) => ({
    target: `./src/${parent}/${name}`,
    from: `./src/${parent}`,
    except: [`./${name}`],
    message: `One of ${parent}/ may not import another: shells join features, nobody joins shells.`,
  }));

const zones = [
  ...['words', 'components', 'features', 'shells', 'testing'].map((from) => zone('api', from, 'api/ knows only the contract.')),
  ...['api', 'components', 'features', 'shells', 'testing'].map((from) => zone('words', from, 'words/ knows nothing else.')),
  ...['features', 'shells'].map((from) => zone('components', from, 'components/ know no feature.')),
  zone('features', 'shells', 'features/ know no shell.'),
  ...siblings('features'),
  ...siblings('shells'),
];

export default tseslint.config(
  { ignores: ['dist', 'src/api/schema.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      importX.flatConfigs.typescript,
      jsxA11y.flatConfigs.strict,
      reactHooks.configs.flat.recommended,
    ],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      // React.lazy takes the default export of a module; everything else has a name.
      'import-x/no-default-export': 'error',
      // A region that scrolls must be reachable by keyboard.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['region'], tags: [] }],
      complexity: ['error', 15],
      'max-lines-per-function': ['error', { max: 120, skipComments: true, skipBlankLines: true }],
      'max-params': ['error', 6],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Calls go through api/client.ts.' }],
    },
  },
  { files: ['src/api/client.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['src/shells/**/*-shell.tsx', 'src/shells/child/{child-dialogs,oversight-news,past-conversations,pin-screen}.tsx', '*.config.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['scripts/**/*.mjs', 'eslint.config.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
);
