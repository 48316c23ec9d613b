import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ApiDeps } from './deps.ts';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks';
import { hasSubmission } from '@codejoust/db/queries/submissions';
import { readQuestions } from './client/questions.ts';
import { readResponses } from './client/responses.ts';
import { newModel } from './schemas/model.ts';
import { fileInMemory } from './use-cases/answer-source.ts';
import { createBenchmark } from './use-cases/create-benchmark.ts';
import { createSubmission } from './use-cases/create-submission.ts';
import { refuseProblems } from './use-cases/refuse-problems.ts';

const sample = z.object({
	slug: z.string(),
	name: z.string(),
	version: z.string(),
	description: z.string(),
	licence: z.string(),
	baseline: z.object({ model: z.string() }),
	models: z.array(newModel),
});

/** Publishes the shipped sample with its models once; a second start finds it there. */
export async function loadSample(deps: ApiDeps, folder: URL): Promise<void> {
	const file = (name: string) => readFile(new URL(name, folder));
	const facts = sample.parse(JSON.parse(await readFile(new URL('benchmark.json', folder), 'utf8')));
	const name = { slug: facts.slug, version: facts.version };
	const responsesFile = (model: string) =>
		file(`responses-${model === facts.baseline.model ? 'baseline' : model}.jsonl`);
	const baseline = facts.models.find(({ slug }) => slug === facts.baseline.model);
	if (!baseline) throw new Error('the sample names no baseline');
	if ((await findBenchmarkVersion(deps.db, name)) === undefined) {
		const questions = readQuestions(await file('questions.jsonl'));
		const answers = readResponses(await responsesFile(baseline.slug));
		refuseProblems('sample questions', questions.problems);
		refuseProblems('sample baseline', answers.problems);
		await createBenchmark(deps.db, {
			...facts,
			isSample: true,
			baseline,
			questions: questions.questions,
			baselineResponses: answers.responses,
		});
	}
	const version = await findBenchmarkVersion(deps.db, name);
	if (!version) throw new Error('the sample vanished while it was loaded');
	// Whoever retired its judge wants nothing judged by it, and a start must not fail for that.
	if (deps.defaultJudge({ isSample: true }).retiredAt !== null) return;
	for (const model of facts.models.filter(({ slug }) => slug !== baseline.slug)) {
		const scope = { benchmarkVersionId: version.id, modelSlug: model.slug };
		if (await hasSubmission(deps.db, scope)) continue;
		await createSubmission(deps, {
			benchmark: `${facts.slug}@${facts.version}`,
			model,
			source: fileInMemory(await responsesFile(model.slug)),
			createdBy: 'sample',
			isCleared: true,
		});
	}
}
