import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given: where it writes, and how it says what the process ends with. */
export type CliContext = {
	readonly terminal: Terminal;
	/** Without a call the exit code is 0. */
	readonly finish: (code: ExitCode) => void;
};
