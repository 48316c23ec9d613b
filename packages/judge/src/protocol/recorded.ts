import { decideBattle } from '@codejoust/arena/rules/battle';
import { GAME_ORDERS } from '@codejoust/arena/rules/game';
import { decideOneGame, decideOnePreference } from '@codejoust/arena/rules/one-game';
import { decidePreference } from '@codejoust/arena/rules/preference';
import { asGameJudgment } from '@codejoust/arena/rules/reading';
import { RECORDED_ORDERS } from '@codejoust/arena/rules/recorded-orders';
import { z } from 'zod';
import { DECISIONS, type JudgeKind, RECORDED_VALUES } from '../definition/definition-values.ts';
import { judgmentIdentity } from '../identity/identity.ts';
import type { BattlePlan, Decide, FieldFault } from './protocol.ts';
import { textOf } from './text-of.ts';

const MOST_FILES = 200;
const MOST_TIE = 0.45;

/**
 * Judgments that somebody else had made, imported from files. It asks nothing. What it pins is which files these are, so that
 * other files are another version, and how they are read.
 */
export const recordedFields = z.strictObject({
	kind: z.literal('recorded' satisfies JudgeKind),
	/** Who judged, as the file or the operator names it. */
	model: z.string().min(1).max(200),
	/** Of the files, as `formats` names it. */
	format: z.string().min(1).max(40),
	/** SHA-256 (hex) of each file's bytes, unpacked; sorted, so that the order in which they were named changes nothing. */
	files: z
		.array(z.string().regex(/^[0-9a-f]{64}$/))
		.min(1)
		.max(MOST_FILES)
		.transform((hashes) => [...new Set(hashes)].sort())
		.readonly(),
	/** Fields of the files that stand for others, by the name that the format has. */
	map: z.record(z.string(), z.string()).readonly().optional(),
	/** One: each battle is decided by one game, and nothing is known of how the order of the answers matters. */
	orders: z.enum(RECORDED_ORDERS),
	values: z.enum(RECORDED_VALUES),
	/** Of preferences: how far one may be away from one half and still be a tie. */
	tieWithin: z.number().min(0).max(MOST_TIE).optional(),
	decisions: z.enum(DECISIONS),
	/** Of words that are read again: our reader. */
	parser: z.literal('labels@1').optional(),
});
export type RecordedDefinition = Readonly<z.infer<typeof recordedFields>>;

/** A recorded judge's battle as it is imported; nothing is ever planned by it to be asked. */
export function openRecorded(definition: RecordedDefinition): BattlePlan {
	return {
		shots: () => (definition.orders === 'both' ? GAME_ORDERS : [GAME_ORDERS[0]]),
		usesReference: false,
		identity: judgmentIdentity,
		decide: decideRecorded(definition),
	};
}

const looseRecorded = recordedFields.pick({ orders: true, values: true, tieWithin: true });

/** How its battles are decided, by a definition that a bundle has; others leave its battles open. */
export function decideRecorded(definition: Readonly<Record<string, unknown>>): Decide {
	const read = z.object(looseRecorded.shape).safeParse(definition);
	if (!read.success) return () => undefined;
	const { orders, values, tieWithin = 0 } = read.data;
	const within = values === 'preferences' ? tieWithin : undefined;
	return orders === 'both' ? decideBoth(within) : decideOne(within);
}

function decideOne(tieWithin: number | undefined): Decide {
	const [order] = GAME_ORDERS;
	return (judgments) => {
		const judgment = judgments.get(order);
		if (!judgment) return undefined;
		const game = asGameJudgment(judgment);
		return tieWithin === undefined
			? decideOneGame(game, order)
			: decideOnePreference(game, { order, tieWithin });
	};
}

function decideBoth(tieWithin: number | undefined): Decide {
	return (judgments) => {
		const [first, second] = GAME_ORDERS.map((order) => judgments.get(order));
		if (!first || !second) return undefined;
		const games = { baselineFirst: asGameJudgment(first), swapped: asGameJudgment(second) };
		return tieWithin === undefined ? decideBattle(games) : decidePreference(games, tieWithin);
	};
}

/** What does not fit together in a recorded judge's definition. */
export function findRecordedFaults(given: unknown): readonly FieldFault[] {
	const has = (field: string) =>
		typeof given === 'object' && given !== null && Reflect.get(given, field) !== undefined;
	const [values, decisions] = [textOf(given, 'values'), textOf(given, 'decisions')];
	return [
		...(values === 'labels' && has('tieWithin')
			? [{ field: 'tieWithin', reason: 'Labels have no distance from a tie: leave tieWithin out.' }]
			: []),
		...(values === 'preferences' && !has('tieWithin')
			? [{ field: 'tieWithin', reason: 'Preferences need tieWithin, which may be 0.' }]
			: []),
		...(values === 'preferences' && decisions === 'reread'
			? [{ field: 'decisions', reason: 'Preferences are no words that could be read again.' }]
			: []),
		...((decisions === 'reread') === has('parser')
			? []
			: [{ field: 'parser', reason: 'Words that are read again, and no others, need a parser.' }]),
	];
}
