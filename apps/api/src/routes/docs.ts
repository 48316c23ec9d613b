import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { ApiEnvironment } from '../middleware/authenticate.ts';
import { PROBLEMS, Refusal } from '../refusal.ts';
import { completeDocument } from './complete-document.ts';
import { PROBLEM_CODES } from '@codejoust/contract/schemas/problem';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Codejoust API</title>
<script src="/docs/theme.js"></script>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>`;

/** The theme that a reader chose on the pages, else the system's; its name is that of the reference's own style. */
const THEME = `const dark = matchMedia('(prefers-color-scheme: dark)');
const show = () => {
	let chosen = null;
	try {
		chosen = localStorage.getItem('codejoust-theme');
	} catch {
		// Without storage nothing was chosen.
	}
	const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches);
	document.documentElement.classList.toggle('dark-mode', isDark);
};
dark.addEventListener('change', show);
show();
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true });`;

/** Files of the reference page that come with the swagger-ui-dist package; nothing is loaded from elsewhere. */
const ASSETS = new Map([
	['swagger-ui.css', 'text/css; charset=utf-8'],
	['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

// The reference draws itself with inline styles and data: icons; its scripts are this server's own files.
const POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** The OpenAPI document, its reference page, and what the problem types mean. */
export function docsRoutes(api: OpenAPIHono<ApiEnvironment>) {
	const app = new Hono();
	// Written at the first request, when every route is there: it takes a tenth of a second and never changes.
	let document: string | undefined;
	app.get('/openapi.json', (context) => {
		document ??= JSON.stringify(describeApi(api));
		return context.body(document, 200, { 'content-type': 'application/json' });
	});
	app.get('/docs', (context) => {
		context.header('content-security-policy', POLICY);
		return context.html(PAGE);
	});
	for (const [name, script] of [
		['theme', THEME],
		['start', START],
	] as const)
		app.get(`/docs/${name}.js`, (context) =>
			context.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
		);
	app.get('/docs/:asset', async (context) => {
		const asset = context.req.param('asset');
		const type = ASSETS.get(asset);
		if (!type) throw new Refusal('not-found', `There is no /docs/${asset}.`);
		const path = fileURLToPath(import.meta.resolve(`swagger-ui-dist/${asset}`));
		return context.body(await readFile(path), 200, {
			'content-type': type,
			'cache-control': 'public, max-age=86400',
		});
	});
	app.get('/problems/:code', (context) => {
		const code = PROBLEM_CODES.find((known) => known === context.req.param('code'));
		if (!code) throw new Refusal('not-found', 'There is no such problem type.');
		return context.json({ code, ...PROBLEMS[code] });
	});
	return app;
}

function describeApi(api: OpenAPIHono<ApiEnvironment>) {
	return completeDocument(
		api.getOpenAPI31Document({
			openapi: '3.1.0',
			info: {
				title: 'Codejoust',
				version: '1',
				description:
					'An arena for code models: every answer is played against the baseline in both orders, and boards show honest intervals.',
				license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
			},
			servers: [{ url: '/' }],
		}),
	);
}
