import { table } from '../docs/markdown';
import { figureOf, isMet, ratioTo, type Figure, type Row, type Target } from './result';

const rounded = (value: number) => {
	const digits = value === 0 ? 0 : 2 - Math.floor(Math.log10(Math.abs(value)));
	return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(Math.max(digits, 0), 3) });
};

/** Returns the median, with the lowest and highest in brackets if they differ. */
const shown = ({ middle, lowest, highest }: Figure, unit = '') => {
	const spread = lowest === highest ? '' : ` (${rounded(lowest)} … ${rounded(highest)})`;
	return `${rounded(middle)}${unit && ` ${unit}`}${spread}`;
};

const verdict = (figure: Figure, target: Target | undefined, unit = '') => {
	if (!target) return '';
	const { atLeast, atMost } = target;
	const bounds = [
		atLeast !== undefined && `≥ ${rounded(atLeast)}`,
		atMost !== undefined && `≤ ${rounded(atMost)}`,
	];
	const aim = `${bounds.filter(Boolean).join(', ')} ${unit}`.trim();
	return isMet(figure, target) ? `; ${aim}: met` : `; **${aim}: missed**`;
};

const lines = (texts: string[]) => texts.join('<br />');

/** Returns the rows as a Markdown table. */
export const tableOf = (rows: Row[]): string =>
	table(
		['Measured', 'This package', 'Beside it', 'Ratio'],
		rows.map((row) => {
			const figure = figureOf(row.values);
			const peers = row.peers ?? [];
			return [
				row.what,
				shown(figure, row.unit) + verdict(figure, row.target, row.unit),
				lines(peers.map(({ name, values }) => `${name}: ${shown(figureOf(values), row.unit)}`)),
				lines(
					peers.map((peer) => {
						const ratio = ratioTo(row, peer);
						return `${shown(ratio)}${verdict(ratio, peer.target)}`;
					}),
				),
			];
		}),
	);
