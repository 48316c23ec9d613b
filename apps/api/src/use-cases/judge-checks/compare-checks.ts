import {
	type AblationCell,
	type AblationPair,
	measureAblation,
} from '@codejoust/arena/judge-quality/ablation';
import type { newAblation } from '@codejoust/contract/schemas/judge-ablation';
import type { Database } from '@codejoust/db/connect';
import { listCheckedPairs } from '@codejoust/db/queries/judge-checks/checked-pairs';
import { findJudgeCheck } from '@codejoust/db/queries/judge-checks/judge-checks';
import type { z } from 'zod';
import { Refusal } from '../../refusal.ts';

type Asked = z.output<typeof newAblation>;

/** Compares ways of asking about the same pairs. Refuses checks that are unknown or not measured, and cells of other pairs. */
export async function compareChecks(
	db: Database,
	{ rule, cells }: Asked,
): Promise<readonly AblationCell[]> {
	const pairsOf = await readPairs(db, cells);
	const asked = cells.map((parts) =>
		parts.flatMap(({ check, categories }) =>
			(pairsOf.get(check) ?? []).filter(
				({ category }) => categories === undefined || categories.includes(category),
			),
		),
	);
	refuseOtherPairs(asked);
	return measureAblation(asked, rule);
}

async function readPairs(db: Database, cells: Asked['cells']) {
	const found = new Map<string, readonly AblationPair[]>();
	const errors = [];
	for (const [at, parts] of cells.entries())
		for (const [part, { check }] of parts.entries()) {
			if (found.has(check)) continue;
			const row = await findJudgeCheck(db, check);
			if (row?.results) found.set(check, await listCheckedPairs(db, check));
			else
				errors.push({
					name: `cells.${at}.${part}.check`,
					value: check,
					reason: row ? 'This check has no numbers yet.' : 'There is no such judge check.',
				});
		}
	if (errors.length > 0)
		throw new Refusal('invalid-input', errors.map(({ reason }) => reason).join(' '), errors);
	return found;
}

function refuseOtherPairs(cells: readonly (readonly AblationPair[])[]): void {
	const plain = new Set(cells[0]?.map(({ id }) => id));
	const errors = cells.flatMap((pairs, at) => {
		const own = new Set(pairs.map(({ id }) => id));
		const missing = plain.difference(own).size;
		const more = own.difference(plain).size;
		const twice = pairs.length - own.size;
		if (missing + more + twice === 0) return [];
		const reason = `Every cell needs the pairs of the first one, each once: ${missing} are missing, ${more} are not in it, ${twice} occur twice.`;
		return [{ name: `cells.${at}`, value: `${pairs.length} pairs`, reason }];
	});
	if (errors.length > 0)
		throw new Refusal('invalid-input', errors.map(({ reason }) => reason).join(' '), errors);
}
