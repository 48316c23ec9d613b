import { defineEnvVars } from '@sveltejs/kit/env';

export const variables = defineEnvVars({
	CODEJOUST_API_URL: {
		description: 'Where the API is when it does not run in this process.',
		schema: (value) => new URL(value ?? 'http://127.0.0.1:3000').origin,
	},
});
