import { WAIT_CAUSES, type WaitCause } from '@codejoust/contract/schemas/closed-lists';
import type { Hold, LiftedHolds } from '@codejoust/contract/client';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { count } from '../format-numbers.ts';
import { listAction } from '../list-action.ts';
import { safeJson, safeText } from '../safe-text.ts';
import type { Column } from '../table.ts';
import type { Terminal } from '../terminal.ts';

type Json = { readonly json?: boolean };

/** `holds`: judges and endpoints that are not asked for now. */
export function addHolds(program: Command, context: CliContext): void {
	const { terminal } = context;
	const holds = program
		.command('holds')
		.summary('list and lift holds of judges and endpoints')
		.description(
			'A judge version or an endpoint is held when asking it is of no use: its model is gone, it refuses every call, its key is wrong. Nothing is asked, and runs wait. Needs an operator’s key.',
		);
	holds
		.command('list')
		.description('Lists the open holds with the provider’s words, and the runs that wait.')
		.option('--all', 'the lifted ones too')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('holds list', 'holds list --all --json'))
		.action(
			listAction(context, COLUMNS, async (client, { all }: Json & { readonly all?: boolean }) => {
				const { items } = await client.holds(all ? { all: 'true' } : {});
				return { items, next_cursor: null };
			}),
		);
	holds
		.command('lift')
		.description('Lifts a hold: everything that waited for it continues, one game first.')
		.argument('<id>', 'a hold; see "codejoust holds list"')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('holds lift hold_7k2m'))
		.action(async (id: string, options: Json, self: Command) => {
			const { client } = await connect(self);
			printLifted(terminal, await client.liftHold(id), options);
		});
}

/** `--cause` of `resume --all`. */
export function causeOption(): Option {
	return new Option('--cause <cause>', 'with --all: only what waits for this cause').choices(
		WAIT_CAUSES,
	);
}

export type ResumeAll = Json & { readonly cause?: WaitCause };

/** Lifts all open holds and resumes what has paused by itself, or what waits for one cause. */
export async function resumeAll(
	{ terminal }: CliContext,
	options: ResumeAll,
	self: Command,
): Promise<void> {
	const { client } = await connect(self);
	printLifted(terminal, await client.liftHolds(options.cause), options);
}

function printLifted(terminal: Terminal, lifted: LiftedHolds, { json = false }: Json): void {
	if (json) return terminal.print(safeJson(lifted));
	if (lifted.items.length + lifted.runs.length === 0)
		return terminal.print('Nothing is held or paused.');
	for (const { endpoint, judge, cause } of lifted.items)
		terminal.print(safeText(`${judge ?? 'every judge'} is asked at ${endpoint} again (${cause}).`));
	terminal.print(`${count(lifted.runs.length, 'run')} can continue.`);
}

const COLUMNS: readonly Column<Hold>[] = [
	{ title: 'Hold', cell: ({ id }) => id },
	{ title: 'Endpoint', cell: ({ endpoint }) => endpoint, least: 8 },
	{ title: 'Judge', cell: ({ judge }) => judge ?? '(all)', least: 8 },
	{ title: 'Cause', cell: ({ cause }) => cause },
	{ title: 'Since', cell: ({ since }) => since.slice(0, 16) },
	{ title: 'Until', cell: describeEnd },
	{ title: 'Runs', cell: ({ runs }) => String(runs), isNumber: true },
	{ title: 'Words', cell: ({ reason }) => reason, least: 12 },
];

function describeEnd({ until, lifted_at: at, lifted_by: by }: Hold): string {
	if (at !== null) return `lifted by ${by ?? 'nobody'}`;
	return until === null ? 'an operator' : until.slice(0, 16);
}
