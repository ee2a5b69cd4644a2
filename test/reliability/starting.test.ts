import type { Fault } from '../../sandbox';
import { waitFor } from '../../local-n8n/wait';
import { MAX_TWO_ROUNDS_MS, paths, useReliabilityLab } from './lab';
import { pathsAtStart, refusalsAtStart } from './scale';

const GATEWAY_404 = JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 });
const REFUSALS: Record<string, Fault> = {
	'503': { status: 503 },
	'429': { retryAfter: 1 },
	'a gateway’s 404': { status: 404, body: GATEWAY_404 },
};
const CREATE = 'POST /v2/callbacks/create';
const parameters = { events: ['Parcel', 'User'], options: { catchUpMinutes: 1 } };

describe.each(paths.filter(([path]) => pathsAtStart.includes(path)))(
	'n8n starts, on the %s publication path',
	(_, env) => {
		const lab = useReliabilityLab(env);

		const callbacks = () => lab.sandbox.callbacks as unknown[];
		const eventsAt = (host: string) =>
			lab.sandbox.callbacks
				.filter(({ url, status }) => new URL(url).hostname === host && status === 'Active')
				.map(({ event }) => event)
				.sort();

		test.each(refusalsAtStart)(
			'one of two callbacks is gone and create is answered %s: the other continues, and the first is created on schedule',
			async (refusal) => {
				const workflow = await lab.published(parameters);
				await lab.n8n.stop();
				const callbackFor = (event: string) =>
					lab.callbacksOf(workflow).find((each) => each.event === event)!;
				const [parcel, user] = [callbackFor('Parcel'), callbackFor('User')];
				callbacks().splice(callbacks().indexOf(user), 1);
				lab.sandbox.fault(CREATE, { ...REFUSALS[refusal], times: Infinity });
				await lab.restart([workflow]);
				await lab.untilAsked('/v2/callbacks/create');
				await lab.takesAParcel(workflow);
				expect(lab.callbacksOf(workflow).map(({ callbackId }) => callbackId)).toEqual([parcel.callbackId]);
				expect((await lab.api.workflow(workflow.id)).active).toBe(true);

				lab.sandbox.clearFaults();
				await waitFor(
					'the callback for User events',
					() => lab.callbacksOf(workflow).some(({ event }) => event === 'User') || undefined,
					{ timeoutMs: MAX_TWO_ROUNDS_MS },
				);
				expect(lab.callbacksOf(workflow)).toHaveLength(2);
				await lab.takesAParcel(workflow);
			},
			300_000,
		);

		test('a gateway answers 404 to everything: nothing is taken down', async () => {
			const workflow = await lab.published(parameters);
			const before = JSON.stringify(callbacks());
			await lab.n8n.stop();
			lab.sandbox.fault('*', { status: 404, body: GATEWAY_404, times: Infinity });
			await lab.restart([workflow]);
			await lab.untilAsked('/v2/callbacks/update');
			lab.sandbox.clearFaults();
			expect(JSON.stringify(callbacks())).toBe(before);
			expect((await lab.api.workflow(workflow.id)).active).toBe(true);
			await lab.takesAParcel(workflow);
		}, 300_000);

		test("with another N8N_WEBHOOK_URL while ECGrid doesn't answer: both callbacks are created there on schedule, and the former ones stay", async () => {
			const workflow = await lab.published(parameters);
			const before = JSON.stringify(callbacks());
			const { port } = lab.n8n;
			await lab.n8n.stop();
			lab.sandbox.fault('*', { cut: true, times: Infinity });
			try {
				await lab.restart([workflow], { N8N_WEBHOOK_URL: `https://127.0.0.1:${port}/` });
				lab.sandbox.clearFaults();
				await waitFor(
					'both callbacks at the new address',
					(saw) => {
						saw(JSON.stringify(callbacks()));
						return eventsAt('127.0.0.1').length === 2 || undefined;
					},
					{ timeoutMs: MAX_TWO_ROUNDS_MS },
				);
				expect(eventsAt('127.0.0.1')).toEqual(['Parcel', 'User']);
				expect(JSON.stringify(callbacks().slice(0, 2))).toBe(before);
				expect(lab.n8n.logs()).toContain('Callback → Delete, Callback ID');
			} finally {
				await lab.n8n.restart({ env: { N8N_WEBHOOK_URL: `https://localhost:${port}/` } });
			}
		}, 300_000);
	},
);
