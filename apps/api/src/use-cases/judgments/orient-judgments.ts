import { type GameOrder, GAME_ORDERS } from '@codejoust/arena/rules/game';
import type { RecordedOrders } from '@codejoust/arena/rules/recorded-orders';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import { quoteValue, shortenValue } from '@codejoust/arena/text/printable';
import type { ReasonCode } from '@codejoust/formats/checks/problem';
import type { ProblemList } from '@codejoust/formats/checks/problem-list';
import type {
	RecordedGame,
	RecordedJudgment,
	RecordedSide,
	ShownFirst,
} from '@codejoust/formats/judgments/recorded-judgment';
import { contentHash } from '@codejoust/judge/identity/identity';
import { slugOf } from '../../slug-of.ts';

/** A judgment of a model against the baseline of a benchmark version. */
export type OrientedJudgment = {
	readonly place: string;
	readonly line: number;
	readonly judge: string;
	readonly model: string;
	/** The question's key. */
	readonly question: string;
	readonly answer: string | undefined;
	readonly characters: number | undefined;
	/** From the baseline's side: A is the baseline in the game named baseline-first. */
	readonly games: ReadonlyMap<GameOrder, RecordedGame>;
};

export type Orientation = {
	readonly questions: readonly { readonly key: string; readonly prompt?: string }[];
	readonly baseline: {
		readonly slug: string;
		readonly name: string;
		/** Of its answer, by the question's key. */
		readonly hashOf: ReadonlyMap<string, string>;
	};
	readonly orders: RecordedOrders;
	/** What the file leaves out, and what it says that does not count. */
	readonly given: {
		readonly judged_by?: string | undefined;
		readonly model?: string | undefined;
		readonly baseline?: string | undefined;
	};
};

/** Records in which neither model is the baseline: how many, and a few of the pairs. */
export type OtherPairs = { readonly count: number; readonly examples: readonly string[] };

/** Finds question, contestant and baseline of every record; whatever does not fit is a problem. */
export function orientJudgments(
	judgments: readonly RecordedJudgment[],
	orientation: Orientation,
	problems: ProblemList,
): { readonly rows: readonly OrientedJudgment[]; readonly others: OtherPairs } {
	const find = createFinder(orientation.questions);
	const seen = new Map<string, string>();
	const examples: string[] = [];
	const rows: OrientedJudgment[] = [];
	let count = 0;
	for (const judgment of judgments) {
		const refuse: Refuse = (field, reason, says, value) =>
			problems.add({
				line: judgment.line,
				field,
				reason,
				message: `${judgment.place}: ${says}`,
				...(value === undefined ? {} : { value: shortenValue(value) }),
			});
		const question = find(judgment.question, refuse);
		const side = chooseBaseline(judgment, orientation);
		if (side === 'other') {
			count += 1;
			if (examples.length < 3) examples.push(namePair(judgment));
			continue;
		}
		if (question === undefined) continue;
		const row = orientOne(judgment, { side, question, orientation, refuse });
		if (!row) continue;
		const key = JSON.stringify([row.judge, slugOf(row.model), question]);
		const first = seen.get(key);
		if (first === undefined) {
			seen.set(key, row.place);
			rows.push(row);
		} else
			refuse(
				'question_id',
				'duplicate',
				`${quoteValue(row.model)} was judged on question ${quoteValue(question)} in ${first} already; one judgment of a model and question is taken.`,
				question,
			);
	}
	return { rows, others: { count, examples } };
}

type Refuse = (field: string, reason: ReasonCode, says: string, value?: unknown) => void;

function orientOne(
	judgment: RecordedJudgment,
	{
		side,
		question,
		orientation,
		refuse,
	}: {
		readonly side: ShownFirst;
		readonly question: string;
		readonly orientation: Orientation;
		readonly refuse: Refuse;
	},
): OrientedJudgment | undefined {
	const { baseline, given, orders } = orientation;
	const [theirs, own] =
		side === 'one'
			? [judgment.sides.one, judgment.sides.two]
			: [judgment.sides.two, judgment.sides.one];
	const faults = checkBaseline(theirs, { question, baseline, given: given.baseline });
	if (faults) refuse(...faults);
	const model = own.model ?? given.model;
	if (model === undefined)
		refuse('model', 'missing-field', 'it names no model: name it with the option model.');
	const judge = given.judged_by ?? judgment.judge;
	if (judge === undefined)
		refuse('judge', 'missing-field', 'it does not say who judged: name that with judged_by.');
	if (faults || model === undefined || judge === undefined) return undefined;
	return {
		place: judgment.place,
		line: judgment.line,
		judge,
		model,
		question,
		answer: own.answer,
		characters: own.characters,
		games: orientGames(judgment.games, side, orders),
	};
}

/** The side of the baseline; `other` where neither model is it. */
function chooseBaseline(
	{ sides, baseline: declared }: RecordedJudgment,
	{ baseline }: Orientation,
): ShownFirst | 'other' {
	const isIt = ({ model }: RecordedSide) =>
		model !== undefined && (model === baseline.name || slugOf(model) === baseline.slug);
	if (declared !== undefined) {
		const { model, answer } = sides[declared];
		return model === undefined || answer !== undefined || isIt(sides[declared])
			? declared
			: 'other';
	}
	return isIt(sides.one) ? 'one' : isIt(sides.two) ? 'two' : 'other';
}

/** What speaks against a side's being the benchmark's baseline: its answer, or, without one, that it has no name. */
function checkBaseline(
	side: RecordedSide,
	{
		question,
		baseline,
		given,
	}: Pick<Orientation, 'baseline'> & {
		readonly question: string;
		readonly given: string | undefined;
	},
): Parameters<Refuse> | undefined {
	if (side.answer !== undefined) {
		if (contentHash(side.answer) === baseline.hashOf.get(question)) return undefined;
		return [
			'baseline',
			'unknown-baseline',
			`its first answer to question ${quoteValue(question)} is not the answer of the benchmark’s baseline, ${baseline.name}.`,
		];
	}
	const name = side.model ?? given;
	if (name === undefined)
		return [
			'baseline',
			'missing-field',
			'it does not say what the model was compared with: name that with the option baseline.',
		];
	if (name === baseline.name || slugOf(name) === baseline.slug) return undefined;
	return [
		'baseline',
		'unknown-baseline',
		`the model was compared with ${quoteValue(name)}, and the benchmark’s baseline is ${baseline.name}.`,
	];
}

/** By order; of one game nobody knows how the order matters, so that it is turned to have the baseline first. */
function orientGames(
	games: readonly RecordedGame[],
	side: ShownFirst,
	orders: RecordedOrders,
): ReadonlyMap<GameOrder, RecordedGame> {
	const [first, second] = GAME_ORDERS;
	return new Map(
		games.map((game) => {
			const isFirst = game.shownFirst === side;
			if (orders === 'both') return [isFirst ? first : second, game];
			return [first, isFirst ? game : turnGame(game)];
		}),
	);
}

const TURNED: Readonly<Record<Verdict, Verdict>> = {
	'A>>B': 'B>>A',
	'A>B': 'B>A',
	'A=B': 'A=B',
	'B>A': 'A>B',
	'B>>A': 'A>>B',
};

function turnGame(game: RecordedGame): RecordedGame {
	const { decision, preference } = game;
	return {
		...game,
		decision: decision === null ? null : TURNED[decision],
		...(preference == null ? {} : { preference: 1 - preference }),
	};
}

function namePair({ sides: { one, two } }: RecordedJudgment): string {
	const name = ({ model }: RecordedSide) => quoteValue(model ?? 'a model without a name');
	return `${name(one)} and ${name(two)}`;
}

/** Finds a question by its key, or by its text where that is one question's alone. */
function createFinder(questions: Orientation['questions']) {
	const keys = new Set(questions.map(({ key }) => key));
	const byPrompt = Map.groupBy(questions, ({ prompt }) => prompt);
	return ({ id, text }: RecordedJudgment['question'], refuse: Refuse): string | undefined => {
		if (id !== undefined && keys.has(id)) return id;
		if (text !== undefined && keys.has(text)) return text;
		const found = text === undefined ? [] : (byPrompt.get(text) ?? []);
		const [only] = found;
		if (only && found.length === 1) return only.key;
		const value = id ?? text;
		const field = id === undefined ? 'instruction' : 'question_id';
		const says = only
			? `several questions have this text (${found.length}); name them by question_id.`
			: `the benchmark has no question ${quoteValue(value)}.`;
		refuse(field, only ? 'ambiguous-question' : 'unknown-question', says, value);
		return undefined;
	};
}
