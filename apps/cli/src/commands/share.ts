import type { ShareLink } from '@codejoust/contract/client';
import { MOST_SHARE_DAYS } from '@codejoust/contract/schemas/share-link';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect, type Connection } from '../connect.ts';
import { examples } from '../examples.ts';
import { readInteger } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';
import { writeShareAddress } from '../share-address.ts';

type Options = {
	readonly note?: string;
	readonly days?: number;
	readonly list?: boolean;
	readonly revoke?: string;
	readonly json?: boolean;
};

/** `share`: links that let anyone who has them read a private submission. */
export function addShare(program: Command, context: CliContext): void {
	program
		.command('share')
		.summary('make, list and revoke links to a private submission')
		.description(
			'Makes a link that lets anyone who has it read a private submission: its place, its battles, and the words of the judge. The link is shown only once. With --list it shows the links that there are, with --revoke it ends one.',
		)
		.argument('<id>', 'a submission')
		.option('--note <text>', 'whom the link is for')
		.option(
			'--days <n>',
			`days until it ends, at most ${MOST_SHARE_DAYS} (default: when it is revoked)`,
			readInteger(1, MOST_SHARE_DAYS),
		)
		.addOption(new Option('--list', 'show the links').conflicts(['note', 'days', 'revoke']))
		.addOption(
			new Option('--revoke <link>', 'end the link with this id').conflicts(['note', 'days']),
		)
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('share sub_9x4c --note "for Ada" --days 14', 'share sub_9x4c --list'),
		)
		.action(async (id: string, options: Options, command: Command) =>
			share(context, await connect(command), id, options),
		);
}

async function share(
	{ terminal }: CliContext,
	{ client, server }: Connection,
	submission: string,
	{ note, days, list = false, revoke, json = false }: Options,
): Promise<void> {
	if (list) {
		const { items } = await client.shareLinks(submission);
		if (json) terminal.print(safeJson(items));
		else if (items.length === 0) terminal.print('There is no link.');
		else printTable(terminal, COLUMNS, items);
		return;
	}
	if (revoke !== undefined) {
		const link = await client.revokeShareLink(submission, revoke);
		terminal.print(json ? safeJson(link) : `The link ${link.id} opens nothing any more.`);
		return;
	}
	const made = await client.makeShareLink(submission, {
		...(note === undefined ? {} : { note }),
		...(days === undefined ? {} : { expires_in_days: days }),
	});
	if (json) terminal.print(safeJson(made));
	else {
		terminal.error(`Anyone who has this link reads the submission ${describeEnd(made)}.`);
		terminal.print(writeShareAddress({ server, submission, token: made.token }));
	}
}

const COLUMNS: readonly Column<ShareLink>[] = [
	{ title: 'Link', cell: ({ id }) => id },
	{ title: 'For', cell: ({ note }) => note ?? '—' },
	{ title: 'Made', cell: ({ created_at: at }) => at.slice(0, 10) },
	{ title: 'Opens it', cell: describeEnd },
];

function describeEnd({ is_open: isOpen, expires_at: end, revoked_at: revoked }: ShareLink): string {
	if (revoked !== null) return `no: revoked on ${revoked.slice(0, 10)}`;
	if (!isOpen) return `no: expired on ${end?.slice(0, 10)}`;
	return end === null ? 'until it is revoked' : `until ${end.slice(0, 10)}`;
}
