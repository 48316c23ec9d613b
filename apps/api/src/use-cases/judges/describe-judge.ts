import { listJudgedBoards } from '@codejoust/db/queries/judges/judged-boards';
import {
	findJudgeVersionByHash,
	type JudgeVersionRow,
	listVersionsOfJudges,
} from '@codejoust/db/queries/judges/judges';
import { listImports } from '@codejoust/db/queries/judgments/judgment-imports';
import { addJudging } from '@codejoust/arena/outcomes/judging-counts';
import type { Database } from '@codejoust/db/connect';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { FoundJudge } from '../../present/judge.ts';
import { hasMembers } from '../../has-members.ts';
import { isRecorded } from '../../is-recorded.ts';
import { isMissing } from '@codejoust/judge/judge-endpoint';

/** Judge versions with what their boards say of them. Read from counts that snapshots left, whatever the number of games. */
export async function describeJudges(
	{ db, endpointOf }: Pick<ApiDeps, 'db' | 'endpointOf'>,
	rows: readonly JudgeVersionRow[],
): Promise<FoundJudge[]> {
	const boards = await listJudgedBoards(
		db,
		rows.map(({ id }) => id),
	);
	const slugs = new Set(rows.map(({ slug }) => slug));
	const versions = await listVersionsOfJudges(db, [...slugs]);
	const byJudge = Map.groupBy(boards, ({ judgeVersionId }) => judgeVersionId);
	const members = await findMembers(db, rows);
	const recorded = rows.filter(isRecorded).map(({ id }) => id);
	const imports = Map.groupBy(await listImports(db, recorded), ({ judgeVersionId: id }) => id);
	return rows.map((row) => {
		const endpoint = endpointOf(row);
		const own = byJudge.get(row.id) ?? [];
		return {
			row,
			boards: own,
			members: members.get(row.id) ?? [],
			imports: imports.get(row.id) ?? [],
			judging: addJudging(own.map(({ judging }) => judging)),
			endpoint:
				hasMembers(row) || isRecorded(row)
					? null
					: isMissing(endpoint)
						? row.boundEndpoint
						: endpoint.name,
			versions: versions.filter(({ slug }) => slug === row.slug),
		};
	});
}

/** The members of those that are juries, by their names, and of cascades in the order in which they are asked. */
async function findMembers(
	db: Database,
	rows: readonly JudgeVersionRow[],
): Promise<ReadonlyMap<number, readonly JudgeVersionRow[]>> {
	const found = new Map<number, readonly JudgeVersionRow[]>();
	for (const row of rows.filter(hasMembers)) {
		const members: JudgeVersionRow[] = [];
		const definition = readDefinition(row.definition);
		if (!('members' in definition)) continue;
		for (const { hash } of definition.members) {
			const member = await findJudgeVersionByHash(db, hash);
			if (!member) throw new Error(`${nameJudge(row)} lost its member ${hash}`);
			members.push(member);
		}
		found.set(
			row.id,
			definition.kind === 'jury'
				? members.toSorted((a, b) => (nameJudge(a) < nameJudge(b) ? -1 : 1))
				: members,
		);
	}
	return found;
}
