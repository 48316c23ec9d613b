import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** The rules for components; .oxlintrc.json has those for everything else, the same and more. */
export default tseslint.config(
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	...tseslint.configs.strict,
	...svelte.configs.recommended,
	{
		files: ['**/*.svelte'],
		languageOptions: {
			globals: { ...globals.node, ...globals.browser },
			parserOptions: { parser: tseslint.parser },
		},
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
);
