import {
	type Client,
	type InvalidParam,
	type JudgePreview,
	type JudgeRelease,
	type NewJudge,
	ProblemError,
} from '@codejoust/contract/client';
import { CRITERION_NAMES } from '@codejoust/contract/schemas/closed-lists';
import { findNearest } from '@codejoust/arena/text/nearest-name';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

const NAME = /^[a-z0-9][a-z0-9.-]*$/;

/** The criteria of a list "correctness,efficiency". The server knows which there are. */
export function readCriteria(list: string): readonly string[] {
	const names = list.split(',').map((name) => name.trim());
	const problems = [
		...names
			.filter((name) => !NAME.test(name))
			.map((name) =>
				name === ''
					? 'a name is empty'
					: `"${name.slice(0, 40)}" is no name of a criterion, the nearest is ${findNearest(name.slice(0, 40), CRITERION_NAMES)}`,
			),
		...new Set(
			names
				.filter((name, at) => name !== '' && names.indexOf(name) !== at)
				.map((name) => `${name} is named twice`),
		),
	];
	if (problems.length === 0) return names;
	throw new UsageError(safeText(`--criteria names criteria by commas: ${problems.join('; ')}.`));
}

/** A criterion of a family: with a text of one's own, or a shipped one by its name. */
export type FamilyCriterion = { readonly name: string; readonly text?: string };

/** The named criteria, each with the text of one's own where it has one; the server knows the others. */
export function chooseCriteria(
	names: readonly string[],
	own: readonly FamilyCriterion[],
): readonly FamilyCriterion[] {
	return names.map((name) => own.find((one) => one.name === name) ?? { name });
}

/** One judge for each criterion, `<slug>-<criterion>`, alike in all else. */
export function writeFamily(
	asked: NewJudge,
	criteria: readonly FamilyCriterion[],
): readonly NewJudge[] {
	const slug = asked.slug ?? asked.from?.split('@')[0];
	if (slug === undefined)
		throw new UsageError('The judges of --criteria are named after --slug, or the file’s "slug".');
	return criteria.map((criterion) => ({
		...asked,
		slug: `${slug}-${criterion.name}`,
		definition: {
			...asked.definition,
			criterion: criterion.text === undefined ? criterion.name : criterion,
		},
	}));
}

/** What each would become. Where the server refuses some, it throws one refusal with the problems of all of them. */
export async function checkFamily(
	client: Pick<Client, 'checkJudge'>,
	family: readonly NewJudge[],
): Promise<readonly JudgePreview[]> {
	const previews: JudgePreview[] = [];
	const refused: ProblemError[] = [];
	const errors: InvalidParam[] = [];
	for (const judge of family)
		try {
			previews.push(await client.checkJudge(judge));
		} catch (cause) {
			if (!(cause instanceof ProblemError) || cause.problem.errors === undefined) throw cause;
			refused.push(cause);
			errors.push(
				...cause.problem.errors.map((one) => ({ ...one, name: `${judge.slug}: ${one.name}` })),
			);
		}
	const [first] = refused;
	if (!first) return previews;
	throw new ProblemError({
		...first.problem,
		detail: `${refused.length} of ${family.length} judges are refused; none is released.`,
		errors,
	});
}

/** Releases all of them, or none where one is refused. Repeated after a failure, it releases those that are missing. */
export async function releaseFamily(
	client: Pick<Client, 'checkJudge' | 'createJudge'>,
	family: readonly NewJudge[],
): Promise<readonly JudgeRelease[]> {
	await checkFamily(client, family);
	const released: JudgeRelease[] = [];
	for (const judge of family) released.push(await client.createJudge(judge));
	return released;
}
