import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewJudgment } from '../queries/runs/append-judgments.ts';
import { openReplyJournal } from './reply-journal.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'codejoust-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const judgment = (identity: string, body = 'words'): NewJudgment => ({
	runId: 'run',
	identity,
	judgeVersionId: 1,
	verdict: 'A>B',
	text: { hash: identity, body },
	askedAt: new Date(1000),
	receivedAt: new Date(2000),
});

test('what was written and not stored is there after the death of the process, dates included', () => {
	const journal = openReplyJournal(folder);
	journal.write(judgment('a'));
	journal.write(judgment('b'));
	expect(openReplyJournal(folder).left).toEqual([judgment('a'), judgment('b')]);
});

test('a line that was cut off is left out', () => {
	openReplyJournal(folder).write(judgment('a'));
	appendFileSync(join(folder, 'replies-0.journal'), '{"runId":"run","ident');
	expect(openReplyJournal(folder).left).toEqual([judgment('a')]);
});

test('a line that a power loss has spoilt is counted, and keeps no other out', () => {
	openReplyJournal(folder).write(judgment('a'));
	appendFileSync(join(folder, 'replies-0.journal'), `${'\0'.repeat(100)}\n`);
	openReplyJournal(folder).write(judgment('b'));
	const { left, unreadable } = openReplyJournal(folder);
	expect([left, unreadable]).toEqual([[judgment('a'), judgment('b')], 1]);
});

test('what a killed process left is kept until it is stored, whatever else is written and stored meanwhile', () => {
	openReplyJournal(folder).write(judgment('a'));
	const second = openReplyJournal(folder);
	second.write(judgment('b'))();
	expect(openReplyJournal(folder).left).toEqual([judgment('a'), judgment('b')]);
	second.forget();
	expect(openReplyJournal(folder).left).toEqual([]);
});

test('its files are empty when everything is stored, and gone after a clean close', () => {
	const journal = openReplyJournal(folder);
	const stored = [journal.write(judgment('a')), journal.write(judgment('b'))];
	for (const store of stored) store();
	expect(readdirSync(folder).map((name) => statSync(join(folder, name)).size)).toEqual([0, 0]);
	journal.close();
	expect(readdirSync(folder)).toEqual([]);
});

test('a steady flow, of which something always waits, does not make it grow without limit', () => {
	const journal = openReplyJournal(folder);
	const body = 'x'.repeat(100_000);
	let store = journal.write(judgment('0', body));
	let largest = 0;
	for (let n = 1; n < 300; n++) {
		const next = journal.write(judgment(String(n), body));
		store();
		store = next;
		const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
		largest = Math.max(largest, ...sizes);
	}
	expect(largest).toBeLessThan(5_000_000);
	expect(openReplyJournal(folder).left.length).toBeLessThan(50);
});
