import { waitFor } from '../../local-n8n/wait';
import { parcelEvent, report, useReliabilityLab } from './lab';

const lab = useReliabilityLab({}, { retry: { attempts: 30, intervalMs: 500 } });

/** n8n stores an execution in two tables, one after the other. */
describe.each([
	['execution_entity', 'NEW."workflowId" IS NOT NULL'],
	['execution_data', 'NEW.data IS NOT NULL'],
])('n8n’s database refuses to store an execution in %s', (table, condition) => {
	const refuse = async () =>
		await lab.sql(
			`CREATE TRIGGER refuse BEFORE INSERT ON ${table} WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
			'SELECT 1',
		);
	const accept = async () => await lab.sql('DROP TRIGGER IF EXISTS refuse', 'SELECT 1');

	afterEach(accept);

	test('ECGrid sees 500 and retries, and the retry runs the workflow once', async () => {
		const workflow = await lab.published();
		const first = lab.sandbox.deliveries.length;
		await refuse();
		const [occurrence] = lab.sandbox.fire('Parcel', { objectId: 4711 });
		await waitFor('two answers', () => lab.sandbox.deliveries.length >= first + 2 || undefined);
		const refused = lab.sandbox.deliveries.slice(first).map(({ status }) => status);
		await accept();
		await lab.sandbox.idle(60_000);
		expect(occurrence!.status).toBe('Delivered');
		expect(new Set(refused)).toEqual(new Set([500]));
		expect(lab.sandbox.deliveries.at(-1)!.status).toBe(200);
		const executions = await lab.settledExecutionsOf(workflow, 1);
		expect(executions).toMatchObject([{ status: 'success', eventIds: [occurrence!.callbackEventId] }]);
		// A later delivery is a duplicate.
		expect(await lab.deliver(lab.callbackOf(workflow), JSON.parse(occurrence!.payload))).toMatchObject({
			status: 200,
			body: expect.stringContaining('repeated'),
		});
		expect(await lab.executionsOf(workflow)).toHaveLength(1);
		report(`refused by ${table}`, { answers: [...refused, 200], executions: 1 });
	});

	test("copies that arrive at the same moment aren't answered 200 either", async () => {
		const workflow = await lab.published();
		const callback = lab.callbackOf(workflow);
		await refuse();
		const copies = Array<unknown>(5).fill(parcelEvent(4712));
		const answers = await lab.deliverAll(callback, copies, 5);
		expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500]);
		await accept();
		const again = await lab.deliverAll(callback, copies, 5);
		expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
		expect(await lab.settledExecutionsOf(workflow, 1)).toMatchObject([
			{ status: 'success', eventIds: [4712] },
		]);
	});
});
