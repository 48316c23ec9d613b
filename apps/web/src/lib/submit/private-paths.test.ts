import { expect, test } from 'vitest';
import { privateLinks, privatePath } from './private-paths.ts';

const share = 'cjl_1a2b_abcdefghijklmnopqrstuvwx';
const links = (token: string | undefined) =>
	privateLinks(
		() => ({ id: 'sub_1', share: token }),
		() => 'own',
	);

test('every address of a private page carries on the link that its reader came by', () => {
	const { battle, list, model, compare } = links(share);
	const choice = { benchmark: 'life', model: 'own', judge: 'judge@1' };
	expect([battle('7'), list({}), model('own'), compare(choice)]).toEqual(
		[
			'/submit/sub_1/battles/7',
			'/submit/sub_1/battles',
			'/submit/sub_1',
			'/submit/sub_1/compare',
		].map((path) => `${path}?share=${share}`),
	);
	expect(privatePath({ id: 'sub_1', share }, { publish: '1' })).toBe(
		`/submit/sub_1?share=${share}&publish=1`,
	);
});

test('what leaves the private pages carries no link along', () => {
	const { otherBattle, model } = links(share);
	expect([otherBattle('8'), model('another')]).toEqual(['/battles/8', '/m/another']);
});

test('of a public filter only what the private list knows is kept', () => {
	const filter = {
		benchmark: 'life',
		judge: 'a',
		model: 'own',
		outcome: 'loss',
		reason: undefined,
	};
	expect(links(undefined).list(filter)).toBe('/submit/sub_1/battles?outcome=loss');
});
