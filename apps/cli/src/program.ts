import { Command, Option } from 'commander';
import type { CliContext } from './cli-context.ts';
import { addAnswer } from './commands/answer.ts';
import { addAudit } from './commands/audit.ts';
import { addAppend } from './commands/append.ts';
import { addBattle } from './commands/battle.ts';
import { addBattles } from './commands/battles.ts';
import { addBenchmark } from './commands/benchmark.ts';
import { addBenchmarks } from './commands/benchmarks.ts';
import { addBoard } from './commands/board.ts';
import { addBudget } from './commands/budget.ts';
import { addCheck } from './commands/check.ts';
import { addCompletion } from './commands/completion.ts';
import { addControl } from './commands/control.ts';
import { addDecontaminate } from './commands/decontaminate.ts';
import { addEndpoints } from './commands/endpoints.ts';
import { addEstimate } from './commands/estimate.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addHolds } from './commands/holds.ts';
import { addJudge } from './commands/judge.ts';
import { addJudgeRun } from './commands/judge-run.ts';
import { addJudges } from './commands/judges.ts';
import { addCascade } from './commands/cascade.ts';
import { addJury } from './commands/jury.ts';
import { addKeys } from './commands/keys.ts';
import { addLogin } from './commands/login.ts';
import { addLogout } from './commands/logout.ts';
import { addModels } from './commands/models.ts';
import { addOrganisations } from './commands/organisations.ts';
import { addPublish } from './commands/publish.ts';
import { addPublished } from './commands/published.ts';
import { addRecompute } from './commands/recompute.ts';
import { addRecomputeBoards } from './commands/recompute-boards.ts';
import { addRedact } from './commands/redact.ts';
import { addReferences } from './commands/references.ts';
import { addRejudge } from './commands/rejudge.ts';
import { addResult } from './commands/result.ts';
import { addRuns } from './commands/runs.ts';
import { addShare } from './commands/share.ts';
import { addSpend } from './commands/spend.ts';
import { addStatus } from './commands/status.ts';
import { addSubmissions } from './commands/submissions.ts';
import { addSubmit } from './commands/submit.ts';
import { addTaskTypes } from './commands/task-types.ts';
import { addVersions } from './commands/versions.ts';
import { addWatch } from './commands/watch.ts';
import { addWhoami } from './commands/whoami.ts';
import { readServer } from './option-values.ts';

const EXIT_CODES = `
Exit codes:
  0    done; with --watch: judged, and every battle is scored
  1    the server or this program failed
  2    wrong usage, a file with problems, or a refused request
  3    judged, but some battles are unscored; answer: some questions have no answer
  4    the run is paused or cancelled; answer: the endpoint takes no more questions
  5    no server, or no endpoint, can be reached
  6    evaluate: the model does not pass --gate
  7    decontaminate: a question was found in a file
  130  stopped by Ctrl-C`;

const COMMANDS = [
	addLogin,
	addLogout,
	addWhoami,
	addAnswer,
	addEvaluate,
	addCheck,
	addSubmit,
	addAppend,
	addPublish,
	addShare,
	addResult,
	addSubmissions,
	addWatch,
	addStatus,
	addRuns,
	addControl,
	addEstimate,
	addJudgeRun,
	addRejudge,
	addBoard,
	addBattle,
	addBattles,
	addBenchmark,
	addBenchmarks,
	addModels,
	addJudge,
	addJudges,
	addJury,
	addCascade,
	addImport,
	addExport,
	addVersions,
	addTaskTypes,
	addReferences,
	addPublished,
	addRedact,
	addDecontaminate,
	addEndpoints,
	addHolds,
	addBudget,
	addSpend,
	addRecompute,
	addRecomputeBoards,
	addOrganisations,
	addKeys,
	addAudit,
	addCompletion,
];

/** The whole command line. Errors of usage are thrown, after commander has said them. */
export function createProgram(context: CliContext): Command {
	const program = new Command('codejoust')
		.description('An arena for code models: check, submit and watch answers, and read the boards.')
		.configureHelp({ showGlobalOptions: true })
		.showHelpAfterError('Use --help to see the options and examples.')
		.exitOverride()
		.addOption(serverOption())
		.addOption(
			new Option('--key <key>', 'an API key (default: the key of the login)').env('CODEJOUST_KEY'),
		)
		.addOption(configOption(process.platform))
		.addHelpText('after', EXIT_CODES)
		.addHelpText('after', '\ncodejoust --version prints the version of this client.');
	for (const add of COMMANDS) add(program, context);
	return program;
}

function serverOption(): Option {
	return new Option(
		'--server <url>',
		'the server (default: the server of the login, or this machine)',
	)
		.env('CODEJOUST_SERVER')
		.argParser(readServer);
}

function configOption(platform: NodeJS.Platform): Option {
	return new Option('--config <folder>', 'where the login is stored').env(
		platform === 'win32' ? 'APPDATA' : 'XDG_CONFIG_HOME',
	);
}
