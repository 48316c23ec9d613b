import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		ignores: [
			'**/build/',
			'**/.svelte-kit/',
			'**/.turbo/',
			'**/.codejoust/',
			'packages/db/src/migrations/',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	...tseslint.configs.strict,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.node } },
		rules: {
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/unified-signatures': 'off',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-console': 'error',
		},
	},
	{
		files: ['apps/web/**'],
		languageOptions: { globals: { ...globals.browser } },
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser } },
	},
	{
		files: ['packages/arena/src/**'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-globals': ['error', 'process', 'fetch', 'Buffer', 'setTimeout', 'console'],
			'no-restricted-properties': [
				'error',
				{ object: 'Math', property: 'random', message: 'Every draw takes a seed.' },
				{ object: 'Date', property: 'now', message: 'The clock is an argument.' },
			],
		},
	},
	{
		files: ['test/**', 'tools/**', 'apps/cli/**', '**/*.test.ts'],
		rules: { 'no-console': 'off' },
	},
);
