import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeQuota } from '../describe-quota.ts';
import { examples } from '../examples.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

/** `whoami`: what the key in use is and may do. */
export function addWhoami(program: Command, { terminal }: CliContext): void {
	program
		.command('whoami')
		.summary('show whose key is in use and what is left of its quotas')
		.description('Shows whose key is in use, what it may do, and what is left of its quotas.')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('whoami', 'whoami --json'))
		.action(async (options: { readonly json?: boolean }, command: Command) => {
			const { client, server, key: sent } = await connect(command);
			if (sent === undefined)
				throw new UsageError(`No key is stored for ${server}: store one with "codejoust login".`);
			const me = await client.ownKey();
			if (options.json) return terminal.print(safeJson(me));
			const { key, organisation, quotas } = me;
			const holder = key.member === null ? '' : ` of ${safeText(key.member)}`;
			terminal.print(`Key           ${key.id} (${safeText(key.label)})${holder} at ${server}`);
			terminal.print(`Organisation  ${organisation.slug} (${safeText(organisation.name)})`);
			terminal.print(`May           ${key.scopes.join(' and ')}`);
			terminal.print(`Expires       ${key.expires_at ?? 'never'}`);
			for (const quota of quotas) terminal.print(describeQuota(quota));
		});
}
