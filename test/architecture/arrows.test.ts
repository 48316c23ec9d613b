import { expect, test } from 'vitest';
import { findViolations } from './find-violations.ts';
import { readSources } from './project-files.ts';

test('no file imports against the arrows, and the environment is read in one place', () => {
	expect(findViolations(readSources())).toEqual([]);
});

test.each([
	['packages/arena/src/a.ts', `import { readFile } from 'node:fs';`],
	['packages/arena/src/a.ts', `import type { Judge } from '@codejoust/judge/definition';`],
	['packages/judge/src/a.ts', `import { connect } from '@codejoust/db/connect';`],
	['packages/judge/src/a.ts', `import OpenAI from 'openai';`],
	['packages/db/src/a.ts', `import { VERDICTS } from '@codejoust/arena/verdict';`],
	['packages/db/src/a.ts', `import { type Verdict, VERDICTS } from '@codejoust/arena/verdict';`],
	['packages/db/src/a.ts', `export * from '@codejoust/judge/definition';`],
	['apps/api/src/a.ts', `import { sql } from 'drizzle-orm';`],
	['apps/api/src/a.ts', `const { default: OpenAI } = await import('openai');`],
	['apps/api/src/a.ts', `type Sql = import('postgres').Sql;`],
	['apps/api/src/a.ts', `import { link } from '../../web/src/lib/link.ts';`],
	['apps/api/src/a.ts', `const port = process.env.PORT;`],
	['apps/api/src/a.ts', `import { env } from 'node:process';`],
	['apps/cli/src/a.ts', `import { computeBoard } from '@codejoust/arena/compute-board';`],
	['apps/web/src/a.ts', `import { createApp } from '@codejoust/api/app';`],
	['apps/web/src/A.svelte', `<p>x</p><script lang="ts">import '@codejoust/db/connect';</script>`],
	['apps/cli/src/a.ts', `import type { Run } from '@codejoust/api/client';`],
	['packages/contract/src/a.ts', `import { connect } from '@codejoust/db/connect';`],
	[
		'packages/formats/src/a.ts',
		`import { runSchema } from '@codejoust/contract/schemas/run-plan';`,
	],
	['packages/formats/src/tables/a.ts', `import { gunzipSync } from 'node:zlib';`],
	['packages/board/src/a.ts', `import type { Ask } from '@codejoust/judge/endpoint/ask';`],
	['packages/new/src/a.ts', ``],
])('the check finds a violation in %s: %s', (path, text) => {
	expect(findViolations([{ path, text }])).toHaveLength(1);
});

test.each([
	['packages/db/src/a.ts', `import type { Verdict } from '@codejoust/arena/verdict';`],
	['packages/db/src/a.ts', `import { type Verdict } from '@codejoust/arena/verdict';`],
	['packages/judge/src/endpoint/openai-client.ts', `import OpenAI from 'openai';`],
	['packages/arena/src/a.test.ts', `import { expect } from 'vitest';`],
	['packages/formats/src/tables/parquet/a.ts', `import { gunzipSync } from 'node:zlib';`],
	[
		'apps/api/src/a.ts',
		`// process.env and import 'openai' in a comment\nconst text = "import 'openai'";`,
	],
	['apps/web/src/a.ts', `import type { Run } from '@codejoust/contract/client';`],
])('the check lets pass what is allowed in %s: %s', (path, text) => {
	expect(findViolations([{ path, text }])).toEqual([]);
});
