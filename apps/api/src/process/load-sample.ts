import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { hasSubmission } from '@codejoust/db/queries/submissions/submissions';
import { readQuestions } from '@codejoust/formats/questions/questions';
import { readResponses } from '@codejoust/formats/responses/responses';
import { newModel } from '@codejoust/contract/schemas/model';
import { fileInMemory } from '../use-cases/submissions/response-source.ts';
import { createBenchmark } from '../use-cases/benchmarks/create-benchmark.ts';
import { createSubmission } from '../use-cases/submissions/create-submission.ts';
import { refuseProblems } from '../refuse-problems.ts';

const sample = z.object({
	slug: z.string(),
	name: z.string(),
	version: z.string(),
	description: z.string(),
	licence: z.string(),
	baseline: z.object({ model: z.string() }),
	models: z.array(newModel),
});

/** What the sample says of itself. */
export async function readSample(folder: URL): Promise<z.infer<typeof sample>> {
	return sample.parse(JSON.parse(await readFile(new URL('benchmark.json', folder), 'utf8')));
}

/** Publishes the shipped sample with its models once; a second start finds it there. */
export async function loadSample(deps: ApiDeps, folder: URL): Promise<void> {
	const file = (name: string) => readFile(new URL(name, folder));
	const metadata = await readSample(folder);
	const name = { slug: metadata.slug, version: metadata.version };
	const responsesFile = (model: string) =>
		file(`responses-${model === metadata.baseline.model ? 'baseline' : model}.jsonl`);
	const baseline = metadata.models.find(({ slug }) => slug === metadata.baseline.model);
	if (!baseline) throw new Error('the sample names no baseline');
	const known = await findBenchmarkVersion(deps.db, name);
	const publish = async () => {
		const questions = readQuestions(await file('questions.jsonl'));
		const answers = readResponses(await responsesFile(baseline.slug));
		refuseProblems('sample questions', questions.problems);
		refuseProblems('sample baseline', answers.problems);
		return createBenchmark(deps.db, {
			...metadata,
			isSample: true,
			baseline,
			questions: questions.questions,
			baselineResponses: answers.responses,
		});
	};
	const benchmarkVersionId = known?.id ?? (await publish());
	// Whoever retired its judge wants nothing judged by it, and a start must not fail for that.
	if (deps.defaultJudge({ isSample: true }).retiredAt !== null) return;
	for (const model of metadata.models.filter(({ slug }) => slug !== baseline.slug)) {
		const scope = { benchmarkVersionId, modelSlug: model.slug };
		if (await hasSubmission(deps.db, scope)) continue;
		await createSubmission(deps, {
			benchmark: `${metadata.slug}@${metadata.version}`,
			model,
			source: fileInMemory(await responsesFile(model.slug)),
			createdBy: 'sample',
			isCleared: true,
		});
	}
}
