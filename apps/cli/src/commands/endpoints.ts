import type { Endpoint, EndpointTest } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { count, formatDollars } from '../format-numbers.ts';
import { listAction } from '../list-action.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { addFirstHour } from './endpoints-first-hour.ts';
import { addEndpointPrice } from './endpoints-price.ts';
import type { Column } from '../table.ts';

type Json = { readonly json?: boolean };

/** `endpoints`: where judges are asked. */
export function addEndpoints(program: Command, context: CliContext): void {
	const endpoints = program
		.command('endpoints')
		.summary('list and test the endpoints at which judges are asked')
		.description(
			'The endpoints at which judges are asked; the server’s file of CODEJOUST_ENDPOINTS describes them. Needs an operator’s key.',
		);
	endpoints
		.command('list')
		.description(
			'Lists the endpoints: models, limits and their use, workers, judges. “differs” means that workers have different settings under one name.',
		)
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('endpoints list', 'endpoints list --json'))
		.action(
			listAction(context, COLUMNS, async (client) => {
				const { items } = await client.endpoints();
				return { items, next_cursor: null };
			}),
		);
	addTest(endpoints, context);
	addFirstHour(endpoints, context);
	addEndpointPrice(endpoints, context);
}

function addTest(endpoints: Command, { terminal, finish }: CliContext): void {
	endpoints
		.command('test')
		.description(
			'Asks an endpoint for its models and one game, and says in a sentence what is wrong. You pay for the game.',
		)
		.argument('<name>', 'an endpoint')
		.option('--model <model>', 'the model to ask (default: that of a judge that is asked there)')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('endpoints test openai', 'endpoints test local --model Qwen/Qwen3-32B'),
		)
		.action(async (name: string, options: Json & { readonly model?: string }, self: Command) => {
			const { client } = await connect(self);
			const { model } = options;
			const tested = await client.testEndpoint(name, model === undefined ? {} : { model });
			if (options.json) terminal.print(safeJson(tested));
			else for (const line of describeTest(tested)) terminal.print(line);
			finish(tested.finding === 'ok' ? EXIT.ok : EXIT.failed);
		});
}

const COLUMNS: readonly Column<Endpoint>[] = [
	{ title: 'Endpoint', cell: ({ name }) => name, least: 8 },
	{ title: 'Host', cell: ({ host }) => host, least: 8 },
	{ title: 'Models', cell: ({ models }) => models.join(' '), least: 8 },
	{ title: 'Most calls', cell: ({ limits }) => String(limits.concurrency), isNumber: true },
	{ title: 'Calls/min', cell: describeRate, isNumber: true },
	{ title: 'Games', cell: ({ use }) => String(use.games), isNumber: true },
	{ title: 'Workers', cell: describeWorkers },
	{
		title: 'Judges',
		cell: ({ judges }) =>
			judges.map(({ name, is_bound: isBound }) => (isBound ? `${name} (bound)` : name)).join(' '),
		least: 8,
	},
];

/** `120 of 5000`; without a known limit the calls alone. */
function describeRate({ use }: Endpoint): string {
	const { sent_per_minute: sent, allowed_per_minute: allowed } = use;
	return allowed === null ? String(sent) : `${sent} of ${allowed}`;
}

function describeWorkers({ workers, settings_differ: differs }: Endpoint): string {
	const standing = workers.filter((worker) => worker.is_standing_by).length;
	return [
		workers.length === 0 ? 'none' : String(workers.length),
		...(differs ? ['differs'] : []),
		...(standing > 0 ? [`${standing} standing by`] : []),
		...(workers.some(({ outage }) => outage !== null) ? ['outage'] : []),
	].join(', ');
}

function describeTest(tested: EndpointTest): readonly string[] {
	const { models, verdict, cost_micro_usd: cost, latency_ms: ms } = tested;
	const lines: readonly (readonly [string, string])[] = [
		['Finding', tested.finding],
		...(tested.model === null ? [] : [['Model', tested.model] as const]),
		...(verdict === null ? [] : [['Verdict', verdict] as const]),
		...(models === null ? [] : [['Models', count(models.length, 'model')] as const]),
		...(ms === null ? [] : [['Time', `${ms} ms`] as const]),
		...(cost === null ? [] : [['Cost', formatDollars(cost)] as const]),
	];
	return [
		safeText(tested.sentence),
		...lines.map(([name, value]) => `${name.padEnd(8)} ${safeText(value)}`),
	];
}
