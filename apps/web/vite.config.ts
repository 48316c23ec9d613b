import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/** The entry of the thread that lays texts out, beside the server's own: `show-texts.ts` starts it from there. */
const textWorker: Plugin = {
	name: 'text-worker',
	apply: 'build',
	applyToEnvironment: ({ config }) => config.consumer === 'server',
	buildStart() {
		const id = 'src/lib/server/text/text-worker.ts';
		this.emitFile({ type: 'chunk', id, fileName: 'text-worker.js' });
	},
};

export default defineConfig({
	plugins: [
		textWorker,
		sveltekit({
			adapter: adapter(),
			// The page that refuses a visitor is sent at any address.
			paths: { relative: false },
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
					// The one style attribute: the router's route announcer, on pages with a client runtime.
					'style-src-attr': [
						'unsafe-hashes',
						'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
					],
					'img-src': ['self', 'data:'],
					'connect-src': ['self'],
					'form-action': ['self'],
					'base-uri': ['none'],
					'frame-ancestors': ['none'],
				},
			},
		}),
	],
	// The client is TypeScript source; it is bundled, so that the build runs without type stripping.
	worker: { format: 'es' },
	ssr: { noExternal: [/^@codejoust\//] },
});
