import { nameJudge } from '../../benchmark-name.ts';
import type { Database } from '@codejoust/db/connect';
import { findJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { Refusal } from '../../refusal.ts';
import type { JudgeChanges } from '@codejoust/contract/schemas/judge-registry';
import { compareDefinitions } from './compare-definitions.ts';
import { findJudge } from './find-judge.ts';

/** What a judge version pins otherwise than another one, by default than the version before it. */
export async function readJudgeChanges(
	db: Database,
	{ name, since }: { readonly name: string; readonly since: string | undefined },
): Promise<JudgeChanges> {
	const judge = await findJudge(db, name);
	const earlier = since === undefined ? await findEarlier(db, judge) : await findJudge(db, since);
	return compareDefinitions(
		{ name: nameJudge(earlier), definition: earlier.definition },
		{ name: nameJudge(judge), definition: judge.definition },
	);
}

async function findEarlier(
	db: Database,
	{ slug, version }: JudgeVersionRow,
): Promise<JudgeVersionRow> {
	const earlier =
		version > 1 ? await findJudgeVersion(db, { slug, version: version - 1 }) : undefined;
	if (earlier) return earlier;
	throw new Refusal(
		'not-found',
		`The judge version ${nameJudge({ slug, version })} is the first one; name another with "since".`,
	);
}
