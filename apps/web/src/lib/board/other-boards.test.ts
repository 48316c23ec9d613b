import { expect, test } from 'vitest';
import { judgesBeside, otherJudges, otherVersions } from './other-boards.ts';

const judge = (name: string) => ({
	name,
	hash: name,
	model: name,
	kind: 'pairwise',
	is_rehearsal: false,
	is_floating_alias: false,
	criterion: null,
});
const benchmark = {
	slug: 'code',
	version: '2',
	name: 'Code',
	is_sample: false,
	description: null,
	licence: null,
	questions: 1,
	baseline: {
		slug: 'b',
		name: 'B',
		organisation: null,
		licence: null,
		open_weights: null,
		variant: null,
	},
	visibility: 'public' as const,
	published_at: '2026-11-20T12:00:00.000Z',
	retired_at: null,
};
const version = (name: string) => ({ version: name, published_at: benchmark.published_at });

test('a board leads to the other versions and the other judges, never to itself', () => {
	expect(otherVersions(benchmark, [version('2'), version('1')])).toEqual([
		{ name: 'code@1', path: '/b/code@1' },
	]);
	const judges = [judge('new@2'), judge('old@1')];
	expect(otherJudges({ benchmark, judge: judge('new@2'), judges })).toEqual([
		{ name: 'old@1', path: '/b/code@2?judge=old%401' },
	]);
	expect(judgesBeside({ benchmark, judge: judge('new@2'), judges })).toEqual({
		name: 'Compare judges',
		path: '/b/code@2/judges?from=new@2&to=old@1',
	});
	expect(
		judgesBeside({ benchmark, judge: judge('new@2'), judges: [judge('new@2')] }),
	).toBeUndefined();
});
