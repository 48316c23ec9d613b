import { expect, test } from 'vitest';
import { openReplicaLag } from './replica-lag.ts';

test('the lag is the age of the oldest write that the replica lacks, and none where nothing is written', () => {
	const lag = openReplicaLag();
	expect(lag.note({ written: 10n, atMs: 0 }, 10n)).toBe(0);
	expect(lag.note({ written: 20n, atMs: 1000 }, 10n)).toBe(0);
	expect(lag.note({ written: 30n, atMs: 2000 }, 10n)).toBe(1);
	expect(lag.note({ written: 30n, atMs: 5000 }, 20n)).toBe(3);
	expect(lag.note({ written: 30n, atMs: 6000 }, 30n)).toBe(0);
	expect(lag.note({ written: 30n, atMs: 60_000 }, 30n)).toBe(0);
	expect(lag.note({ written: 99n, atMs: 61_000 }, undefined), 'a server that writes itself').toBe(
		0,
	);
});
