import type { Client, JudgeVersion, Rejudging, RejudgingDetail } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { readJudgeFile } from '../read-judge-file.ts';
import { safeText } from '../safe-text.ts';

type Options = { readonly by: string; readonly start?: boolean };

/**
 * `judge replace`: leads from a judge whose model is gone to the board of another one. It does what asks nothing of a judge
 * but one game, and names the command of every other step; repeated, it continues from where it stands.
 */
export function addJudgeReplace(judge: Command, { terminal, finish }: CliContext): void {
	judge
		.command('replace')
		.summary('lead the boards of a judge version to another one, step by step')
		.description(
			'Replaces a judge version, for example one whose model is gone: registers the new one, tests its endpoint with one game, plans a re-judging of each live board, and names the next command. Repeat it to continue. Runs that waited for the old judge are judged by the new one when its board is promoted.',
		)
		.argument('<old>', 'the judge version to replace, as name@version')
		.requiredOption('--by <new>', 'name@version, or a judge file that is released')
		.option('--start', 'start the planned re-judgings at their estimated cost')
		.addHelpText(
			'after',
			examples(
				'judge replace gpt-4o@1 --by gpt-5@1',
				'judge replace gpt-4o@1 --by judge.json --start',
			),
		)
		.action(async (old: string, options: Options, self: Command) => {
			const { client } = await connect(self);
			const say = (step: string, words: string) =>
				terminal.print(safeText(`${step.padEnd(9)} ${words}`));
			const before = await client.judge(old);
			const next = await client.judge(await register(client, before, options.by));
			say('Judge', `${next.name} (${next.model}) replaces ${before.name} (${before.model}).`);
			if (!(await testEndpoint(client, next, say))) return finish(EXIT.failed);
			await sayChecks(client, next, say);
			const live = before.boards.filter((board) => board.is_live);
			if (live.length === 0) say('Boards', `No live board is judged by ${before.name}.`);
			for (const { benchmark } of live)
				await replaceOn(client, { benchmark, next, isToStart: options.start === true, say });
			const { items } = await client.holds();
			for (const hold of items.filter((one) => one.judge === before.name))
				say('Waiting', `${hold.runs} runs; ${hold.sentence}. A promotion ends it.`);
			finish(EXIT.ok);
		});
}

type Say = (step: string, words: string) => void;

/** The name of the new judge version; a file is released, with what it leaves out taken from the old one. */
async function register(client: Client, before: JudgeVersion, by: string): Promise<string> {
	if (!by.endsWith('.json')) return by;
	const { judge } = await readJudgeFile(by);
	return (await client.createJudge({ from: before.name, ...judge })).name;
}

/** Whether the new judge can be asked. */
async function testEndpoint(client: Client, next: JudgeVersion, say: Say): Promise<boolean> {
	if (next.endpoint === null) {
		say('Endpoint', `No endpoint allows the model ${next.model}: add one, or bind the judge.`);
		return false;
	}
	if (next.is_rehearsal) return true;
	const { finding, sentence } = await client.testEndpoint(next.endpoint, { model: next.model });
	say('Endpoint', `${next.endpoint}: ${sentence}`);
	return finding === 'ok';
}

async function sayChecks(client: Client, next: JudgeVersion, say: Say): Promise<void> {
	const { items: sets } = await client.checkSets();
	const { items: done } = await client.checksOfJudge(next.name);
	if (done.length > 0) say('Check', `${next.name} was measured in ${done.length} checks.`);
	else if (sets[0])
		say('Check', `codejoust judge check ${sets[0].name} --judge ${next.name} --estimate`);
	else say('Check', 'There are no labelled pairs: see "codejoust judge check --help".');
}

async function replaceOn(
	client: Client,
	{
		benchmark,
		next,
		isToStart,
		say,
	}: {
		readonly benchmark: string;
		readonly next: JudgeVersion;
		readonly isToStart: boolean;
		readonly say: Say;
	},
): Promise<void> {
	const { items } = await client.rejudgings({ benchmark });
	const known = items.find((one) => one.to.name === next.name && isOpen(one));
	const found: RejudgingDetail = known
		? await client.rejudging(known.id)
		: await client.planRejudging({ benchmark, judge: next.name });
	const id = found.id;
	switch (found.state) {
		case 'planned': {
			const figure = found.confirmation ?? '';
			if (isToStart) {
				await client.startRejudging(id, figure);
				say('Started', `${benchmark}: codejoust rejudge status ${id}`);
			} else say('Planned', `${benchmark}: codejoust rejudge start ${id} --confirm ${figure}`);
			break;
		}
		case 'reported':
			say('Report', `${benchmark}: codejoust rejudge report ${id}`);
			say('Promote', `${benchmark}: codejoust rejudge promote ${id} --reason "…"`);
			break;
		default:
			say('Shadow', `${benchmark} is ${found.state}: codejoust rejudge status ${id}`);
	}
}

function isOpen({ state }: Rejudging): boolean {
	return state === 'planned' || state === 'running' || state === 'paused' || state === 'reported';
}
