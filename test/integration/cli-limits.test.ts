import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { runCli } from '../support/run-cli.ts';

let server: CodejoustServer;
beforeAll(async () => {
	server = await startCodejoust();
});
afterAll(() => server.stop());

async function run(...args: string[]): Promise<unknown> {
	const to = ['--server', server.address, '--key', server.key, '--json'];
	const { stdout, stderr } = await runCli([...args, ...to]);
	expect(stderr).toBe('');
	return JSON.parse(stdout);
}

const LIMITS = ['--submissions-per-day', '--games-per-month', '--spend-per-month'];
const none = LIMITS.flatMap((option) => [option, 'none']);
const UNLIMITED = {
	submissions_per_day: null,
	games_per_month: null,
	spend_micro_usd_per_month: null,
};

test('none removes each limit of an organisation and of a key, and never an expiry', async () => {
	const one = LIMITS.flatMap((option) => [option, '1']);
	const [year, limited] = ['2099-01-01', { ...UNLIMITED, submissions_per_day: 1 }];
	expect(await run('organisations', 'create', 'acme', '--name', 'Acme', ...one)).toMatchObject({
		quotas: { submissions_per_day: 1, games_per_month: 1, spend_micro_usd_per_month: 1_000_000 },
	});
	expect(await run('organisations', 'change', 'acme', ...none.slice(2))).toMatchObject({
		quotas: limited,
	});
	expect(await run('organisations', 'change', 'acme', ...none)).toMatchObject({
		quotas: UNLIMITED,
	});
	const { id } = await server.client.createKey({
		organisation: 'acme',
		label: 'nightly',
		expires_at: `${year}T00:00:00Z`,
		quotas: { submissions_per_day: 1, games_per_month: 1, spend_micro_usd_per_month: 1 },
	});
	expect(await run('keys', 'change', id, '--expires', 'never')).toMatchObject({
		expires_at: null,
		quotas: { submissions_per_day: 1, games_per_month: 1 },
	});
	expect(await run('keys', 'change', id, ...none)).toMatchObject({ quotas: UNLIMITED });
	expect(await run('keys', 'change', id, '--expires', year)).toMatchObject({
		expires_at: `${year}T00:00:00.000Z`,
	});
});
