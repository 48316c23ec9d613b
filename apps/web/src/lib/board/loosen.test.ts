import { expect, test } from 'vitest';
import { readBoardQuery } from './board-query.ts';
import { aRow } from './fixtures/row.ts';
import { loosenModels, loosenQuery, looserSlices } from './loosen.ts';

test('a slice is loosened from its last filter on, the judge and one filter stay', () => {
	const slice = { category: 'a', language: 'go', difficulty: 'hard', judge: 'j@1' } as const;
	expect(looserSlices(slice)).toEqual([
		{ category: 'a', language: 'go', judge: 'j@1' },
		{ category: 'a', judge: 'j@1' },
	]);
	expect(looserSlices({ language: 'go' })).toEqual([]);
	expect(looserSlices({})).toEqual([]);
});

test('a looser query says what it left out, and its address has no trace of it', () => {
	const query = readBoardQuery(new URLSearchParams('language=go&difficulty=hard&sort=win'));
	expect(loosenQuery(query, { language: 'go' })).toMatchObject({
		slice: { language: 'go' },
		params: { language: 'go', sort: 'win' },
		leftOut: [{ key: 'difficulty', value: 'hard' }],
	});
});

test('filters of models that match none together are left out from the last on; a search alone may match none', () => {
	const rows = [aRow({ score: 0.5 })];
	const [{ model }] = rows as [(typeof rows)[number]];
	const mine = { q: model.name.slice(0, 3), org: 'Nobody', open: 'yes' } as const;
	const loosened = loosenModels(rows, mine);
	expect(loosened.shown).toEqual(rows);
	expect(loosened.leftOut.map(({ key }) => key)).toEqual(['org', 'open']);
	expect(loosenModels(rows, { q: 'zzz' })).toMatchObject({ shown: [], leftOut: [] });
	expect(loosenModels(rows, { q: 'zzz', org: 'Nobody' })).toMatchObject({ shown: [], leftOut: [] });
	expect(loosenModels([], mine)).toMatchObject({ shown: [], leftOut: [] });
});
