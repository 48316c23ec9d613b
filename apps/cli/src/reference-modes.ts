import type { JudgeCheck, RunEstimate } from '@codejoust/contract/client';
import { SHOWN_REFERENCES } from '@codejoust/contract/schemas/closed-lists';
import { InvalidArgumentError } from 'commander';
import { ABSENT, count, formatDollars } from './format-numbers.ts';
import { UsageError } from './usage-error.ts';

export type ShownReferences = JudgeCheck['reference'];

/** `on,off,shuffled` or some of them, each once, in this order. */
export function readModes(text: string): readonly ShownReferences[] {
	const names = text.split(',').map((name) => name.trim());
	const modes = SHOWN_REFERENCES.filter((mode) => names.includes(mode));
	if (modes.length === names.length) return modes;
	throw new InvalidArgumentError(
		`It must be one or more of ${SHOWN_REFERENCES.join(', ')}, separated by commas, each once.`,
	);
}

/** What several checks would take together; null where the price of the judge is unknown. */
export function addEstimates(
	estimates: readonly Pick<RunEstimate, 'games_to_ask' | 'cost_high_micro_usd'>[],
): { readonly games: number; readonly mostMicroUsd: number | null } {
	const costs = estimates.map(({ cost_high_micro_usd: cost }) => cost);
	return {
		games: estimates.reduce((sum, { games_to_ask: games }) => sum + games, 0),
		mostMicroUsd: costs.reduce<number | null>(
			(sum, cost) => (sum === null || cost === null ? null : sum + cost),
			0,
		),
	};
}

/** Refuses to ask anything before somebody has repeated what all checks together would cost at most. */
export function requireConsent(
	sum: ReturnType<typeof addEstimates>,
	confirmed: string | undefined,
): void {
	if (sum.games === 0) return;
	const { games, mostMicroUsd: most } = sum;
	const figure = `${games}:${most === null ? 'unpriced' : (most / 1e6).toFixed(4)}`;
	if (confirmed === figure) return;
	const cost = most === null ? 'the judge has no price' : `at most ${formatDollars(most)}`;
	throw new UsageError(
		`All checks together ask ${count(games, 'game')}, ${cost}. Nothing was asked. Repeat the command with --confirm ${figure}.`,
	);
}

/** What the references of the pairs change, a line each; `check` shows its judge none, or those of other pairs. */
export function describeEffect({
	reference,
	reference_effect: effect,
}: JudgeCheck): readonly string[] {
	if (reference === 'on') return [];
	const against = reference === 'off' ? 'without references' : 'with shuffled references';
	if (effect === null)
		return [`Their references against ${against}: no numbers yet; check with --reference on too.`];
	const { split } = effect;
	return [
		`Their references against ${against}, over ${count(effect.compared, 'pair')} of ${effect.pairs} with a reference:`,
		...describePart(effect),
		...(split
			? [
					`Of them, ${count(split.solved.compared, 'pair')} whose prompts its model answers rightly by itself:`,
					...describePart(split.solved),
					`And ${count(split.unsolved.compared, 'pair')} whose prompts it does not:`,
					...describePart(split.unsolved),
				]
			: []),
	];
}

type Effect = NonNullable<JudgeCheck['reference_effect']>;

function describePart({
	accuracy,
	kappa,
	cost_micro_usd_per_pair: cost,
	better,
	worse,
	p_value: p,
}: Omit<Effect, 'split'>): readonly string[] {
	const points = (value: number) => `${(100 * value).toFixed(1)} points`;
	const plain = (value: number) => value.toFixed(3);
	return [
		`  accuracy  ${describeDifference(accuracy, points)}; better on ${better}, worse on ${worse} (McNemar p = ${p?.toFixed(4) ?? ABSENT})`,
		`  kappa     ${describeDifference(kappa, plain)}`,
		`  cost      ${describeDifference(cost, writeDollars)} per pair`,
	];
}

/** A difference below the last digit has no sign. */
function writeDollars(microUsd: number): string {
	const dollars = formatDollars(Math.abs(microUsd));
	return microUsd < 0 && /[1-9]/.test(dollars) ? `−${dollars}` : dollars;
}

type Difference = Effect['kappa'];

function describeDifference(found: Difference, write: (value: number) => string): string {
	if (found === null) return ABSENT;
	const { value, low, high } = found;
	const sign = value > 0 ? '+' : '';
	const interval =
		low === null || high === null
			? 'too few pairs for an interval'
			: `from ${write(low)} to ${write(high)}`;
	return `${sign}${write(value)} (${interval})`;
}
