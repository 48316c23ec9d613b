import { createRoute, z } from '@hono/zod-openapi';
import { answerCopies, newAnswerCopies } from '@codejoust/contract/schemas/answer-copies';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { findVersion } from '../find-version.ts';
import { findCopies } from '../use-cases/submissions/find-copies.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const compare = createRoute({
	method: 'post',
	path: '/v1/benchmarks/{benchmark}/copies',
	tags: ['benchmarks'],
	summary: 'Whether answers, given as hashes, are those of the baseline or of a published model',
	description: 'White space makes no difference. Nothing is stored.',
	request: {
		params: z.object({ benchmark: benchmarkName }),
		body: { content: { 'application/json': { schema: newAnswerCopies } }, required: true },
	},
	responses: {
		200: json(answerCopies, 'What a submission of these answers would be flagged for'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'not-found',
		),
	},
});

/** Answers that somebody else has given. */
export function answerCopyRoutes({ db }: Pick<RouteDeps, 'db'>) {
	return newApp().openapi(compare, async (context) => {
		const version = await findVersion(db, context.req.valid('param').benchmark);
		const { model, answers } = context.req.valid('json');
		const given = answers.map(({ question_id: questionId, sha256 }) => ({ questionId, sha256 }));
		const own = { kind: 'given', versionId: version.id, model, answers: given } as const;
		const warnings = await findCopies(db, own, version);
		return context.json(
			{ benchmark: `${version.slug}@${version.version}`, warnings: [...warnings] },
			200,
		);
	});
}
