import type { LeaderboardQuery, ModelBrief } from '@codejoust/contract/client';
import { error, type RequestEvent } from '@sveltejs/kit';
import { findChosen, modelChoices } from '../chart/model-choice.ts';
import { showHidden } from '../text/visible-text.ts';

/** The models of an address with a radar. */
const FIELDS = ['a', 'b', 'c'] as const;

/** The judge that an address names, for reads that know no slice. */
export function onlyJudge({ judge }: LeaderboardQuery): { judge?: string } {
	return judge === undefined ? {} : { judge };
}

/** Refuses an address that names models which are not on the board. */
export function refuseUnknown(unknown: readonly string[]): void {
	if (unknown.length === 0) return;
	const names = unknown.map((name) => `"${showHidden(name)}"`).join(', ');
	error(422, 'The input is not valid', {
		detail: `${names} ${unknown.length === 1 ? 'is' : 'are'} not on this board.`,
	});
}

/** The up to three models that an address names, by default the first of the board, and the form that names others. */
export function chooseModels<
	Row extends { readonly submission_id: string; readonly model: ModelBrief },
>({ url }: Pick<RequestEvent, 'url'>, rows: readonly Row[]) {
	const choices = modelChoices(rows);
	const asked = FIELDS.flatMap((field) => url.searchParams.get(field) || []);
	const { chosen, unknown } = findChosen(
		rows,
		asked.length > 0 ? asked : choices.slice(0, FIELDS.length).map(({ value }) => value),
	);
	refuseUnknown(unknown);
	const fields = FIELDS.map((key, place) => ({
		key,
		name: `Model ${place + 1}`,
		id: chosen[place]?.submission_id,
		isNeeded: place === 0,
	}));
	return { choices, chosen, fields };
}
