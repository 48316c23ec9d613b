import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';

/** Chart.js with only what our charts draw; its own chunk, loaded when a chart is asked for. */
Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export { Chart };
