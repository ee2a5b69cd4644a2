import { Agent, request } from 'undici';
import type { Instance } from '../../local-n8n/instance';
import { testLoop } from '../e2e/loopTests';
import { QueueLab } from './queueLab';
import { canQueue } from './services';

const describeQueue = canQueue() ? describe : describe.skip;
if (!canQueue())
	console.warn('SKIPPED: queue mode needs PostgreSQL and Redis (Debian: postgresql, redis-server)');

describeQueue('queue mode with separate webhook processes', () => {
	const lab = new QueueLab();
	beforeAll(async () => await lab.start());
	afterEach(async () => await lab.tidy());
	afterAll(async () => await lab.stop());

	describe('the workflows of the loop', () => testLoop(lab, 'usual'));

	const published = async (parameters = {}) => {
		const workflow = await lab.triggerWorkflow(parameters);
		expect(await lab.api.publish(workflow.id)).toEqual({ status: 'published', message: '' });
		expect(lab.sandbox.callbacks).toHaveLength(1);
		return workflow.id;
	};

	/** Posts an event to one of the webhook processes, with the login that ECGrid was given. */
	async function post(instance: Instance, body: object) {
		const { url, username, password } = lab.sandbox.callbacks[0]!;
		const { pathname, search } = new URL(url);
		const response = await request(`${instance.url}${pathname}${search}`, {
			method: 'POST',
			dispatcher: new Agent({ connect: { ca: lab.n8n.ca } }),
			headers: {
				'content-type': 'application/json',
				...(username && {
					authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
				}),
			},
			body: JSON.stringify(body),
		});
		return { status: response.statusCode, body: await response.body.json() };
	}

	test.each(['basic', 'digest'])(
		'the main process registers, another one accepts the delivery (%s), a third one runs the workflow',
		async (authentication) => {
			const id = await published({ authentication });
			lab.sandbox.addParcel({ fileName: '850.edi', content: 'ISA' });
			await lab.sandbox.idle();
			expect(lab.sandbox.deliveries.at(-1)).toMatchObject({ status: 200 });
			const [execution] = await lab.api.waitForExecutions(id, 1);
			expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
			expect(execution!.output()).toMatchObject([{ event: 'Parcel', fileName: '850.edi' }]);
			await lab.api.unpublish(id);
			expect(lab.sandbox.callbacks).toEqual([]);
		},
	);

	test('the webhook process refuses a stranger, and nothing runs', async () => {
		const id = await published();
		const { url } = lab.sandbox.callbacks[0]!;
		const response = await request(url, {
			method: 'POST',
			dispatcher: new Agent({ connect: { ca: lab.n8n.ca } }),
			headers: { 'content-type': 'application/json' },
			body: '{}',
		});
		expect(response.statusCode).toBe(401);
		expect(await lab.api.executions(id)).toEqual([]);
	});

	test('the process that took the event drops a duplicate; another one runs it again', async () => {
		const id = await published();
		const event = { eventId: 4711, callBackEvent: 'InBox', parcelId: 1 };
		const [first, second] = lab.webhooks;
		expect(await post(first!, event)).toEqual({ status: 200, body: { received: true } });
		expect(await post(first!, event)).toEqual({ status: 200, body: { received: true, repeated: true } });
		await lab.api.waitForExecutions(id, 1);
		expect(await post(second!, event)).toEqual({ status: 200, body: { received: true } });
		await lab.api.waitForExecutions(id, 2);
		expect(await lab.api.executions(id)).toHaveLength(2);
	});
});
