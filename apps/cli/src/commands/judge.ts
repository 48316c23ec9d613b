import type { JudgeVersion } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { printChanges, printJudge } from '../judge-text.ts';
import { listAction } from '../list-action.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { addJudgeBind } from './judge-bind.ts';
import { addJudgeCreate } from './judge-create.ts';
import { addJudgeCheck } from './judge-check.ts';
import { addJudgeReplace } from './judge-replace.ts';
import { addJudgeTry } from './judge-try.ts';
import { JUDGE_COLUMNS } from './judges.ts';

type Json = { readonly json?: boolean };

/** `judge`: judge versions, one by one. */
export function addJudge(program: Command, context: CliContext): void {
	const judge = program
		.command('judge')
		.summary('show, release, bind, replace, compare, try, check and retire judge versions')
		.description(
			'Judge versions: a version never changes; an edit makes the next version. Releasing, binding, trying and retiring need an operator’s key.',
		);
	judge
		.command('list')
		.description('Lists all judge versions and how they have judged so far.')
		.option('--json', 'print them as JSON, with the prompts')
		.addHelpText('after', examples('judge list'))
		.action(listAction(context, JUDGE_COLUMNS, (client) => client.judges()));
	addShow(judge, context);
	addJudgeCreate(judge, context);
	addDiff(judge, context);
	addJudgeBind(judge, context);
	addJudgeReplace(judge, context);
	addJudgeTry(judge, context);
	addJudgeCheck(judge, context);
	addRetire(judge, context);
	addRestore(judge, context);
}

function addShow(judge: Command, { terminal }: CliContext): void {
	judge
		.command('show')
		.description('Shows a judge version: everything that it pins, its prompts and its boards.')
		.argument('<name>', 'name@version, or the newest of a name')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('judge show codejoust-rehearsal-1@1'))
		.action(async (name: string, options: Json, self: Command) => {
			const { client } = await connect(self);
			const found = await client.judge(name);
			if (options.json) terminal.print(safeJson(found));
			else printJudge(terminal, found);
		});
}

function addDiff(judge: Command, { terminal }: CliContext): void {
	judge
		.command('diff')
		.description('Shows how a judge version differs from another one.')
		.argument('<name>', 'name@version')
		.argument('[since]', 'name@version (default: the version before it)')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('judge diff gpt-4o@2', 'judge diff gpt-5@1 gpt-4o@2'))
		.action(async (name: string, since: string | undefined, options: Json, self: Command) => {
			const { client } = await connect(self);
			const changes = await client.judgeChanges(name, since === undefined ? {} : { since });
			if (options.json) terminal.print(safeJson(changes));
			else printChanges(terminal, changes);
		});
}

function addRetire(judge: Command, { terminal }: CliContext): void {
	judge
		.command('retire')
		.description('Retires a judge version: it starts no runs. Its boards and judgments stay.')
		.argument('<name>', 'name@version')
		.option('--even-if-live', 'even if nothing can be submitted to its boards then')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('judge retire gpt-4o@1'))
		.action(
			async (name: string, options: Json & { readonly evenIfLive?: boolean }, self: Command) => {
				const { client } = await connect(self);
				const change = { retired: true, even_if_live: options.evenIfLive === true };
				const changed = await client.changeJudge(name, change);
				terminal.print(options.json ? safeJson(changed) : describeRetirement(changed));
			},
		);
}

function addRestore(judge: Command, { terminal }: CliContext): void {
	judge
		.command('restore')
		.description('Undoes a retirement.')
		.argument('<name>', 'name@version')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('judge restore gpt-4o@1'))
		.action(async (name: string, options: Json, self: Command) => {
			const { client } = await connect(self);
			const changed = await client.changeJudge(name, { retired: false });
			terminal.print(options.json ? safeJson(changed) : describeRetirement(changed));
		});
}

function describeRetirement({ name, retired_at: at }: JudgeVersion): string {
	return safeText(`${name} ${at === null ? 'starts runs' : `is retired since ${at}`}.`);
}
