import type { Change } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { writeAtom } from './atom.ts';
import { describeChange, nameChange } from './change-words.ts';

const model = (name: string) => ({
	slug: 'x',
	name,
	organisation: null,
	licence: null,
	open_weights: null,
	variant: null,
});
const change = (given: Partial<Change>): Change => ({
	id: 'models_1_2_3',
	at: '2026-11-20T12:00:00.000Z',
	kind: 'models-changed',
	benchmark: { slug: 'b', version: '1', name: 'B & <b>C</b>' },
	judge: null,
	snapshot_id: null,
	summary: null,
	joined: [],
	replaced: [],
	left: [],
	over_gates: [],
	reason: null,
	...given,
});
const feed = (changes: readonly Change[]) =>
	writeAtom({
		origin: 'https://arena.example',
		self: '/changelog.atom?benchmark=b',
		page: '/changelog?benchmark=b',
		title: 'Changes',
		changes,
	});

test('what strangers wrote is text in the feed, hidden characters included', () => {
	const text = feed([change({ joined: [model(']]><script>\u202e\u0000\ud800')] })]);
	expect(text).toContain(
		'B &amp; &lt;b&gt;C&lt;/b&gt; 1: ]]&gt;&lt;script&gt;⟦U+202E⟧⟦U+0000⟧\ufffd is new.',
	);
	expect(text).not.toMatch(/<script|\u0000|\u202e/);
});

test('an entry has an id of its own, a date and a place on this site', () => {
	const text = feed([change({})]);
	expect(text).toContain('<id>tag:arena.example,2026:change/models_1_2_3</id>');
	expect(text.match(/<updated>2026-11-20T12:00:00.000Z<\/updated>/g)).toHaveLength(2);
	expect(text).toContain('href="https://arena.example/b/b@1"');
	expect(text).toContain(
		'<link rel="self" type="application/atom+xml" href="https://arena.example/changelog.atom?benchmark=b"/>',
	);
});

test('an entry of a snapshot says what its board shows', () => {
	const text = feed([change({ summary: 'A <b> has the highest score.' })]);
	expect(text).toMatch(/<summary type="text">.* A &lt;b&gt; has the highest score\.<\/summary>/);
});

test('a feed without a change is a feed', () => {
	expect(feed([])).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
});

test('a line tells who came, who sent anew, and who went', () => {
	const line = describeChange(
		change({ joined: [model('A'), model('B')], replaced: [model('C')], left: [model('D')] }),
	);
	expect(line).toContain('A and B are new; C has a newer submission; D is not on it any more.');
	const many = Array.from({ length: 30 }, (_, n) => model(`M${n}`));
	expect(describeChange(change({ joined: many }))).toContain('M7 and 22 more are new');
	expect(nameChange(change({ left: [model('D')] }))).toBe('Models changed');
});
