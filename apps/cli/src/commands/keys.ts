import type { ApiKey } from '@codejoust/contract/client';
import { type Scope, SCOPES } from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import { allPages } from '../all-pages.ts';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { readDuration, readMoment, type Removable } from '../option-values.ts';
import { printKey } from '../print-key.ts';
import { addQuotaOptions, type QuotaOptions, readQuotas } from '../quota-options.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';

type Json = { readonly json?: boolean };
type KeySettings = QuotaOptions & {
	readonly member?: string;
	readonly expires?: Removable<string>;
};
type CreateOptions = Json & KeySettings & { readonly scope: Scope; readonly label: string };
type ChangeOptions = Json & KeySettings & { readonly label?: string };

/** `keys`: who may submit and operate. */
export function addKeys(program: Command, context: CliContext): void {
	const keys = program
		.command('keys')
		.summary('make, list, rotate and revoke API keys')
		.description('Makes, lists, changes, rotates and revokes API keys. Needs an operator’s key.');
	addList(keys, context);
	addCreate(keys, context);
	addChange(keys, context);
	addRotate(keys, context);
	addRevoke(keys, context);
}

function addList(keys: Command, { terminal }: CliContext): void {
	keys
		.command('list')
		.description('Lists keys, newest first; never their secrets.')
		.option('--organisation <slug>', 'of one organisation')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('keys list --organisation acme'))
		.action(async (options: Json & { readonly organisation?: string }, command: Command) => {
			const { client } = await connect(command);
			const { organisation } = options;
			const scope = organisation === undefined ? {} : { organisation };
			const items = await allPages((page) => client.keys({ ...scope, ...page, limit: 200 }));
			if (options.json) terminal.print(safeJson(items));
			else if (items.length === 0) terminal.error('There is none yet.');
			else printTable(terminal, COLUMNS, items);
		});
}

function addCreate(keys: Command, { terminal }: CliContext): void {
	addKeySettings(
		keys
			.command('create')
			.description('Makes a key and prints it, only this once.')
			.argument('<organisation>', 'the organisation that it belongs to')
			.requiredOption('--label <text>', 'what it is for')
			.addOption(
				new Option(
					'--scope <scope>',
					'what it may do; submit includes read (what is private to its organisation), operate includes both',
				)
					.choices([...SCOPES])
					.default('submit'),
			),
	)
		.addHelpText(
			'after',
			examples(
				'keys create acme --label "nightly job" --submissions-per-day 4 > key.txt',
				'keys create operators --label phone --member Ada --scope operate --expires 2027-01-01',
			),
		)
		.action(async (organisation: string, options: CreateOptions, command: Command) => {
			const { client } = await connect(command);
			const { label, member = null, expires, scope } = options;
			const quotas = readQuotas(options);
			const scopes: Scope[] = [scope];
			const until = { expires_at: expires?.value ?? null };
			const wanted = { organisation, label, member, scopes, ...until, quotas };
			printKey(terminal, await client.createKey(wanted), options.json);
		});
}

function addChange(keys: Command, { terminal }: CliContext): void {
	addKeySettings(
		keys
			.command('change')
			.description('Changes the label, member, expiry or quotas of a key.')
			.argument('<id>', 'a key, without its secret')
			.option('--label <text>', 'what it is for'),
	)
		.addHelpText('after', examples('keys change 3f9a0c1b2d4e --games-per-month none'))
		.action(async (id: string, options: ChangeOptions, command: Command) => {
			const { client } = await connect(command);
			const { label, member, expires } = options;
			const changed = await client.changeKey(id, {
				...(label === undefined ? {} : { label }),
				...(member === undefined ? {} : { member }),
				...(expires === undefined ? {} : { expires_at: expires.value }),
				quotas: readQuotas(options),
			});
			if (options.json) terminal.print(safeJson(changed));
			else printTable(terminal, COLUMNS, [changed]);
		});
}

function addRotate(keys: Command, { terminal }: CliContext): void {
	keys
		.command('rotate')
		.description('Gives a key another secret and prints the whole key, only this once.')
		.argument('<id>', 'a key, without its secret')
		.option(
			'--overlap <time>',
			'how long the server still accepts the old secret, such as 24h',
			readDuration,
			0,
		)
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('keys rotate 3f9a0c1b2d4e --overlap 24h > key.txt'))
		.action(async (id: string, options: Json & { readonly overlap: number }, command: Command) => {
			const { client } = await connect(command);
			const rotated = await client.rotateKey(id, { overlap_seconds: options.overlap });
			printKey(terminal, rotated, options.json);
		});
}

function addRevoke(keys: Command, { terminal }: CliContext): void {
	keys
		.command('revoke')
		.description('Revokes a key permanently.')
		.argument('<id>', 'a key, without its secret')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('keys revoke 3f9a0c1b2d4e'))
		.action(async (id: string, options: Json, command: Command) => {
			const { client } = await connect(command);
			const revoked = await client.revokeKey(id);
			if (options.json) terminal.print(safeJson(revoked));
			else terminal.print(`The key ${revoked.id} of ${revoked.organisation} is revoked.`);
		});
}

function addKeySettings(command: Command): Command {
	return addQuotaOptions(
		command
			.option('--member <name>', 'the person who uses it')
			.option('--expires <date>', 'when it expires, such as 2027-01-01, or never', readMoment),
	).option('--json', 'print it as JSON');
}

const COLUMNS: readonly Column<ApiKey>[] = [
	{ title: 'Key', cell: ({ id }) => id },
	{ title: 'Organisation', cell: ({ organisation }) => organisation, least: 8 },
	{ title: 'Label', cell: ({ label }) => label, least: 8 },
	{ title: 'Member', cell: ({ member }) => member ?? '', least: 6 },
	{ title: 'Scopes', cell: ({ scopes }) => scopes.join(', ') },
	{ title: 'State', cell: ({ state }) => state },
	{ title: 'Expires', cell: ({ expires_at: at }) => at?.slice(0, 10) ?? 'never' },
	{
		title: 'Last used',
		cell: ({ last_used_at: at }) => at?.slice(0, 16).replace('T', ' ') ?? 'never',
	},
];
