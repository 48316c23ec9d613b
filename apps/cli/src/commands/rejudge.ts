import type { Rejudging, RejudgingDetail } from '@codejoust/contract/client';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeRejudging } from '../describe-rejudging.ts';
import { examples } from '../examples.ts';
import { formatDollars } from '../format-numbers.ts';
import { listAction } from '../list-action.ts';
import { readDollars, readInteger } from '../option-values.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { type RunWay, viaOption } from '../via-option.ts';
import type { Column } from '../table.ts';
import { addGateOptions, addRejudgeGates, changeGates, type GateOptions } from './rejudge-gates.ts';
import { addRejudgeRules } from './rejudge-rules.ts';

type PlanOptions = GateOptions & {
	readonly judge: string;
	readonly top?: number;
	readonly models?: string;
	readonly sample?: number;
	readonly replicates: number;
	readonly budget?: number;
	readonly priority: number;
	readonly via: RunWay;
	readonly json?: boolean;
};

/** `rejudge`: a board judged by another judge version, in the shadow of the live one. */
export function addRejudge(program: Command, context: CliContext): void {
	const rejudge = program
		.command('rejudge')
		.summary('judge a board by another judge version, and make that the live one')
		.description(
			'Judges a board by another judge version while the live board does not change; then an operator promotes or discards the new board. Needs an operator’s key.',
		);
	addPlan(rejudge, context);
	addStart(rejudge, context);
	addStatus(rejudge, context);
	addReport(rejudge, context);
	addControl(rejudge, context);
	addDecisions(rejudge, context);
	addBudget(rejudge, context);
	rejudge
		.command('list')
		.description('Lists re-judgings, newest first.')
		.option('--benchmark <name>', 'of one benchmark version')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('rejudge list', 'rejudge list --benchmark sample'))
		.action(
			listAction(
				context,
				COLUMNS,
				(client, { benchmark }: { readonly benchmark?: string; readonly json?: boolean }) =>
					client.rejudgings(benchmark === undefined ? {} : { benchmark }),
			),
		);
	addRejudgeGates(rejudge, context);
	addRejudgeRules(rejudge, context);
}

function addPlan(rejudge: Command, context: CliContext): void {
	const { terminal } = context;
	const command = rejudge
		.command('plan')
		.description(
			'Plans a re-judging and estimates its games, time and cost. The judge is not asked.',
		)
		.argument('<benchmark>', 'a benchmark, as slug or slug@version')
		.requiredOption('-j, --judge <name>', 'the new judge version, as name@version')
		.addOption(
			new Option('--top <n>', 'only the first models of the board')
				.argParser(readInteger(1, 1000))
				.conflicts('models'),
		)
		.option('--models <names>', 'only these models, separated by commas')
		.option(
			'--sample <n>',
			'only this number of questions, drawn from all categories',
			readInteger(1, 100_000),
		)
		.option('--replicates <n>', 'ask everything this number of times', readInteger(1, 5), 1)
		.option(
			'--budget <dollars>',
			'pause before it costs more (default: the upper end of the estimate)',
			readDollars,
		)
		.option('--priority <n>', 'higher goes first', readInteger(-100, 100), -10)
		.addOption(viaOption());
	addGateOptions(command)
		.option('--json', 'print the plan as JSON')
		.addHelpText(
			'after',
			examples(
				'rejudge plan sample --judge gpt-4o-2024-11-20@1 --budget 20',
				'rejudge plan sample --judge gpt-4o-2024-11-20@1 --top 5 --sample 50',
			),
		)
		.action(async (benchmark: string, options: PlanOptions, self: Command) => {
			const { client } = await connect(self);
			const planned = await client.planRejudging({
				benchmark,
				judge: options.judge,
				scope: scopeOf(options),
				sample_questions: options.sample ?? null,
				replicates: options.replicates,
				budget_micro_usd: options.budget ?? null,
				priority: options.priority,
				via: options.via,
				gates: changeGates(await client.promotionGates(), options) ?? null,
			});
			print(context, planned, options);
			if (!options.json)
				terminal.error(
					`Start it with: codejoust rejudge start ${planned.id} --confirm ${planned.confirmation ?? ''}`,
				);
		});
}

function scopeOf({ top, models }: PlanOptions): Rejudging['scope'] {
	if (top !== undefined) return { kind: 'top', models: top };
	if (models === undefined) return { kind: 'all' };
	return { kind: 'chosen', models: models.split(',').map((name) => name.trim()) };
}

function addStart(rejudge: Command, context: CliContext): void {
	rejudge
		.command('start')
		.description('Starts a planned re-judging; refused when the plan would ask something else now.')
		.argument('<id>', 'a planned re-judging')
		.requiredOption('--confirm <figure>', 'the figure at the end of the plan')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('rejudge start rej_7k2m --confirm 84:1.2345'))
		.action(
			async (
				id: string,
				options: { readonly confirm: string; readonly json?: boolean },
				self: Command,
			) => {
				const { client } = await connect(self);
				print(context, await client.startRejudging(id, options.confirm), options);
			},
		);
}

function addStatus(rejudge: Command, context: CliContext): void {
	rejudge
		.command('status')
		.description('Shows the progress of a re-judging and the gates of its promotion.')
		.argument('<id>', 'a re-judging')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('rejudge status rej_7k2m'))
		.action(async (id: string, options: { readonly json?: boolean }, self: Command) => {
			const { client } = await connect(self);
			print(context, await client.rejudging(id), options);
		});
}

function addReport(rejudge: Command, { terminal }: CliContext): void {
	rejudge
		.command('report')
		.description('Prints the comparison of the two judges on this board, as Markdown.')
		.argument('<id>', 'a re-judging')
		.addHelpText('after', examples('rejudge report rej_7k2m'))
		.action(async (id: string, _options: unknown, self: Command) => {
			const { client } = await connect(self);
			const { benchmark, from, to } = await client.rejudging(id);
			const path = `/v1/leaderboards/${encodeURIComponent(benchmark)}/judges/compare.md`;
			const query = { from: from.name, to: to.name };
			const answer = await client.download(path, query);
			for (const line of (await answer.text()).trimEnd().split('\n'))
				terminal.print(safeText(line));
		});
}

function addControl(rejudge: Command, context: CliContext): void {
	const says = {
		pause: 'Pauses all runs of a re-judging; games in flight finish.',
		resume: 'Resumes a paused re-judging.',
	} as const;
	for (const action of ['pause', 'resume'] as const)
		rejudge
			.command(action)
			.description(says[action])
			.argument('<id>', 'a re-judging')
			.option('--json', 'print it as JSON')
			.addHelpText('after', examples(`rejudge ${action} rej_7k2m`))
			.action(async (id: string, options: { readonly json?: boolean }, self: Command) => {
				const { client } = await connect(self);
				print(context, await client.controlRejudging(id, action), options);
			});
}

function addDecisions(rejudge: Command, context: CliContext): void {
	const says = {
		discard: 'Discards a re-judging: the live board does not change, and the judgments are kept.',
		cancel: 'Cancels a re-judging; its judgments are kept.',
	} as const;
	rejudge
		.command('promote')
		.description('Makes the new judge’s board the live one; the old one stays at its address.')
		.argument('<id>', 'a re-judging')
		.requiredOption('--reason <words>', 'why, for the audit log')
		.option('--over-gates', 'although gates block; the changelog of the board shows the reason')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('rejudge promote rej_7k2m --reason "It flips less"'))
		.action(
			async (
				id: string,
				options: {
					readonly reason: string;
					readonly overGates?: boolean;
					readonly json?: boolean;
				},
				self: Command,
			) => {
				const { client } = await connect(self);
				const order = { reason: options.reason, over_gates: options.overGates === true };
				print(context, await client.promoteRejudging(id, order), options);
			},
		);
	for (const decision of ['discard', 'cancel'] as const)
		rejudge
			.command(decision)
			.description(says[decision])
			.argument('<id>', 'a re-judging')
			.requiredOption('--reason <words>', 'why, for the audit log')
			.option('--json', 'print it as JSON')
			.addHelpText('after', examples(`rejudge ${decision} rej_7k2m --reason "It flips less"`))
			.action(
				async (
					id: string,
					options: { readonly reason: string; readonly json?: boolean },
					self: Command,
				) => {
					const { client } = await connect(self);
					print(context, await client.endRejudging(id, decision, options.reason), options);
				},
			);
}

function addBudget(rejudge: Command, context: CliContext): void {
	rejudge
		.command('budget')
		.description(
			'Sets what all runs of a re-judging may cost; one that has paused at its limit continues.',
		)
		.argument('<id>', 'a re-judging')
		.addOption(
			new Option('--set <dollars>', 'the new limit').argParser(readDollars).conflicts('unlimited'),
		)
		.option('--unlimited', 'remove the limit')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('rejudge budget rej_7k2m --set 25'))
		.action(
			async (
				id: string,
				options: { readonly set?: number; readonly unlimited?: boolean; readonly json?: boolean },
				self: Command,
			) => {
				const { client } = await connect(self);
				const limit = options.unlimited ? null : options.set;
				const found =
					limit === undefined
						? await client.rejudging(id)
						: await client.setRejudgingBudget(id, limit);
				print(context, found, options);
			},
		);
}

function print(
	{ terminal }: CliContext,
	rejudging: RejudgingDetail,
	{ json = false }: { readonly json?: boolean },
): void {
	if (json) terminal.print(safeJson(rejudging));
	else for (const line of describeRejudging(rejudging)) terminal.print(line);
}

const COLUMNS: readonly Column<Rejudging>[] = [
	{ title: 'Re-judging', cell: ({ id }) => id },
	{ title: 'Board', cell: ({ benchmark }) => benchmark, least: 8 },
	{ title: 'From', cell: ({ from }) => from.name, least: 8 },
	{ title: 'To', cell: ({ to }) => to.name, least: 8 },
	{ title: 'State', cell: ({ state }) => state },
	{
		title: 'Games',
		cell: ({ progress: { scored, unscored, games } }) => `${scored + unscored}/${games}`,
		isNumber: true,
	},
	{ title: 'Cost', cell: ({ progress }) => formatDollars(progress.cost_micro_usd), isNumber: true },
];
