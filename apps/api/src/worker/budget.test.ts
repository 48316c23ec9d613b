import { expect, test } from 'vitest';
import { createBudget, joinBudgets } from './budget.ts';

const open = (owner: string, limitMicroUsd: number) =>
	createBudget(owner, { limitMicroUsd, spentMicroUsd: 0 });

test('what is reserved and what is spent count against the limit', () => {
	const budget = open('the budget', 100);
	expect(budget.reserve(60)).toBeUndefined();
	expect(budget.reserve(60)).toBe('the budget of 100 micro-dollars is reached');
	budget.release(60);
	budget.spend(30);
	expect(budget.reserve(70)).toBeUndefined();
	expect(budget.reserve(1)).toContain('reached');
});

test('a limit that is raised holds at once, and what others have spent counts', () => {
	const budget = open('the budget', 100);
	budget.spend(100);
	expect(budget.reserve(1)).toContain('of 100');
	budget.catchUp({ limitMicroUsd: 250, spentMicroUsd: 200 });
	expect(budget.reserve(50)).toBeUndefined();
	expect(budget.reserve(1)).toContain('of 250');
});

test('of joined budgets an amount is taken of all or of none', () => {
	const run = open('the run', 100);
	const service = open('the service', 50);
	const both = joinBudgets([run, service]);
	expect(both?.reserve(60)).toBe('the service of 50 micro-dollars is reached');
	expect(run.reserve(100)).toBeUndefined();
	expect(joinBudgets([])).toBeUndefined();
});
