/** Why a data directory cannot be used. `pid` is absent where the holder could not be named. */
export type DataDirectoryTrouble =
	| { readonly kind: 'DataDirectoryInUse'; readonly directory: string; readonly pid?: number }
	| { readonly kind: 'DataDirectoryUnwritable'; readonly directory: string; readonly code: string }
	| { readonly kind: 'DataDirectoryOpen'; readonly directory: string; readonly mode: number }
	| {
			readonly kind: 'DataDirectoryNoServer';
			readonly directory: string;
			/** The server itself, or a way to run it as another user than root. */
			readonly missing: 'program' | 'user';
	  };

const NEEDED = {
	program:
		'the Postgres server that npm installs beside Codejoust on Linux (glibc, x64 or arm64): run "npm ci" here, with optional packages.',
	user: 'a user that its Postgres server may run as: start Codejoust as another user than root, or install setpriv (util-linux).',
};

/** The embedded database could not start, and the operator can do something about it. */
export class DataDirectoryError extends Error {
	readonly trouble: DataDirectoryTrouble;

	constructor(trouble: DataDirectoryTrouble, options?: ErrorOptions) {
		super(describeTrouble(trouble), options);
		this.name = trouble.kind;
		this.trouble = trouble;
	}
}

function describeTrouble(trouble: DataDirectoryTrouble): string {
	switch (trouble.kind) {
		case 'DataDirectoryInUse': {
			const holder = trouble.pid === undefined ? 'another process' : `process ${trouble.pid}`;
			return `The data directory ${trouble.directory} is in use by ${holder}; stop that process first or choose another directory.`;
		}
		case 'DataDirectoryUnwritable':
			return `The data directory ${trouble.directory} cannot be written (${trouble.code}); choose another directory or change its permissions.`;
		case 'DataDirectoryOpen':
			return `The data directory ${trouble.directory} is open to other users (mode ${trouble.mode.toString(8)}), and has another owner or files of another program: run "chmod 700" on it as its owner, or choose another directory.`;
		case 'DataDirectoryNoServer':
			return `The data directory ${trouble.directory} needs ${NEEDED[trouble.missing]}`;
	}
}
