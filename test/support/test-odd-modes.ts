import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeMode, type PlayedMode, playMode } from './odd-modes.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** What must come of an oddity: as `ok` within so many calls, unless more is said. */
type Expected = Partial<PlayedMode> & { readonly mostCalls: number };

const CLEAN = { state: 'done', scored: 16, open: 0, unscored: {} } as const;

/** Oddities that keep no game from its verdict. */
const SCORED: Readonly<Record<string, Expected>> = {
	array: { ...CLEAN, mostCalls: 17 },
	textplain: { ...CLEAN, mostCalls: 17, flags: ['not-json-type'] },
	'choice-error': { ...CLEAN, mostCalls: 26 },
	'choice-error-label': { ...CLEAN, mostCalls: 26 },
	'choice-error-empty': { ...CLEAN, mostCalls: 26 },
	think: { ...CLEAN, mostCalls: 17 },
	'gemini-429': { ...CLEAN, mostCalls: 60 },
	'gemini-429-obj': { ...CLEAN, mostCalls: 60 },
	'str-429-in-200': { ...CLEAN, mostCalls: 60 },
	'neg-limit': { ...CLEAN, mostCalls: 17 },
	'zero-limit': { ...CLEAN, mostCalls: 17 },
	'usage-string': { ...CLEAN, mostCalls: 17, isEstimated: true, flags: ['prompt-tokens-unknown'] },
	'model-drift': {
		...CLEAN,
		mostCalls: 17,
		reportedModels: ['judge-2026-01-01', 'judge-2026-08-01'],
	},
};

/** Oddities by which some game or every game has no reply that could be read, and words that its attempts must have. */
const UNSCORED: Readonly<Record<string, Expected & { readonly words: string }>> = {
	'azure-filter': { mostCalls: 17, scored: 10, unscored: { refused: 6 }, words: 'was filtered' },
	'ollama-trunc': {
		mostCalls: 17,
		scored: 0,
		unscored: { 'prompt-cut': 16 },
		words: '2050 tokens',
	},
};

/** Oddities by which a judge or its endpoint is held before a game is settled, and words that the run must say. */
const HELD: Readonly<Record<string, { readonly held: string; readonly words: string }>> = {
	'azure-key': { held: 'wrong-key', words: 'default refuses the key: Access denied due to' },
	'model-404': { held: 'model-gone', words: 'does not exist or you do not have access to it' },
	'unsupported-param': { held: 'refused-alike', words: "'max_tokens' is not supported" },
	'retry-long': { held: 'rate-limit', words: 'rate limited by default until' },
	redirect: {
		held: 'refused-alike',
		words: 'redirect (status 308) to https://127.0.0.1:1/v1/chat/completions',
	},
	lmstudio: {
		held: 'unreadable-alike',
		words: 'Unexpected endpoint or method. (POST /chat/completions)',
	},
};

/** Calls at an endpoint that never answered a judge. */
const MOST_CALLS_TO_HOLD = 6;

/** Few enough for every day: a shape of text, a broken reply, a limit, a filter, a cut prompt, an error without a status. */
export const USUAL_MODES = [
	'array',
	'choice-error-label',
	'think',
	'gemini-429',
	'azure-filter',
	'ollama-trunc',
	'model-404',
	'unsupported-param',
	'retry-long',
];

export const OTHER_MODES = [
	...Object.keys(SCORED),
	...Object.keys(UNSCORED),
	...Object.keys(HELD),
].filter((mode) => !USUAL_MODES.includes(mode));

/** Tests that each of these oddities ends as the tables say, and prints what it came to. */
export function testModes(names: readonly string[]): void {
	const scored = Object.entries(SCORED).filter(([mode]) => names.includes(mode));
	const unscored = Object.entries(UNSCORED).filter(([mode]) => names.includes(mode));
	const held = Object.entries(HELD).filter(([mode]) => names.includes(mode));
	const modes = ['ok', ...names];
	let postgres: PostgresServer;
	let clean: PlayedMode;
	let played: ReadonlyMap<string, PlayedMode>;

	beforeAll(async () => {
		postgres = await startPostgres();
		played = await playAll(modes, postgres);
		clean = resultOf('ok');
		console.log(modes.map((mode) => describeMode(mode, resultOf(mode))).join('\n'));
	});
	afterAll(() => postgres.stop());

	function resultOf(mode: string): PlayedMode {
		const result = played.get(mode);
		if (!result) throw new Error(`the mode ${mode} was not played`);
		return result;
	}

	test('without an oddity every game is scored by its first reply', () => {
		expect(clean).toMatchObject({ ...CLEAN, calls: 16, attempts: {}, flags: [] });
	});

	test.each(scored)('%s: every game has its verdict', (mode, expected) => {
		const { mostCalls, ...result } = expected;
		expect(resultOf(mode)).toMatchObject({ ...result, score: clean.score });
		expect(resultOf(mode).calls).toBeLessThanOrEqual(mostCalls);
	});

	test.each(unscored)('%s: no game without a reply to it is scored', (mode, expected) => {
		const { mostCalls, words, ...result } = expected;
		expect(resultOf(mode)).toMatchObject(result);
		expect(resultOf(mode).details.join('\n')).toContain(words);
		expect(resultOf(mode).calls).toBeLessThanOrEqual(mostCalls);
	});

	test.each(held)(
		'%s: the judge is held with the words, and no game is settled',
		(mode, expected) => {
			const { waitsFor, calls, ...played } = resultOf(mode);
			expect(played).toMatchObject({ state: 'paused', held: expected.held, scored: 0, open: 16 });
			expect(waitsFor).toContain(expected.words);
			expect(calls).toBeLessThanOrEqual(MOST_CALLS_TO_HOLD);
		},
	);

	const broken = scored.filter(([mode]) => mode.startsWith('choice-error'));
	test.each(broken)(
		'%s: a reply that broke off is an attempt with its words, and its tokens are paid',
		(mode) => {
			const { attempts, details, calls, promptTokens, troubles } = resultOf(mode);
			const times = calls - 16;
			expect(times).toBeGreaterThan(0);
			expect(attempts).toEqual({ 'provider-error: broken-off': times });
			expect(details).toEqual(['Upstream provider disconnected']);
			expect(promptTokens).toBe(500 * calls);
			expect(troubles).toMatchObject([
				{ error_class: 'broken-off', attempts: times, detail: 'Upstream provider disconnected' },
			]);
		},
	);
}

/** A few at a time: most of them wait. */
async function playAll(
	modes: readonly string[],
	postgres: PostgresServer,
): Promise<ReadonlyMap<string, PlayedMode>> {
	const left = [...modes];
	const played = new Map<string, PlayedMode>();
	const next = async (): Promise<void> => {
		const mode = left.shift();
		if (mode === undefined) return;
		played.set(mode, await playMode(mode, await postgres.createDatabase()));
		await next();
	};
	await Promise.all([next(), next(), next(), next()]);
	return played;
}
