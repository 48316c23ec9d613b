import type { GameLine } from '@codejoust/contract/schemas/export';
import { send } from '../../support/small-benchmark.ts';
import { JUDGES, MARGIN, MEMBERS, type ToldReply, type Ways } from './open-ways.ts';

export type Way = keyof typeof JUDGES;

/** What became of one way of judging, by the product and by the ledger of the judge that was asked. */
export type WayCount = {
	readonly way: Way;
	/** Judgments, each once: a rating of the baseline is one for all models. */
	readonly judgments: number;
	readonly scored: number;
	readonly unscored: number;
	readonly reasons: Readonly<Record<string, number>>;
	/** Neither scored nor unscored: must be none. */
	readonly lost: number;
	/** Scored with a value that the judge has not said so often: must be none. */
	readonly silent: number;
	/** Values of the judge that no judgment has: must be none. Of a cascade those of its first judge, which is asked everything. */
	readonly unread: number;
	/** Delivered again for a prompt whose reply had been read: none without a kill. */
	readonly paidTwice: number;
	readonly battles: Readonly<Record<string, number>>;
	/** Battles whose outcome is not what their own judgments say, calculated here once more: must be none. */
	readonly wrong: number;
};

type Said = string | number;

/** A preference comes back from a logarithm: equal to nine digits. */
const textOf = (value: Said) =>
	typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(9) : String(value);

async function readLines(ways: Ways, judge: string): Promise<readonly GameLine[]> {
	const benchmark = ways.workload.benchmark.slug;
	const { text } = await send(
		ways.server(),
		`/v1/exports/games?benchmark=${benchmark}&judge=${judge}`,
	);
	return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as GameLine]));
}

/** Compares what the product says of a way of judging with the ledger. The judgments of a jury or cascade are its members' own. */
export async function countWay(ways: Ways, way: Way): Promise<WayCount> {
	const lines = await readLines(ways, JUDGES[way]);
	const once = [...new Map(lines.map((line) => [line.identity, line])).values()];
	const read = once.flatMap((line) => readingOf(line) ?? []);
	const unscored = once.filter((line) => line.unscored_reason !== null);
	const told = (await ways.doubles.told()).filter(isAskedBy(way));
	const values = valuesOf(told);
	const whole = way === 'cascade' ? valuesOf(told.filter(isAskedBy('token'))) : values;
	const outcomes = new Map(lines.map((line) => [line.battle_id, line.outcome]));
	const expected = await expectOutcomes(ways, way, lines);
	return {
		way,
		judgments: once.length,
		scored: read.length,
		unscored: unscored.length,
		reasons: tally(unscored.map((line) => line.unscored_reason ?? '')),
		lost: once.length - read.length - unscored.length,
		silent: countSurplus(read, values),
		unread: countSurplus(whole, read),
		paidTwice: told
			.filter(({ value }) => value !== null)
			.reduce((sum, { delivered }) => sum + delivered - 1, 0),
		battles: tally([...outcomes.values()]),
		wrong: [...outcomes].filter(([id, outcome]) => expected.get(id) !== outcome).length,
	};
}

function valuesOf(told: readonly ToldReply[]): readonly Said[] {
	return told.flatMap(({ value }) => value ?? []);
}

function isAskedBy(way: Way) {
	const judges = way === 'jury' || way === 'cascade' ? MEMBERS[way] : [JUDGES[way]];
	return ({ model }: ToldReply) => judges.some((name) => name === `${model}@1`);
}

function readingOf({ verdict, rating, preference }: GameLine): Said | null {
	return preference ?? rating ?? verdict;
}

/** How many of the first are not among the second, each as often as it is there. */
function countSurplus(some: readonly Said[], others: readonly Said[]): number {
	const left = new Map<string, number>();
	for (const value of others) left.set(textOf(value), (left.get(textOf(value)) ?? 0) + 1);
	let surplus = 0;
	for (const value of some) {
		const count = left.get(textOf(value)) ?? 0;
		if (count === 0) surplus++;
		else left.set(textOf(value), count - 1);
	}
	return surplus;
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

type Outcomes = ReadonlyMap<string, string>;

/** By battle, what its judgments say; of a jury or cascade what its members' battles say. */
async function expectOutcomes(ways: Ways, way: Way, lines: readonly GameLine[]): Promise<Outcomes> {
	const battles = Map.groupBy(lines, (line) => line.battle_id);
	if (way !== 'jury' && way !== 'cascade')
		return new Map([...battles].map(([id, games]) => [id, decide(way, games)] as const));
	const votes: ReadonlyMap<string, readonly GameLine[]>[] = [];
	for (const member of MEMBERS[way])
		votes.push(Map.groupBy(await readLines(ways, member), placeOf));
	const decideAll = way === 'jury' ? decideVotes : decideInTurn;
	return new Map(
		[...battles].map(([id, [game]]) => {
			const cast = votes.map((one) => (game && one.get(placeOf(game))) ?? []);
			return [id, decideAll(cast)] as const;
		}),
	);
}

const outcomeOf = ([game]: readonly GameLine[] = []): string => game?.outcome ?? 'unscored';

/** The first judge where its preference is far enough from one half, else the second. */
function decideInTurn([first = [], second]: readonly (readonly GameLine[])[]): string {
	const isSure = outcomeOf(first) !== 'unscored' && Math.abs(meanOf(first) - 0.5) >= MARGIN;
	return outcomeOf(isSure ? first : second);
}

const placeOf = ({ submission_id: submission, question_id: question }: GameLine) =>
	`${submission} ${question}`;

/** Members that are not unscored vote; two of three are needed, and more than half of the votes decide. */
function decideVotes(votes: readonly (readonly GameLine[])[]): string {
	const cast = votes.map(outcomeOf).filter((one) => one !== 'unscored');
	if (cast.length < 2) return 'unscored';
	const wins = cast.filter((one) => one === 'win').length;
	const losses = cast.filter((one) => one === 'loss').length;
	if (2 * wins > cast.length) return 'win';
	if (2 * losses > cast.length) return 'loss';
	// A third vote would decide between a win and another vote.
	return cast.length < votes.length && Math.max(wins, losses) > 0 ? 'unscored' : 'tie';
}

function decide(way: Exclude<Way, keyof typeof MEMBERS>, games: readonly GameLine[]): string {
	if (games.some((game) => readingOf(game) === null)) return 'unscored';
	if (way === 'token') {
		const lead = meanOf(games) - 0.5;
		return bySign(Math.abs(lead) <= 0.05 ? 0 : lead);
	}
	if (way === 'rubric')
		return bySign(
			games.reduce(
				(total, { order, rating }) =>
					total + (order.startsWith('model:') ? 1 : -1) * (rating ?? NaN),
				0,
			),
		);
	return bySign(
		games.reduce((total, { order, verdict }) => {
			const strength = verdict?.includes('>>') ? 2 : 1;
			const first = verdict === 'A=B' ? 0 : verdict?.startsWith('A') ? strength : -strength;
			return total + (order === 'swapped' ? first : -first);
		}, 0),
	);
}

/** The mean preference for the model over both orders. */
function meanOf(games: readonly GameLine[]): number {
	const sum = games.reduce((total, { order, preference }) => {
		const first = preference ?? NaN;
		return total + (order === 'swapped' ? first : 1 - first);
	}, 0);
	return sum / games.length;
}

function bySign(margin: number): string {
	return margin > 0 ? 'win' : margin < 0 ? 'loss' : 'tie';
}
