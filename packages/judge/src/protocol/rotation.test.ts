import { estimateRates } from '@codejoust/arena/board/board-estimates';
import { createRandom, type Random } from '@codejoust/arena/maths/random';
import { expect, test } from 'vitest';
import { contentHash } from '../identity/identity.ts';
import { rotate } from './rotation.ts';

const MEMBERS = ['c', 'a', 'b'];
const questionsOf = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		key: `q${at}`,
		contentHash: contentHash(`question ${at}`),
	}));
const countOf = (turns: ReadonlyMap<string, string>) =>
	Object.fromEntries(
		MEMBERS.map((one) => [one, [...turns.values()].filter((hash) => hash === one).length]),
	);

test('members are asked equally often, whatever the order of questions and members', () => {
	const questions = questionsOf(100);
	const turns = rotate(questions, { members: MEMBERS, seated: MEMBERS });
	expect(Object.values(countOf(turns)).toSorted()).toEqual([33, 33, 34]);
	const turned = { members: MEMBERS.toReversed(), seated: MEMBERS.toSorted() };
	const again = rotate(questions.toReversed(), turned);
	expect(new Map([...again].toSorted())).toEqual(new Map([...turns].toSorted()));
	expect([...questions.map(({ key }) => turns.get(key))].slice(0, 12)).not.toEqual(
		Array.from({ length: 12 }, (_, at) => turns.get(`q${at % 3}`)),
	);
});

test('questions of one text take their turns by their names', () => {
	const questions = questionsOf(6).map((one) => ({ ...one, contentHash: 'same' }));
	const turns = rotate(questions.toReversed(), { members: MEMBERS, seated: MEMBERS });
	expect(countOf(turns)).toEqual({ a: 2, b: 2, c: 2 });
	expect(turns.get('q0')).toBe('a');
});

test('what a recused member leaves is shared out among the others, and nothing else changes hands', () => {
	const questions = questionsOf(90);
	const all = rotate(questions, { members: MEMBERS, seated: MEMBERS });
	const two = rotate(questions, { members: MEMBERS, seated: ['b', 'c'] });
	expect(countOf(two)).toEqual({ a: 0, b: 45, c: 45 });
	for (const [key, member] of all) if (member !== 'a') expect(two.get(key)).toBe(member);
	const one = rotate(questions, { members: MEMBERS, seated: ['b'] });
	expect(countOf(one)).toEqual({ a: 0, b: 90, c: 0 });
	expect(() => rotate(questions, { members: MEMBERS, seated: [] })).toThrow('has members');
});

/** A member's vote on a question: what all members share, its own leniency, and what it alone sees. */
type Panel = {
	readonly strength: number;
	readonly leniency: readonly number[];
	/** Standard deviation of what a member alone sees; what all share has 1. */
	readonly own: number;
};
const VALUE = { win: 1, tie: 0.5, loss: 0 } as const;

function voteOn(shared: number, member: number, panel: Panel, random: Random) {
	const seen = panel.strength + shared + (panel.leniency[member] ?? 0) + panel.own * normal(random);
	return seen > 0.4 ? 'win' : seen < -0.4 ? 'loss' : 'tie';
}

function normal({ next }: Random): number {
	return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Of how many boards the interval of the score holds the mean that all members would give over all questions. */
function coverPanel(panel: Panel, { questions, boards }: { questions: number; boards: number }) {
	const random = createRandom(`panel ${JSON.stringify(panel)} ${questions}`);
	const members = panel.leniency.map((_, at) => String(at));
	let sum = 0;
	const [draws, all] = [40_000, panel.leniency.length];
	for (let draw = 0; draw < draws; draw++) {
		const shared = normal(random);
		for (let member = 0; member < all; member++)
			sum += VALUE[voteOn(shared, member, panel, random)] / (draws * all);
	}
	let covered = 0;
	for (let board = 0; board < boards; board++) {
		const asked = Array.from({ length: questions }, (_, at) => ({
			key: String(at),
			contentHash: random.nextUint32().toString(16).padStart(8, '0'),
		}));
		const turns = rotate(asked, { members, seated: members });
		const tally = { wins: 0, ties: 0, losses: 0 };
		for (const member of turns.values()) {
			const vote = voteOn(normal(random), Number(member), panel, random);
			tally[({ win: 'wins', tie: 'ties', loss: 'losses' } as const)[vote]]++;
		}
		const interval = estimateRates(tally).score?.interval;
		if (interval && interval.low <= sum && sum <= interval.high) covered++;
	}
	return covered / boards;
}

test.each([
	['equal members', { strength: 0.2, leniency: [0, 0, 0], own: 0.7 }, 150],
	['a lenient and a strict member', { strength: 0, leniency: [-0.6, 0, 0.6], own: 0.7 }, 150],
	['members that hardly agree', { strength: 0.5, leniency: [-0.3, 0, 0.8], own: 2 }, 60],
	[
		'five members and a strong model',
		{ strength: 1, leniency: [-0.4, 0, 0, 0.2, 0.9], own: 1 },
		300,
	],
] as const)('the interval of a score covers the mean of the panel: %s', (_, panel, questions) => {
	const covered = coverPanel(panel, { questions, boards: 1500 });
	expect(covered).toBeGreaterThan(0.94);
});
