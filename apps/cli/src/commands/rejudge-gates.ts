import type { PromotionGatesBody } from '@codejoust/api/client';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { formatShare } from '../format-numbers.ts';
import { safeJson } from '../safe-text.ts';

export type GateOptions = {
	readonly minAccuracy?: number | 'off';
	readonly maxUnscored?: number | 'off';
	readonly coverage?: 'needed' | 'off';
};

/** Adds the options that say what holds a promotion back. */
export function addGateOptions(command: Command): Command {
	return command
		.option('--min-accuracy <share>', 'in the newest judge check, 0 to 1, or off', readShare)
		.option('--max-unscored <share>', 'of the games, 0 to 1, or off', readShare)
		.addOption(
			new Option('--coverage <rule>', 'whether every model must be judged whole').choices([
				'needed',
				'off',
			]),
		);
}

/** Gates with what the options change about them; undefined when they change nothing. */
export function changeGates(
	gates: PromotionGatesBody,
	{ minAccuracy, maxUnscored, coverage }: GateOptions,
): PromotionGatesBody | undefined {
	if (minAccuracy === undefined && maxUnscored === undefined && coverage === undefined)
		return undefined;
	const limit = (asked: number | 'off' | undefined, before: number | null) =>
		asked === undefined ? before : asked === 'off' ? null : asked;
	return {
		minimum_accuracy: limit(minAccuracy, gates.minimum_accuracy),
		maximum_unscored: limit(maxUnscored, gates.maximum_unscored),
		coverage_needed: coverage === undefined ? gates.coverage_needed : coverage === 'needed',
	};
}

/** `rejudge gates`: what holds a promotion back on this installation. */
export function addRejudgeGates(rejudge: Command, { terminal }: CliContext): void {
	addGateOptions(
		rejudge
			.command('gates')
			.description(
				'Shows or sets what holds a promotion back, where a plan has no gates of its own.',
			),
	)
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('rejudge gates', 'rejudge gates --min-accuracy 0.7'))
		.action(async (options: GateOptions & { readonly json?: boolean }, self: Command) => {
			const { client } = await connect(self);
			const before = await client.promotionGates();
			const wanted = changeGates(before, options);
			const gates = wanted ? await client.setPromotionGates(wanted) : before;
			if (options.json) terminal.print(safeJson(gates));
			else for (const line of describe(gates)) terminal.print(line);
		});
}

function describe(gates: PromotionGatesBody): readonly string[] {
	const { minimum_accuracy: accuracy, maximum_unscored: unscored } = gates;
	return [
		`Accuracy in the newest judge check  ${accuracy === null ? 'off' : `at least ${formatShare(accuracy)}`}`,
		`Unscored games                      ${unscored === null ? 'off' : `at most ${formatShare(unscored)}`}`,
		`Every model on every question       ${gates.coverage_needed ? 'needed' : 'off'}`,
	];
}

function readShare(text: string): number | 'off' {
	if (text === 'off') return 'off';
	const share = Number(text);
	if (!/^\d(\.\d{1,6})?$/.test(text) || share > 1)
		throw new InvalidArgumentError('It is a share such as 0.05, or off.');
	return share;
}
