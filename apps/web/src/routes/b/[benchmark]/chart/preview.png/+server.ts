import { sendChartPreview } from '../../../../../lib/chart-reads/send-chart.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => sendChartPreview(event);
