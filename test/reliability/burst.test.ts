import { parcelEvent, quickEngine, report, useReliabilityLab, type Answer } from './lab';
import { atOnce, copies, distinct, repeated, withDefaultEngine } from './scale';

const lab = useReliabilityLab();

const startedBy = (count: number) => Array.from({ length: count }, (_, index) => 1_000 + index);

/** What the callers saw. */
function seen(answers: Answer[], began: number) {
	const seconds = (performance.now() - began) / 1000;
	const times = answers.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
	const statuses: Record<string, number> = {};
	for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
	return {
		statuses,
		perSecond: Math.round((answers.length / seconds) * 10) / 10,
		medianMs: times[Math.floor(times.length / 2)],
		p95Ms: times[Math.floor(times.length * 0.95)],
		slowestMs: times.at(-1),
	};
}

/** Posts every event this many times at the same moment. Every event must be one successful execution. */
async function burst(what: string, count: number, times: number) {
	const workflow = await lab.published();
	const ids = startedBy(count);
	const bodies = ids.flatMap((id) => Array<unknown>(times).fill(parcelEvent(id)));
	const began = performance.now();
	const answers = await lab.deliverAll(lab.callbackOf(workflow), bodies, atOnce);
	const callers = seen(answers, began);
	const executions = await lab.settledExecutionsOf(workflow, count, { timeoutMs: 300_000 });
	const started = executions.flatMap(({ eventIds }) => eventIds);
	report(what, {
		deliveries: bodies.length,
		...callers,
		executions: executions.length,
		lost: ids.filter((id) => !started.includes(id)).length,
		doubled: started.length - new Set(started).size,
	});
	expect(callers.statuses).toEqual({ 200: bodies.length });
	expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
	expect(started.sort()).toEqual(ids);
	expect(executions).toHaveLength(count);
}

test(`${distinct} parcels at ${atOnce} at once: each is answered 200 and runs the workflow once`, async () => {
	await burst(`${distinct} distinct deliveries`, distinct, 1);
});

test(`${repeated} parcels, each delivered ${copies} times at the same moment: each runs the workflow once`, async () => {
	await burst(`${repeated} deliveries, ${copies} times each`, repeated, copies);
});

test('if n8n may run only 5 at a time, callers wait, and nothing is lost or duplicated', async () => {
	await lab.n8n.restart({ env: { ...quickEngine, N8N_CONCURRENCY_PRODUCTION_LIMIT: '5' } });
	await burst(`${distinct} distinct deliveries, 5 executions at a time`, distinct, 1);
	await burst(`${repeated} deliveries, ${copies} times each, 5 executions at a time`, repeated, copies);
});

test(`with n8n's default expression engine: ${withDefaultEngine} parcels, once each`, async () => {
	await lab.n8n.restart({ env: { N8N_EXPRESSION_ENGINE: 'vm', N8N_CONCURRENCY_PRODUCTION_LIMIT: '-1' } });
	await burst('default expression engine', withDefaultEngine, 1);
});
