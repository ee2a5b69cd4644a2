import { outputOf } from './n8n';
import { runOperation } from './operations';
import { cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const fieldsOf = async (simple?: unknown) => {
	sandbox().addCallback({ url: 'https://localhost:9/', event: 'User' });
	const [event] = sandbox().fire('User');
	const callbackEventId = String(event!.callbackEventId);
	const run = await runOperation(sandbox(), 'callbackEvent get', {
		callbackEventId,
		...(simple !== undefined && { simple }),
	});
	return Object.keys(outputOf(run)[0]!.json);
};

test('an event comes with its ten most useful fields', async () => {
	const fields = await fieldsOf();
	expect(fields).toHaveLength(10);
	expect(fields).toEqual(expect.arrayContaining(['callbackEventId', 'payload', 'attempts', 'httpStatus']));
});

test.each([false, 'false', '={{ false }}'])('with Simplify set to %j it comes whole', async (simple) => {
	expect(await fieldsOf(simple)).toEqual(expect.arrayContaining(['mailboxId', 'created']));
});

test('what has none of these fields comes whole', async () => {
	const body = JSON.stringify({ success: true, data: { other: 'shape' } });
	sandbox().fault('POST /v2/callbacks/get-event-by-id', { body });
	const run = await runOperation(sandbox(), 'callbackEvent get', { callbackEventId: '7' });
	expect(outputOf(run)[0]!.json).toEqual({ other: 'shape' });
});
