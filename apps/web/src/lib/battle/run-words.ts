import type { BattleChanges } from '@codejoust/contract/client';
import { BATTLE_OUTCOMES } from '@codejoust/contract/schemas/closed-lists';
import { entrantName } from '../chart/entrant-name.ts';
import { showHidden } from '../text/visible-text.ts';

type ComparedRun = BattleChanges['from'];

/** A run by its model, its judge and, where it is one, by its replicate. */
export function nameRun({ model, judge, replicate }: ComparedRun): string {
	const again = replicate === 0 ? '' : `, asked again (replicate ${replicate})`;
	return `${entrantName(model)}, judged by ${showHidden(judge.name)}${again}`;
}

/** How often each outcome of the first run has each of the second one; rows and columns that are empty are left out. */
export function outcomeTable({ outcomes }: Pick<BattleChanges, 'outcomes'>) {
	const has = (side: 'from' | 'to') =>
		BATTLE_OUTCOMES.filter((outcome) => outcomes.some((cell) => cell[side] === outcome));
	const columns = has('to');
	return {
		columns,
		rows: has('from').map((from) => ({
			from,
			cells: columns.map((to) => ({
				to,
				battles: outcomes.find((cell) => cell.from === from && cell.to === to)?.battles ?? 0,
			})),
		})),
	};
}
