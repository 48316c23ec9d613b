import {
	GATE_LIMITS,
	type GateField,
	LIMITED_GATES,
	type LimitedGate,
} from '@codejoust/contract/schemas/promotion-gates';
import type { PromotionGatesBody } from '@codejoust/contract/client';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { formatShare } from '../format-numbers.ts';
import { safeJson } from '../safe-text.ts';

/** By the option's name as commander writes it, such as `minKappa`. */
export type GateOptions = {
	readonly checkSet?: string;
	readonly coverage?: 'needed' | 'off';
	readonly [limit: string]: unknown;
};

/** Adds the options that say what holds a promotion back. */
export function addGateOptions(command: Command): Command {
	for (const gate of LIMITED_GATES) command.addOption(optionOf(gate));
	return command
		.option('--check-set <name>', 'the labelled pairs of the judge check, or newest')
		.addOption(
			new Option(
				'--coverage <rule>',
				'whether every model must be judged on every question',
			).choices(['needed', 'off']),
		);
}

function optionOf(gate: LimitedGate): Option {
	const { option, words, from, to } = GATE_LIMITS[gate];
	const says = `${words.toLowerCase()}, ${from} to ${to}, or off`;
	return new Option(`--${option} <number>`, says).argParser((text) => readLimit(gate, text));
}

/** Gates with what the options change about them; undefined when they change nothing. */
export function changeGates(
	gates: PromotionGatesBody,
	options: GateOptions,
): PromotionGatesBody | undefined {
	const changes: Partial<Record<GateField, number | null>> = {};
	for (const gate of LIMITED_GATES) {
		const { field, option } = GATE_LIMITS[gate];
		const asked = options[attributeOf(option)];
		if (asked === 'off') changes[field] = null;
		else if (typeof asked === 'number') changes[field] = asked;
	}
	const { checkSet, coverage } = options;
	const isChanged = Object.keys(changes).length > 0;
	if (!isChanged && checkSet === undefined && coverage === undefined) return undefined;
	return {
		...gates,
		...changes,
		...(checkSet !== undefined && { check_set: checkSet === 'newest' ? null : checkSet }),
		...(coverage !== undefined && { coverage_needed: coverage === 'needed' }),
	};
}

function attributeOf(option: string): string {
	return option.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `rejudge gates`: what holds a promotion back on this installation. */
export function addRejudgeGates(rejudge: Command, { terminal }: CliContext): void {
	addGateOptions(
		rejudge
			.command('gates')
			.description('Shows or sets the gates of a promotion, for plans without gates of their own.'),
	)
		.option('--json', 'print them as JSON')
		.addHelpText(
			'after',
			examples('rejudge gates', 'rejudge gates --min-accuracy 0.7 --check-set judgebench'),
		)
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
	const lines = LIMITED_GATES.map((gate) => {
		const { field, words, side } = GATE_LIMITS[gate];
		const limit = gates[field];
		return [words, limit === null ? 'off' : `at ${side} ${writeLimit(gate, limit)}`] as const;
	});
	const all = [
		...lines,
		['Judge check', gates.check_set ?? 'the newest of any set'] as const,
		['Every model on every question', gates.coverage_needed ? 'needed' : 'off'] as const,
	];
	const width = Math.max(...all.map(([words]) => words.length)) + 2;
	return all.map(([words, value]) => `${words.padEnd(width)}${value}`);
}

function writeLimit(gate: LimitedGate, limit: number): string {
	return GATE_LIMITS[gate].from === -1 ? String(limit) : formatShare(limit);
}

function readLimit(gate: LimitedGate, text: string): number | 'off' {
	if (text === 'off') return 'off';
	const { from, to } = GATE_LIMITS[gate];
	const value = Number(text);
	if (!/^-?\d(\.\d{1,6})?$/.test(text) || value < from || value > to)
		throw new InvalidArgumentError(`It must be a number from ${from} to ${to}, or off.`);
	return value;
}
