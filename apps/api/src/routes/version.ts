import { createRoute } from '@hono/zod-openapi';
import { serverVersion } from '@codejoust/contract/schemas/version';
import { VERSION } from '@codejoust/contract/version';
import type { ApiDeps } from '../deps.ts';
import { presentClient } from '../present/client-package.ts';
import { Refusal } from '../refusal.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

export const CLIENT_PATH = '/cli/codejoust.tgz';

const read = createRoute({
	method: 'get',
	path: '/v1/version',
	tags: ['health'],
	summary: 'The version of the server, how to get a key, and the client that it offers',
	responses: { 200: json(serverVersion, 'All of it'), ...problems() },
});

/** What runs here, and the command line as a file. */
export function versionRoutes({
	clientPackage,
	keyHelp,
	signIn,
}: Pick<ApiDeps, 'clientPackage' | 'keyHelp' | 'signIn'>) {
	const app = newApp().openapi(read, (context) =>
		context.json(
			{
				version: VERSION,
				key_help: keyHelp ?? null,
				sign_in: signIn
					? {
							label: signIn.settings.label,
							gives_organisations: signIn.settings.signUp !== undefined,
						}
					: null,
				client: presentClient(clientPackage, CLIENT_PATH),
			},
			200,
		),
	);
	app.get(CLIENT_PATH, (context) => {
		if (!clientPackage)
			throw new Refusal(
				'not-found',
				'This server was started without the package of the command line: "npm run build" makes it.',
			);
		const { bytes, sha256, version } = clientPackage;
		return context.body(bytes, 200, {
			'content-type': 'application/gzip',
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="codejoust-${version}.tgz"`,
			'cache-control': 'public, max-age=300',
			etag: `"${sha256}"`,
		});
	});
	return app;
}
