import {
	BarController,
	BarElement,
	CategoryScale,
	Chart,
	LinearScale,
	LineController,
	LineElement,
	LogarithmicScale,
	PointElement,
	RadarController,
	RadialLinearScale,
	ScatterController,
	Tooltip,
} from 'chart.js';

/** Chart.js with only what our charts draw. */
Chart.register(
	BarController,
	BarElement,
	CategoryScale,
	LinearScale,
	LineController,
	LineElement,
	LogarithmicScale,
	PointElement,
	RadarController,
	RadialLinearScale,
	ScatterController,
	Tooltip,
);

export { Chart };
