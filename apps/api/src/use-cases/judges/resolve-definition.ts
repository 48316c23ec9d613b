import type { Database } from '@codejoust/db/connect';
import { findJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { checkDefinition } from '@codejoust/judge/protocol/check-definition';
import { completeDefinition } from '@codejoust/judge/protocol/complete-definition';
import { type JudgeKind, MEMBERED_KINDS } from '@codejoust/judge/definition/definition-values';
import type { ReleasedDefinition } from '@codejoust/judge/protocol/definition';
import { parseJudgeName } from '../../benchmark-name.ts';
import { shortenValue } from '@codejoust/arena/text/printable';
import { Refusal } from '../../refusal.ts';
import { resolveMembered } from './resolve-membered.ts';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';

type Written = Readonly<Record<string, unknown>>;

export type ReadDefinition = {
	readonly definition: ReleasedDefinition;
	/** The version that the rest was taken from. */
	readonly base: JudgeVersionRow | undefined;
};

/** A definition as somebody wrote it, completed from a version where one is named. The refusal names all that is wrong. */
export async function resolveDefinition(
	db: Database,
	{ from, written }: { readonly from: string | undefined; readonly written: Written },
): Promise<ReadDefinition> {
	const base = from === undefined ? undefined : await findJudgeVersion(db, parseJudgeName(from));
	const unknown: InvalidParam[] =
		from === undefined || base
			? []
			: [{ name: 'from', value: from, reason: 'There is no such judge version.' }];
	if (unknown.length > 0) throw refuse(unknown);
	const whole = completeDefinition(base?.definition, written);
	if (whole['kind'] === ('recorded' satisfies JudgeKind)) throw refuse([RECORDED]);
	const panel = MEMBERED_KINDS.find((kind) => kind === whole['kind']);
	const checked = panel ? await resolveMembered(db, whole, panel) : checkDefinition(whole);
	if (checked.kind === 'valid') return { definition: checked.definition, base };
	throw refuse(
		checked.faults.map(({ path, reason }) => {
			const value = valueAt(whole, path);
			return {
				name: path === '' ? 'definition' : `definition.${path}`,
				...(value === undefined ? {} : { value: shortenValue(value) }),
				reason,
			};
		}),
	);
}

const RECORDED: InvalidParam = {
	name: 'definition.kind',
	value: 'recorded',
	reason:
		'A recorded judge is made by an import of judgments: POST /v1/benchmarks/{benchmark}/judgments.',
};

function refuse(errors: readonly InvalidParam[]): Refusal {
	const [problems, are] = errors.length === 1 ? ['problem', 'is'] : ['problems', 'are'];
	return new Refusal(
		'invalid-input',
		`The definition has ${errors.length} ${problems}, which ${are} listed; nothing was stored.`,
		errors,
	);
}

function valueAt(whole: unknown, path: string): unknown {
	if (path === '') return undefined;
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) =>
				typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
			whole,
		);
}
