import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
	credentialsFile,
	defaultConfigFolder,
	readCredentials,
	writeCredentials,
} from './credentials.ts';
import { UsageError } from './usage-error.ts';

async function newFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-cli-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	return folder;
}

test('what was written is read, and only its owner may', async () => {
	const folder = await newFolder();
	const kept = { server: 'http://a', keys: { 'http://a': 'cj_1_x' } };
	await writeCredentials(folder, kept);
	expect(await readCredentials(folder)).toEqual(kept);
	if (process.platform === 'win32') return;
	expect((await stat(credentialsFile(folder))).mode & 0o777).toBe(0o600);
});

test('without a login there are no keys', async () => {
	expect(await readCredentials(await newFolder())).toEqual({ keys: {} });
});

test('a damaged file is named and does not count as no login', async () => {
	const folder = await newFolder();
	await writeCredentials(folder, { keys: {} });
	await writeFile(credentialsFile(folder), '{"keys": {"http://a": 1}}');
	await expect(readCredentials(folder)).rejects.toThrow(UsageError);
});

test('the folder is the one that each system uses', () => {
	expect(defaultConfigFolder('linux', '/a')).toBe(join('/a', '.config'));
	expect(defaultConfigFolder('win32', 'C:\\Users\\a')).toContain(join('AppData', 'Roaming'));
});
