import { basic } from '../local-n8n/delivery';
import type { Bench } from './bench';
import { event } from './event';
import { LEGACY } from './lab';
import { received, type Receiving } from './receiving';
import type { Row } from './result';

const strangers = {
	'no login': {},
	'a wrong login': basic({ username: 'bench', password: 'wrong' }),
};

const refused =
	(headers: Record<string, string>): Receiving['call'] =>
	async (caller, lab, { url, workflow }, { calls, atOnce }) => {
		const bodies = Array.from({ length: calls }, event);
		const result = await caller.call({ url, headers, bodies, atOnce, expect: 401 });
		const executions = await lab.settled(workflow);
		if (Object.keys(executions).length > 0)
			throw new Error(`A stranger started “${workflow.name}”: ${JSON.stringify(executions)}`);
		return result;
	};

export const stranger: Bench = {
	name: 'stranger',
	what: 'The same subjects, called by a stranger: all answer 401, and no execution starts.',
	async run(progress) {
		const rows: Row[] = [];
		for (const [what, headers] of Object.entries(strangers)) {
			rows.push(
				...(await received(
					{
						what,
						env: LEGACY,
						rounds: 5,
						load: [{ atOnce: 10, calls: 1_000 }],
						targets: { '(a)': { atLeast: 0.95 }, '(b)': { atLeast: 1 } },
						call: refused(headers),
					},
					progress,
				)),
			);
		}
		return rows;
	},
};
