import { expect, test } from 'vitest';
import { chooseFamily } from './choose-family.ts';

const board = (family: string, criterion: string | null, name = `${family} ${criterion}`) => ({
	family,
	judge: { criterion },
	name,
});
const namesOf = (family: { columns: readonly { name: string }[] } | undefined) =>
	family?.columns.map(({ name }) => name);

const small = [board('a', null), board('a', 'security')];
const large = [board('b', 'zeal'), board('b', 'readability'), board('b', 'brevity')];

test('the whole judgement is first, then shipped criteria in their order, then the others by name', () => {
	const boards = [...large, board('b', 'correctness'), board('b', null)];
	expect(namesOf(chooseFamily(boards, undefined).shown)).toEqual([
		'b null',
		'b correctness',
		'b readability',
		'b brevity',
		'b zeal',
	]);
});

test('the family of the asked board is shown, otherwise the one with the most criteria', () => {
	const boards = [...small, ...large];
	expect(chooseFamily(boards, undefined).shown?.criteria).toBe(3);
	expect(chooseFamily(boards, boards[0]).shown?.criteria).toBe(1);
	expect(chooseFamily(boards, undefined).families).toHaveLength(2);
});

test('of equal families the first is shown, and of two whole judgements the first', () => {
	const boards = [board('a', null, 'live'), board('a', null, 'other'), board('a', 'security')];
	const shown = namesOf(chooseFamily([...boards, board('b', 'security')], undefined).shown);
	expect(shown).toEqual(['live', 'a security']);
});

test('without a criterion the family of the first board is shown, and there are no families', () => {
	const { families, shown } = chooseFamily([board('a', null), board('b', null)], undefined);
	expect(families).toEqual([]);
	expect(namesOf(shown)).toEqual(['a null']);
	expect(chooseFamily([], undefined)).toEqual({ families: [], shown: undefined });
});

test('two versions of one criterion are two columns, in the order of their boards', () => {
	const boards = [board('a', 'security', 'new'), board('a', 'security', 'old')];
	expect(namesOf(chooseFamily(boards, undefined).shown)).toEqual(['new', 'old']);
});
