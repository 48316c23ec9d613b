import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { safeText } from '../safe-text.ts';
import type { Terminal } from '../terminal.ts';
import type { ScanOptions } from './scan-file.ts';

const LEAST_STEP_MS = 200;
const MIB = 1024 * 1024;

/** Shows how far a file has been read, in a terminal only. */
export function showScan(terminal: Terminal, path: string): Pick<ScanOptions, 'onProgress'> {
	const { overwrite } = terminal;
	if (overwrite === undefined) return {};
	const total = Math.max(1, statSync(path).size);
	const begun = performance.now();
	let shown = begun;
	return {
		onProgress(bytes) {
			const now = performance.now();
			if (now - shown < LEAST_STEP_MS) return;
			shown = now;
			const rate = bytes / MIB / ((now - begun) / 1_000);
			overwrite(
				`${safeText(basename(path))}  ${Math.floor((100 * bytes) / total)} %  ${Math.floor(bytes / MIB)} MiB  ${rate.toFixed(1)} MiB/s`,
			);
		},
	};
}
