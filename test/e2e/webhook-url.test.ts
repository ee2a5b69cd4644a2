import { Agent, request } from 'undici';

import { useLab } from './lab';

const lab = useLab();

const atOnce = { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' };
const inBackground = { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true' };

// test/unit/nodes/EcGrid/trigger/address.test.ts tests which addresses these are.
describe("an n8n that ECGrid can't call", () => {
	// In the background, n8n tries five times within about 15 seconds before it reports a publication as
	// failed.
	test.each([
		['http', 'http://n8n.example.com/', inBackground],
		['a private address', 'https://192.168.1.20/', inBackground],
		['a bare name', 'https://n8n/', atOnce],
	])(
		'with an N8N_WEBHOOK_URL that is %s (%s), publishing fails and says what to change',
		async (_, value, path) => {
			await lab.n8n.restart({ env: { N8N_WEBHOOK_URL: value, ...path } });
			// ECGrid itself would have to call: a sandbox on this machine may call localhost.
			const credential = await lab.credentialWith({ baseUrl: 'https://rest.ecgrid.invalid' });
			const { id } = await lab.triggerWorkflow({}, credential);

			const { status, message } = await lab.api.publish(id);
			expect(status).toBe('failed');
			expect(message).toContain('N8N_WEBHOOK_URL');
			expect(message).toContain(new URL(value).origin);
			expect(lab.sandbox.requests).toEqual([]);
		},
	);

	test('so does an http address, even if ECGrid is a sandbox on this machine; nothing is registered', async () => {
		await lab.n8n.restart({ env: { N8N_WEBHOOK_URL: 'http://localhost:5678/', ...atOnce } });
		const { id } = await lab.triggerWorkflow();
		expect(await lab.api.publish(id)).toEqual({
			status: 'failed',
			message: expect.stringMatching(/http:\/\/localhost:5678.*N8N_WEBHOOK_URL/),
		});
		expect(lab.sandbox.callbacks).toEqual([]);
		expect(lab.requestsTo('/v2/callbacks/create')).toEqual([]);
	});
});

test('with a path in N8N_WEBHOOK_URL, the callback is registered with it, and n8n answers where a proxy that strips it leads', async () => {
	await lab.n8n.restart({ env: { N8N_WEBHOOK_URL: `${lab.n8n.url}/n8n/`, ...atOnce } });
	const { id } = await lab.triggerWorkflow();
	expect(await lab.api.publish(id)).toEqual({ status: 'published', message: '' });
	const { url, username, password } = lab.sandbox.callbacks[0]!;
	expect(url.startsWith(`${lab.n8n.url}/n8n/webhook/`)).toBe(true);
	const { statusCode, body } = await request(url.replace('/n8n/webhook/', '/webhook/'), {
		method: 'POST',
		dispatcher: new Agent({ connect: { ca: lab.n8n.ca } }),
		headers: {
			'content-type': 'application/json',
			authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
		},
		body: JSON.stringify({ eventId: 1, callBackEvent: 'InBox', parcelId: 1 }),
	});
	expect([statusCode, await body.json()]).toEqual([200, { received: true }]);
});
