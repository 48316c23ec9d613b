export { GENERAL_CRITERION } from '@codejoust/judge/definition/criteria';
