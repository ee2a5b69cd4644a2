import { parcelEvent, useReliabilityLab } from './lab';

// Deliveries that look like duplicates but aren't must run.
const lab = useReliabilityLab();

async function allRun(bodies: unknown[]) {
	const workflow = await lab.published();
	const answers = await lab.deliverAll(lab.callbackOf(workflow), bodies, 1);
	expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
	const executions = await lab.settledExecutionsOf(workflow, bodies.length);
	expect(executions.map(({ status }) => status)).toEqual(bodies.map(() => 'success'));
}

test('two test events with the same body both run the workflow', async () => {
	const body = parcelEvent(501, { isTest: true });
	await allRun([body, body]);
});

test('two empty bodies both run the workflow', async () => {
	await allRun(['', '']);
	await allRun(['{}', '{}']);
});

test('two deliveries with the same body and no event or time both run the workflow', async () => {
	const body = { parcelId: 502, status: 'InBoxReady' };
	await allRun([body, body]);
	const text = { message: 'something happened', created: '2026-01-02T03:04:05Z' };
	await allRun([text, text]);
});

test('one event for each of two triggers, with the same body, runs both workflows', async () => {
	const body = parcelEvent(503);
	await allRun([body]);
	await allRun([body]);
});

test('a parcel that was reset to the inbox and delivered again runs the workflow again', async () => {
	const workflow = await lab.published();
	const { parcelId } = lab.sandbox.addParcel({ fileName: 'again.edi', content: 'ISA*' });
	await lab.sandbox.idle(60_000);
	const reset = await fetch(`${lab.sandbox.url}/v2/parcels/reset-to-inbox/${parcelId}`, {
		method: 'POST',
		headers: { 'X-API-Key': lab.sandbox.apiKey },
	});
	expect(reset.status).toBe(200);
	await lab.sandbox.idle(60_000);
	const executions = await lab.settledExecutionsOf(workflow, 2);
	expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
	const outputs = await Promise.all(executions.map(async ({ id }) => (await lab.api.execution(id)).output()));
	expect(outputs.map(([item]) => item!.parcelId)).toEqual([parcelId, parcelId]);
});
