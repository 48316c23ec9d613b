import { expect, test } from 'vitest';
import { createBudget, expectBattleCost, joinBudgets, reserveInTime } from './budget.ts';

const open = (owner: string, limitMicroUsd: number) =>
	createBudget(owner, { limitMicroUsd, spentMicroUsd: 0 });

test('what is reserved and what is spent count against the limit', () => {
	const budget = open('the budget', 100);
	expect(budget.reserve(60)).toBeUndefined();
	expect(budget.reserve(60)).toBe('the budget of $0.0001 is reached');
	budget.release(60);
	budget.spend(30);
	expect(budget.reserve(70)).toBeUndefined();
	expect(budget.reserve(1)).toContain('reached');
});

test('a limit that is raised holds at once, and what others have spent counts', () => {
	const budget = open('the budget', 100);
	budget.spend(100);
	expect(budget.reserve(1)).toContain('of $0.0001');
	budget.catchUp({ limitMicroUsd: 250, spentMicroUsd: 200 });
	expect(budget.reserve(50)).toBeUndefined();
	expect(budget.reserve(1)).toContain('of $0.00025');
});

test('what battles under way may not need is waited for, and a limit that is spent is told at once', async () => {
	const budget = open('the budget', 100);
	const signal = new AbortController().signal;
	budget.reserve(80);
	const waiting = reserveInTime(budget, () => 60, signal);
	budget.spend(20);
	budget.release(80);
	expect(await waiting).toBe(60);
	budget.spend(50);
	budget.release(60);
	expect(await reserveInTime(budget, () => 60, signal)).toBe('the budget of $0.0001 is reached');
	budget.reserve(30);
	const stop = new AbortController();
	const stopped = reserveInTime(budget, () => 60, stop.signal);
	stop.abort(new Error('stopped'));
	await expect(stopped).rejects.toThrow('stopped');
});

test('what a battle may cost goes by its prompt, and by the games so far once a few are known', () => {
	const price = { inputMicroUsd: 0, outputMicroUsd: 1_000_000 };
	const budget = open('the budget', 1e9);
	expect(expectBattleCost(budget, 1000, price)).toBe(2 * 1.5 * 700);
	budget.spend(10);
	expect(expectBattleCost(budget, 1000, price)).toBe(2 * 1.5 * 700);
	budget.spend(0);
	budget.spend(10);
	expect(expectBattleCost(budget, 1000, price)).toBe(2 * 10);
	budget.spend(20);
	expect(expectBattleCost(budget, 1000, price)).toBe(
		Math.ceil(2 * (40 / 3 + 2 * Math.sqrt(200 / 9))),
	);
	for (let game = 0; game < 97; game++) budget.spend(10);
	expect(expectBattleCost(budget, 1000, price)).toBe(2 * 20);
});

test('a battle that waits takes what is known of games when it is its turn', async () => {
	const price = { inputMicroUsd: 0, outputMicroUsd: 1_000_000 };
	const budget = open('the budget', 3000);
	const signal = new AbortController().signal;
	const take = () => reserveInTime(budget, () => expectBattleCost(budget, 1000, price), signal);
	expect(await take()).toBe(2100);
	const waiting = take();
	budget.spend(700);
	budget.spend(700);
	budget.release(2100);
	expect(await waiting).toBe(1400);
});

test('a battle with a longer prompt than those so far takes at least what its prompt costs', () => {
	const price = { inputMicroUsd: 1_000_000, outputMicroUsd: 0 };
	const budget = open('the budget', 1e9);
	expect(expectBattleCost(budget, 1000, price)).toBe(Math.ceil(2 * 1.1 * 1000));
	for (let game = 0; game < 2; game++) budget.spend(10);
	expect(expectBattleCost(budget, 1000, price)).toBe(2 * 1000);
});

test('of joined budgets an amount is taken of all or of none', () => {
	const run = open('the run', 100);
	const service = open('the service', 50);
	const both = joinBudgets([run, service]);
	expect(both?.reserve(60)).toBe('the service of $0.00005 is reached');
	expect(run.reserve(100)).toBeUndefined();
	expect(joinBudgets([])).toBeUndefined();
});
