import type { JudgeVersion } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { safeJson, safeText } from '../safe-text.ts';

type Json = { readonly json?: boolean };

/** `judge bind` and `judge unbind`: where a judge version is asked. */
export function addJudgeBind(judge: Command, { terminal }: CliContext): void {
	judge
		.command('bind')
		.description(
			'Binds a judge version to an endpoint. Takes effect on queued games too; games in flight end where they were asked.',
		)
		.argument('<name>', 'name@version')
		.argument('<endpoint>', 'an endpoint; see "codejoust endpoints list"')
		.option('--json', 'print the judge version as JSON')
		.addHelpText('after', examples('judge bind gpt-4o@2 azure'))
		.action(async (name: string, endpoint: string, options: Json, self: Command) => {
			const { client } = await connect(self);
			const bound = await client.bindJudge(name, endpoint);
			terminal.print(options.json ? safeJson(bound) : describeBinding(bound));
		});
	judge
		.command('unbind')
		.description('Ends a binding: the first endpoint that allows the judge’s model is asked.')
		.argument('<name>', 'name@version')
		.option('--json', 'print the judge version as JSON')
		.addHelpText('after', examples('judge unbind gpt-4o@2'))
		.action(async (name: string, options: Json, self: Command) => {
			const { client } = await connect(self);
			const bound = await client.bindJudge(name, null);
			terminal.print(options.json ? safeJson(bound) : describeBinding(bound));
		});
}

function describeBinding({ name, endpoint, bound_endpoint: bound }: JudgeVersion): string {
	if (bound !== null) return safeText(`${name} is bound to the endpoint ${bound}.`);
	const place =
		endpoint === null ? 'no endpoint of the server allows its model' : `it is asked at ${endpoint}`;
	return safeText(`${name} is bound to no endpoint; ${place}.`);
}
