import { sendChart } from '../../../../../lib/server/charts/send-chart.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => sendChart(event);
